#include "compute/operators/pool2d/cpu_pool2d.h"

#include "compute/operators/pool2d/pool2d.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace xpu::operators {
namespace {

/// What a window covers of one axis: elements first, first + dilation, ... up to, not including, end.
struct Cover {
    std::int64_t first;
    std::int64_t end;
    std::int64_t padded; ///< elements with the padding, those beyond it left out
};

Cover coverOf(const Window& window, std::int64_t extent, std::int64_t position)
{
    const std::int64_t start = position * window.stride - window.before;
    const std::int64_t skipped = start < 0 ? (-start + window.dilation - 1) / window.dilation : 0;
    const std::int64_t last = std::min(start + window.reach(), extent + window.after);
    return {start + skipped * window.dilation, std::min(start + window.reach(), extent),
            (last - start + window.dilation - 1) / window.dilation};
}

/// Rows of results of one launch.
class PoolRun {
public:
    PoolRun(const PoolShape& shape, const KernelCall& call)
        : shape_(shape),
          x_(reinterpret_cast<const float*>(call.inputs[0].data)),
          y_(reinterpret_cast<float*>(call.outputs[0].data))
    {
        for (std::int64_t column = 0; column < shape.made[1]; ++column)
            columns_.push_back(coverOf(shape.windows[1], shape.extent[1], column));
    }

    /// Row of y, counted over all planes.
    void row(std::int64_t index) const
    {
        const std::int64_t plane = index / shape_.made[0];
        const Cover rows = coverOf(shape_.windows[0], shape_.extent[0], index % shape_.made[0]);
        const float* const from = x_ + plane * shape_.extent[0] * shape_.extent[1];
        float* const to = y_ + index * shape_.made[1];
        for (std::size_t column = 0; column < columns_.size(); ++column)
            to[column] = shape_.mean ? mean(from, rows, columns_[column])
                                     : most(from, rows, columns_[column]);
    }

private:
    /// Calls use(value) for what a window sees.
    void forEach(const float* plane, const Cover& rows, const Cover& columns, auto use) const
    {
        for (std::int64_t r = rows.first; r < rows.end; r += shape_.windows[0].dilation)
            for (std::int64_t c = columns.first; c < columns.end; c += shape_.windows[1].dilation)
                use(plane[r * shape_.extent[1] + c]);
    }

    float most(const float* plane, const Cover& rows, const Cover& columns) const
    {
        float largest = -std::numeric_limits<float>::infinity();
        forEach(plane, rows, columns,
                [&](float v) { largest = v > largest || std::isnan(v) ? v : largest; });
        return largest;
    }

    float mean(const float* plane, const Cover& rows, const Cover& columns) const
    {
        double sum = 0;
        std::int64_t seen = 0;
        forEach(plane, rows, columns, [&](float v) {
            sum += static_cast<double>(v);
            ++seen;
        });
        const std::int64_t count = shape_.countPad ? rows.padded * columns.padded : seen;
        return static_cast<float>(sum / static_cast<double>(count));
    }

    const PoolShape& shape_;
    const float* x_;
    float* y_;
    std::vector<Cover> columns_;
};

} // namespace

Result<void> cpuPool2d(const KernelCall& call, Slices& slices)
{
    const auto shape = poolShape(std::vector<PortSpec>{{"x", call.inputs[0].spec}}, call.params);
    if (!shape)
        return fail(Errc::Internal, "pool2d: " + shape.error().detail);
    const PoolRun pool(*shape, call);
    const auto rows = static_cast<std::size_t>(shape->planes * shape->made[0]);
    const bool done = slices.over(rows, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
            pool.row(static_cast<std::int64_t>(row));
    });
    return done ? Result<void>() : fail(Errc::Cancelled, "pool2d");
}

} // namespace xpu::operators
