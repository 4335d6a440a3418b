#include "tests/compute/operators/random_cases.h"

namespace xpu::tests {

/// Strides, padding and dilation in all the ways they can be given; some do not fit, and are drawn anew.
void RandomCases::addWindows(Case& c)
{
    const auto list = [&](std::size_t longest, std::int64_t least, std::uint64_t below) {
        std::vector<std::int64_t> numbers;
        for (std::size_t i = pick(2) == 0 ? 1 : longest; i-- > 0;)
            numbers.push_back(least + static_cast<std::int64_t>(pick(below)));
        return numbers;
    };
    if (pick(2) == 0)
        c.params["stride"] = list(2, 1, 3);
    if (pick(3) == 0)
        c.params["dilation"] = list(2, 1, 3);
    if (pick(2) == 0)
        c.params["pad"] = list(4, 0, 3);
}

Case RandomCases::conv2d()
{
    Case c;
    const std::uint64_t groups = 1 + pick(3);
    const std::uint64_t each = 1 + pick(9);
    const std::uint64_t results = (1 + pick(9)) * groups;
    c.inputs = {
        value("x", {DType::F32, {pick(4), each * groups, extent() % 40, extent() % 40}}, -1, 1),
        value("w", {DType::F32, {results, each, 1 + pick(5), 1 + pick(5)}}, -1, 1)};
    if (pick(2) == 0)
        c.inputs.push_back(value("bias", {DType::F32, {results}}, -1, 1));
    if (groups > 1)
        c.params["groups"] = static_cast<std::int64_t>(groups);
    addWindows(c);
    return c;
}

Case RandomCases::pool2d()
{
    Case c;
    c.inputs = {value("x", {DType::F32, {pick(4), pick(5), extent() % 70, extent() % 70}}, -1, 1)};
    c.params["fn"] = std::string(pick(2) == 0 ? "max" : "mean");
    std::vector<std::int64_t> size{static_cast<std::int64_t>(pick(5))};
    if (pick(2) == 0)
        size.push_back(static_cast<std::int64_t>(pick(5)));
    c.params["size"] = size;
    c.params["ceil"] = pick(2) == 0;
    c.params["count_pad"] = pick(2) == 0;
    addWindows(c);
    return c;
}

} // namespace xpu::tests
