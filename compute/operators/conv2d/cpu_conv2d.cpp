#include "compute/operators/conv2d/cpu_conv2d.h"

#include "compute/operators/conv2d/conv2d.h"
#include "compute/operators/open_mp.h"

#include <oneapi/dnnl/dnnl.hpp>

#include <algorithm>

namespace xpu::operators {
namespace {

using dnnl::memory;

constexpr double kSliceFlops = 2e9; ///< of the first slice, some 10 ms

const dnnl::engine& engine()
{
    static const dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
    return cpu;
}

/// The convolution of a launch on some of its images.
class Convolution {
public:
    Convolution(const KernelCall& call, const ConvShape& shape)
        : shape_(shape),
          x_(call.input("x")->data),
          w_(call.input("w")->data),
          bias_(call.input("bias") == nullptr ? nullptr : call.input("bias")->data),
          y_(call.outputs[0].data)
    {}

    void run(std::int64_t first, std::int64_t images)
    {
        const auto& [high, wide] = shape_.windows;
        const std::int64_t groups = shape_.groups;
        const memory::dims xDims{images, shape_.channels, shape_.extent[0], shape_.extent[1]};
        const memory::dims yDims{images, shape_.results, shape_.made[0], shape_.made[1]};
        memory::dims wDims{shape_.results / groups, shape_.channels / groups, high.size, wide.size};
        if (groups > 1)
            wDims.insert(wDims.begin(), groups);
        const memory::dims bDims{shape_.results};
        const auto any = [](const memory::dims& dims) {
            return memory::desc(dims, memory::data_type::f32, memory::format_tag::any);
        };
        const memory::desc none;
        // Windows that end before the padding does leave some of it unread.
        const auto after = [&](std::size_t axis) {
            const Window& window = shape_.windows[axis];
            return (shape_.made[axis] - 1) * window.stride + window.reach() - shape_.extent[axis]
                   - window.before;
        };
        const dnnl::convolution_forward::desc wanted(
            dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_auto, any(xDims),
            any(wDims), bias_ == nullptr ? none : any(bDims), any(yDims),
            {high.stride, wide.stride}, {high.dilation - 1, wide.dilation - 1},
            {high.before, wide.before}, {after(0), after(1)});
        const dnnl::convolution_forward::primitive_desc chosen(wanted, engine());
        const memory x = ours(xDims, memory::format_tag::nchw, x_, first * size(xDims) / images);
        const memory w =
            ours(wDims, groups > 1 ? memory::format_tag::goihw : memory::format_tag::oihw, w_, 0);
        const memory y = ours(yDims, memory::format_tag::nchw, y_, first * size(yDims) / images);
        const memory theirX = inOrder(x, chosen.src_desc());
        const memory theirW = weights(w, chosen.weights_desc());
        const memory theirY =
            chosen.dst_desc() == y.get_desc() ? y : memory(chosen.dst_desc(), engine());
        std::unordered_map<int, memory> arguments{
            {DNNL_ARG_SRC, theirX}, {DNNL_ARG_WEIGHTS, theirW}, {DNNL_ARG_DST, theirY}};
        if (bias_ != nullptr)
            arguments.emplace(DNNL_ARG_BIAS, ours(bDims, memory::format_tag::x, bias_, 0));
        dnnl::convolution_forward(chosen).execute(stream_, arguments);
        if (theirY.get_desc() != y.get_desc())
            dnnl::reorder(theirY, y).execute(stream_, {{DNNL_ARG_FROM, theirY}, {DNNL_ARG_TO, y}});
        stream_.wait();
    }

private:
    static std::int64_t size(const memory::dims& dims)
    {
        std::int64_t all = 1;
        for (const std::int64_t extent : dims)
            all *= extent;
        return all;
    }

    /// An array of the launch from one element on; the library writes to results only.
    static memory ours(const memory::dims& dims, memory::format_tag order, const std::byte* data,
                       std::int64_t from)
    {
        auto* const start = const_cast<std::byte*>(data) + from * std::int64_t{sizeof(float)};
        return {{dims, memory::data_type::f32, order}, engine(), start};
    }

    memory inOrder(const memory& from, const memory::desc& wanted)
    {
        if (wanted == from.get_desc())
            return from;
        memory to(wanted, engine());
        dnnl::reorder(from, to).execute(stream_, {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}});
        return to;
    }

    /// Once for all slices: they mostly want the same order.
    const memory& weights(const memory& from, const memory::desc& wanted)
    {
        if (!kept_ || kept_.get_desc() != wanted)
            kept_ = inOrder(from, wanted);
        return kept_;
    }

    const ConvShape& shape_;
    const std::byte* x_;
    const std::byte* w_;
    const std::byte* bias_;
    std::byte* y_;
    dnnl::stream stream_{engine()};
    memory kept_;
};

} // namespace

Result<void> cpuConv2d(const KernelCall& call, Slices& slices)
{
    std::vector<PortSpec> ports;
    for (const KernelInput& in : call.inputs)
        ports.push_back({in.port, in.spec});
    const auto shape = convShape(ports, call.params);
    if (!shape)
        return fail(Errc::Internal, "conv2d: " + shape.error().detail);
    if (shape->outputs() == 0)
        return {};
    const double flops = 2 * static_cast<double>(shape->outputs() / shape->images)
                         * static_cast<double>(shape->terms());
    const auto images = static_cast<std::size_t>(shape->images);
    const auto first =
        static_cast<std::size_t>(std::clamp(kSliceFlops / flops, 1.0, static_cast<double>(images)));
    try {
        Convolution convolution(call, *shape);
        const bool done = slices.overSerially(
            images, first, [&](std::size_t begin, std::size_t end, int threads) {
                omp_set_num_threads(threads); // of the calling thread alone
                convolution.run(static_cast<std::int64_t>(begin),
                                static_cast<std::int64_t>(end - begin));
            });
        if (!done)
            return fail(Errc::Cancelled, "conv2d");
    } catch (const dnnl::error& error) {
        return fail(error.status == dnnl_out_of_memory ? Errc::OutOfMemory : Errc::DeviceFailed,
                    std::string("oneDNN convolution: ") + error.what());
    }
    return {};
}

} // namespace xpu::operators
