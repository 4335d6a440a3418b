#include "compute/operators/window.h"

#include <algorithm>

namespace xpu::operators {
namespace {

constexpr std::int64_t kMost = 1 << 20; // sums of a few cannot overflow

InferError wrong(const char* name, const char* what)
{
    return {InferError::Kind::Parameter, name, what};
}

} // namespace

std::int64_t Window::positions(std::int64_t extent, bool partial) const
{
    const std::int64_t room = extent + before + after - reach();
    if (room < 0)
        return 0;
    const std::int64_t whole = room / stride + 1;
    // A partial one must still begin left of the padding behind.
    const bool more = partial && room % stride != 0 && whole * stride < extent + before;
    return whole + (more ? 1 : 0);
}

bool readPair(const Params& params, std::string_view name, std::int64_t least,
              std::optional<std::array<std::int64_t, 2>>& pair)
{
    const auto found = params.find(name);
    if (found == params.end())
        return true;
    const auto* list = std::get_if<std::vector<std::int64_t>>(&found->second);
    if (list == nullptr || list->empty() || list->size() > 2)
        return false;
    pair = {list->front(), list->back()};
    return std::ranges::all_of(*pair, [&](std::int64_t v) { return v >= least && v <= kMost; });
}

std::optional<InferError> readWindows(const Params& params, Windows& windows)
{
    std::optional<std::array<std::int64_t, 2>> stride;
    std::optional<std::array<std::int64_t, 2>> dilation;
    if (!readPair(params, "stride", 1, stride))
        return wrong("stride", "one number above 0, or two");
    if (!readPair(params, "dilation", 1, dilation))
        return wrong("dilation", "one number above 0, or two");
    for (std::size_t axis = 0; axis < windows.size(); ++axis) {
        windows[axis].stride = stride ? (*stride)[axis] : windows[axis].stride;
        windows[axis].dilation = dilation ? (*dilation)[axis] : windows[axis].dilation;
    }
    const auto found = params.find("pad");
    if (found == params.end())
        return std::nullopt;
    const auto* pad = std::get_if<std::vector<std::int64_t>>(&found->second);
    const bool fits =
        pad != nullptr && (pad->size() == 1 || pad->size() == 4)
        && std::ranges::all_of(*pad, [](std::int64_t v) { return v >= 0 && v <= kMost; });
    if (!fits)
        return wrong("pad", "one number from 0 on, or top, left, bottom and right");
    const auto at = [&](std::size_t i) { return pad->size() == 1 ? pad->front() : (*pad)[i]; };
    for (std::size_t axis = 0; axis < windows.size(); ++axis) {
        windows[axis].before = at(axis);
        windows[axis].after = at(axis + 2);
    }
    return std::nullopt;
}

ParamInfo pairParam(std::string name)
{
    return {.name = std::move(name), .type = ParamInfo::Type::IntegerList};
}

} // namespace xpu::operators
