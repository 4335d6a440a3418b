#include "compute/operators/rows/rows.h"
#include "compute/vulkan/element_words.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/fold_plan.h"
#include "compute/vulkan/planners.h"

namespace xpu::vulkan {

namespace {

enum Stage : std::uint32_t { Mean = 0, Sum = 1, Scale = 2, Write = 3 };

/// The push constants of rows.comp.
struct Push {
    std::uint32_t count;
    std::uint32_t length;
    std::uint32_t pieces;
    std::uint32_t inner;
    float epsilon;
};

/// The largest or the mean of every row, with it the sum of what its elements contribute, with both
/// the results.
class RowPlan {
public:
    RowPlan(const PlanRequest& request, std::uint32_t source, bool centred)
        : request_(request),
          extent_(operators::rowExtent(request.inputs[0].spec, request.params)),
          source_(source),
          wide_(request.traits.float64),
          centred_(centred)
    {}

    Plan make()
    {
        const std::uint64_t columns = extent_.outer * extent_.inner;
        const Slot joined = scratch(columns);
        fold({input(0), source_, extent_, centred_ ? "sum" : "max", joined});
        Slot figure = joined;
        if (centred_) {
            figure = scratch(columns);
            dispatch(Mean, columns, 1, figure, joined, joined);
        }
        const std::uint64_t pieces = foldPieces(extent_.length, columns);
        const Slot partial = scratch(columns * pieces);
        dispatch(Sum, columns * pieces, pieces, partial, figure, figure);
        const Slot sum = scratch(columns);
        fold({partial, kPartialWord, {extent_.outer, pieces, extent_.inner}, "sum", sum});
        const Slot scale = scratch(columns);
        dispatch(Scale, columns, 1, scale, sum, sum);
        dispatch(Write, columns * extent_.length, 1, output(0), figure, scale);
        return std::move(plan_);
    }

private:
    Slot scratch(std::uint64_t values)
    {
        plan_.temporaries.emplace_back(values * 8);
        return temporary(plan_.temporaries.size() - 1);
    }

    void fold(Fold fold)
    {
        fold.target = kPartialTarget;
        fold.wide = wide_;
        addFold(plan_, fold, request_.traits);
    }

    void dispatch(Stage stage, std::uint64_t count, std::uint64_t pieces, Slot to, Slot figure,
                  Slot scale)
    {
        const std::uint32_t group = request_.traits.tuning.lineGroup;
        const Push push{
            static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(extent_.length),
            static_cast<std::uint32_t>(pieces), static_cast<std::uint32_t>(extent_.inner),
            static_cast<float>(operators::epsilonOf(request_.params))};
        const double perItem = stage == Sum ? static_cast<double>(extent_.length / pieces) : 1;
        plan_.dispatches.push_back(
            {kernels::rows(wide_),
             {group, stage, request_.outputs[0].dtype == DType::F64 ? 1U : 0U, source_,
              centred_ ? 1U : 0U},
             {input(0), to, figure, scale},
             pushOf(push),
             lineGroups(count, group, request_.traits),
             20.0 * static_cast<double>(count) * perItem});
    }

    const PlanRequest& request_;
    operators::ReduceExtent extent_;
    std::uint32_t source_;
    bool wide_;
    bool centred_;
    Plan plan_;
};

PlanResult planRows(const PlanRequest& request, bool centred)
{
    const TensorSpec& x = request.inputs[0].spec;
    const auto source = sourceWord(x.dtype, request.traits.float64);
    if (!source)
        return tl::unexpected("this device has no " + std::string(nameOf(x.dtype)));
    if (x.shape.elements() == 0)
        return Plan{};
    return RowPlan(request, *source, centred).make();
}

} // namespace

PlanResult planSoftmax(const PlanRequest& request) { return planRows(request, false); }
PlanResult planNormalize(const PlanRequest& request) { return planRows(request, true); }

} // namespace xpu::vulkan
