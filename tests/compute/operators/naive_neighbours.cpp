#include "tests/compute/operators/naive_parts.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

namespace xpu::tests {
namespace {

/// What result(y, x, channel) gives everywhere.
std::vector<double> everywhere(const Grid& g, const std::function<double(long, long, long)>& result)
{
    std::vector<double> out;
    for (long y = 0; y < g.height; ++y)
        for (long x = 0; x < g.width; ++x)
            for (long c = 0; c < g.channels; ++c)
                out.push_back(result(y, x, c));
    return out;
}

/// Mean squared difference of two patches over all channels.
double distance(const Grid& g, long patch, long y, long x, long v, long u)
{
    double sum = 0;
    double count = 0;
    for (long dy = -patch; dy <= patch; ++dy)
        for (long dx = -patch; dx <= patch; ++dx)
            for (long c = 0; c < g.channels; ++c) {
                const double d = g.clamped(y + dy, x + dx, c) - g.clamped(v + dy, u + dx, c);
                sum += d * d;
                ++count;
            }
    return sum / count;
}

/// Element i of an axis continued beyond both ends; -1 where there is nothing.
long continued(long i, long extent, const std::string& border)
{
    if (border == "zero")
        return i >= 0 && i < extent ? i : -1;
    while (i < 0 || i >= extent) {
        if (border == "clamp")
            i = i < 0 ? 0 : extent - 1;
        else if (border == "wrap")
            i += i < 0 ? extent : -extent;
        else
            i = extent == 1 ? 0 : i < 0 ? -i : 2 * (extent - 1) - i;
    }
    return i;
}

} // namespace

std::vector<double> naiveMedian(const Case& c)
{
    const Grid g(c.inputs[0]);
    const long radius = static_cast<long>(numberOr(c, "radius", 0));
    return everywhere(g, [&](long y, long x, long channel) {
        std::vector<double> window;
        for (long dy = -radius; dy <= radius; ++dy)
            for (long dx = -radius; dx <= radius; ++dx)
                window.push_back(g.clamped(y + dy, x + dx, channel));
        const auto middle = window.begin() + static_cast<std::ptrdiff_t>(window.size() / 2);
        std::nth_element(window.begin(), middle, window.end());
        return *middle;
    });
}

std::vector<double> naiveNlmeans(const Case& c)
{
    const Grid g(c.inputs[0]);
    const long patch = static_cast<long>(numberOr(c, "patch", 2));
    const long search = static_cast<long>(numberOr(c, "search", 7));
    const double h = numberOr(c, "h", 0);
    std::vector<double> sums(g.values.size());
    std::size_t pixel = 0;
    for (long y = 0; y < g.height; ++y)
        for (long x = 0; x < g.width; ++x, ++pixel) {
            std::vector<double> mean(static_cast<std::size_t>(g.channels));
            double weights = 0;
            for (long v = std::max(0L, y - search); v <= std::min(g.height - 1, y + search); ++v)
                for (long u = std::max(0L, x - search); u <= std::min(g.width - 1, x + search);
                     ++u) {
                    const double w = std::exp(-distance(g, patch, y, x, v, u) / (h * h));
                    weights += w;
                    for (std::size_t k = 0; k < mean.size(); ++k)
                        mean[k] += w * g.at(v, u, static_cast<long>(k));
                }
            for (std::size_t k = 0; k < mean.size(); ++k)
                sums[pixel * mean.size() + k] = level(c.inputs[0].spec.dtype, mean[k] / weights);
        }
    return sums;
}

std::vector<double> naiveStencil(const Case& c)
{
    Grid g(c.inputs[0]);
    const auto& weights = std::get<std::vector<double>>(c.params.at("weights"));
    const auto border = c.params.contains("border") ? std::get<std::string>(c.params.at("border"))
                                                    : std::string("clamp");
    const long side = std::lround(std::sqrt(static_cast<double>(weights.size())));
    for (double step = 0; step < numberOr(c, "steps", 1); ++step)
        g.values = everywhere(g, [&](long y, long x, long channel) {
            double sum = 0;
            for (long i = 0; i < side * side; ++i) {
                const long v = continued(y + i / side - side / 2, g.height, border);
                const long u = continued(x + i % side - side / 2, g.width, border);
                if (v >= 0 && u >= 0)
                    sum += weights[static_cast<std::size_t>(i)] * g.at(v, u, channel);
            }
            return sum;
        });
    const DType type = c.inputs[0].spec.dtype;
    if (type == DType::U8 || type == DType::U16)
        for (double& v : g.values)
            v = level(type, v);
    return g.values;
}

} // namespace xpu::tests
