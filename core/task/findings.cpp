#include "core/task/findings.h"

#include <algorithm>
#include <tuple>

namespace xpu::task {
namespace {

Severity severityOf(const std::string& code)
{
    if (code.starts_with('N'))
        return Severity::Note;
    const bool warning = code.starts_with('W') || code == "E601" || code == "E403";
    return warning ? Severity::Warning : Severity::Error;
}

std::uint64_t placeKey(Position at)
{
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(at.line)) << 32)
           | static_cast<std::uint32_t>(at.column);
}

bool sameFinding(const Diagnostic& a, const Diagnostic& b)
{
    return a.code == b.code && a.variant == b.variant && a.holes == b.holes;
}

} // namespace

void Findings::add(std::string code, Position at, Holes holes, std::string variant)
{
    Diagnostic found;
    found.severity = severityOf(code);
    found.code = std::move(code);
    found.line = at.line;
    found.column = at.column;
    found.variant = std::move(variant);
    found.holes = std::move(holes);
    errors_ = errors_ || found.severity == Severity::Error;

    std::vector<std::size_t>& here = byPlace_[placeKey(at)];
    std::size_t ofThisCode = 0;
    for (const std::size_t i : here) {
        if (sameFinding(all_[i], found))
            return;
        if (all_[i].code == found.code)
            ++ofThisCode;
    }
    if (ofThisCode >= kPerPlace)
        return;
    here.push_back(all_.size());
    all_.push_back(std::move(found));
}

std::vector<Diagnostic> Findings::take()
{
    std::stable_sort(all_.begin(), all_.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.line, a.column, a.code) < std::tie(b.line, b.column, b.code);
    });
    byPlace_.clear();
    return std::move(all_);
}

} // namespace xpu::task
