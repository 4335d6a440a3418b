#include "core/wording/message.h"

#include "core/wording/catalogue.h"
#include "core/wording/quantity_text.h"

#include <array>
#include <charconv>

namespace xpu::wording {
namespace {

constexpr std::size_t kLongestHole = 240;

/// What a file says goes into one line of a terminal or a label: no control characters (they
/// could colour or rewrite it), no text without end.
std::string printable(const std::string& raw)
{
    std::string out;
    for (const char c : raw) {
        if (out.size() >= kLongestHole && (static_cast<unsigned char>(c) & 0xC0u) != 0x80u)
            return out + "…";
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        out += control ? ' ' : c;
    }
    return out;
}

std::string sizeText(const std::string& digits)
{
    std::uint64_t count = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), count);
    return text(Bytes(count));
}

Holes readable(const Holes& raw)
{
    Holes out;
    for (const auto& [name, value] : raw)
        out[name] = name.ends_with("_bytes") ? sizeText(value) : printable(value);
    return out;
}

bool has(const Holes& holes, const char* name)
{
    const auto it = holes.find(name);
    return it != holes.end() && !it->second.empty();
}

constexpr std::array<Phrase, 16> kErrors = {
    XPU_TR("error", "not supported"),
    XPU_TR("error", "wrong input"),
    XPU_TR("error", "not found"),
    XPU_TR("error", "not permitted"),
    XPU_TR("error", "reading or writing failed"),
    XPU_TR("error", "no space left"),
    XPU_TR("error", "not enough memory"),
    XPU_TR("error", "the device was lost"),
    XPU_TR("error", "the device reported an error"),
    XPU_TR("error", "took too long"),
    XPU_TR("error", "the command failed"),
    XPU_TR("error", "cancelled"),
    XPU_TR("error", "not possible now"),
    XPU_TR("error", "stored data is damaged"),
    XPU_TR("error", "in use by somebody else"),
    XPU_TR("error", "internal error"),
};

} // namespace

std::string message(const Diagnostic& finding)
{
    const FindingText* row = findFindingText(finding.code, finding.variant);
    if (!row)
        row = findFindingText(finding.code, "");
    const Holes holes = readable(finding.holes);
    if (!row)
        return has(holes, "detail") ? holes.at("detail") : finding.code;
    std::string out = filled(row->sentence, holes);
    if (has(holes, "nearest"))
        return out + filled(XPU_TR("finding", "; did you mean '{nearest}'?"), holes);
    // A mend that ends in nothing ("convert it first: ") would be none.
    const bool listsNothing = (holes.contains("ports") && !has(holes, "ports"))
                              || (finding.variant == "operator" && !has(holes, "detail"));
    if (*row->mend.text != '\0' && !listsNothing)
        out += "; " + filled(row->mend, holes);
    return out;
}

std::string message(Errc code) { return translated(kErrors[static_cast<std::size_t>(code)]); }

std::string message(const Error& error)
{
    return error.context.empty() ? message(error.code)
                                 : message(error.code) + ": " + printable(error.context);
}

} // namespace xpu::wording
