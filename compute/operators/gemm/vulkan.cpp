#include "compute/operators/gemm/cut.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <algorithm>
#include <type_traits>

namespace xpu::vulkan {

namespace {

using operators::GemmShape;

/// The push constants of gemm.comp.
template <class Real>
struct Push {
    Real alpha = 1;
    Real beta = 0;
    std::uint32_t m = 0;
    std::uint32_t n = 0;
    std::uint32_t aRow = 0;
    std::uint32_t aColumn = 0;
    std::uint32_t bRow = 0;
    std::uint32_t bColumn = 0;
    std::uint32_t kBegin = 0;
    std::uint32_t kEnd = 0;
    std::uint32_t partDepth = 0;
    std::uint32_t partResults = 0;
    std::uint32_t firstTile = 0;
    std::uint32_t tilesAcross = 0;
    std::uint32_t tiles = 0;
    std::uint32_t mode = 0;
    std::uint32_t tilesEach = 0;
    std::uint32_t aMatrix = 0; ///< elements from one matrix of the batch to the next
    std::uint32_t bMatrix = 0;
    std::uint32_t c0Matrix = 0;
};
enum Mode : std::uint32_t { New = 0, AddToC0 = 1, AddToItself = 2 };
enum Read : std::uint32_t { ByElement = 0, AlongEdge = 1, AlongDepth = 2 };

/// And those of gemm_join.comp.
template <class Real>
struct JoinPush {
    Real alpha;
    Real beta;
    std::uint32_t count;
    std::uint32_t parts;
    std::uint32_t inMatrix;
    std::uint32_t c0Matrix;
    std::uint32_t adds;
};

std::uint32_t word(std::uint64_t value) { return static_cast<std::uint32_t>(value); }

/// Four neighbours of a matrix can be read at once along the axis that lies together in memory, when
/// every one of its rows starts at a multiple of four.
Read readOf(bool alongDepth, std::uint64_t extent)
{
    if (extent % 4 != 0)
        return ByElement;
    return alongDepth ? AlongDepth : AlongEdge;
}

/// One launch of gemm: its shape, its cut and what goes into every dispatch.
template <class Real>
class GemmPlan {
public:
    GemmPlan(const PlanRequest& request, const GemmShape& g)
        : request_(request),
          g_(g),
          // alpha = 0 reads neither a nor b, as in BLAS.
          depth_(g.alpha == 0 ? 0 : g.k),
          cut_(cutFor(g, depth_, request.traits.tuning, kWide))
    {
        const std::size_t c0 = inputIndex(request, "c0");
        adds_ = g.beta != 0 && c0 != kNoInput;
        // Without c0 its binding holds c, which is not read through it.
        c0_ = c0 == kNoInput ? output(0) : input(c0);
        c0Matrix_ = adds_ && request.inputs[c0].spec.shape.rank == 3 ? word(g.m * g.n) : 0;
    }

    Plan make()
    {
        if (cut_.parts > 1)
            inParts();
        else
            inTurn();
        return std::move(plan_);
    }

private:
    static constexpr bool kWide = std::is_same_v<Real, double>;

    /// All of k by the same groups, a stretch after the other.
    void inTurn()
    {
        auto push = pushForAll();
        std::uint64_t k = 0;
        do {
            push.kBegin = word(k);
            push.kEnd = word(std::min(depth_, k + kMostDepth));
            push.partDepth = push.kEnd - push.kBegin;
            push.mode = k > 0 ? AddToItself : adds_ ? AddToC0 : New;
            addTiles(push, output(0));
            k += kMostDepth;
        } while (k < depth_);
    }

    /// Each part of k by groups of its own, and their results added up.
    void inParts()
    {
        const std::uint64_t count = g_.batch * g_.m * g_.n;
        plan_.temporaries.emplace_back(cut_.parts * count * sizeof(Real));
        auto push = pushForAll();
        push.alpha = 1;
        push.kEnd = word(depth_);
        push.partDepth = word(cut_.partDepth);
        push.partResults = word(count);
        addTiles(push, temporary(0));
        const JoinPush<Real> join{static_cast<Real>(g_.alpha),
                                  static_cast<Real>(g_.beta),
                                  word(count),
                                  word(cut_.parts),
                                  word(g_.m * g_.n),
                                  c0Matrix_,
                                  adds_ ? 1U : 0U};
        const std::uint32_t group = request_.traits.tuning.lineGroup;
        plan_.dispatches.push_back({kernels::gemmJoin(kWide),
                                    {group},
                                    {temporary(0), c0_, output(0)},
                                    pushOf(join),
                                    lineGroups(count, group, request_.traits),
                                    static_cast<double>(count * cut_.parts)});
    }

    Push<Real> pushForAll() const
    {
        Push<Real> push;
        push.alpha = static_cast<Real>(g_.alpha);
        push.beta = static_cast<Real>(g_.beta);
        push.m = word(g_.m);
        push.n = word(g_.n);
        push.aRow = word(g_.transA ? 1 : g_.k);
        push.aColumn = word(g_.transA ? g_.m : 1);
        push.bRow = word(g_.transB ? 1 : g_.n);
        push.bColumn = word(g_.transB ? g_.k : 1);
        const std::uint64_t edge = cut_.tile.columns();
        push.tilesAcross = word((g_.n + edge - 1) / edge);
        push.tiles = word(cut_.tiles);
        push.tilesEach = word(cut_.tiles / g_.batch);
        push.aMatrix = word(g_.m * g_.k);
        push.bMatrix = word(g_.sharedB ? 0 : g_.k * g_.n);
        push.c0Matrix = c0Matrix_;
        return push;
    }

    std::vector<std::uint32_t> constants() const
    {
        const GemmTile& tile = cut_.tile;
        return {tile.groupX,
                tile.groupY,
                tile.depth,
                tile.unroll,
                tile.rowQuads,
                tile.columnQuads,
                tile.padding,
                readOf(!g_.transA, g_.transA ? g_.m : g_.k),
                readOf(g_.transB, g_.transB ? g_.k : g_.n),
                g_.n % 4 == 0 ? 1U : 0U,
                depth_ % tile.depth == 0 ? 0U : 1U};
    }

    /// Every tile, cut into dispatches that do not last long.
    void addTiles(const Push<Real>& push, Slot to)
    {
        const double tileWork = 2.0 * cut_.tile.rows() * cut_.tile.columns()
                                * static_cast<double>(std::max(1U, push.kEnd - push.kBegin));
        const double workPerDispatch = request_.traits.isSoftware() ? 1e9 : 2e10;
        const auto most = static_cast<std::uint32_t>(
            std::clamp(workPerDispatch / tileWork, 1.0, static_cast<double>(cut_.tiles)));
        for (std::uint32_t first = 0; first < push.tiles; first += most) {
            const std::uint32_t tiles = std::min(most, push.tiles - first);
            auto part = push;
            part.firstTile = first;
            part.tiles = first + tiles;
            auto groups = lineGroups(tiles, 1, request_.traits);
            groups[2] = word(cut_.parts);
            plan_.dispatches.push_back(
                {kernels::gemm(kWide),
                 constants(),
                 {input(inputIndex(request_, "a")), input(inputIndex(request_, "b")), c0_, to},
                 pushOf(part),
                 groups,
                 tileWork * tiles});
        }
    }

    const PlanRequest& request_;
    const GemmShape& g_;
    const std::uint64_t depth_;
    const GemmCut cut_;
    bool adds_ = false;
    Slot c0_;
    std::uint32_t c0Matrix_ = 0;
    Plan plan_;
};

} // namespace

PlanResult planGemm(const PlanRequest& request)
{
    const DType type = request.outputs[0].dtype;
    for (const PortSpec& in : request.inputs)
        if (in.spec.dtype != type)
            return tl::unexpected("gemm on Vulkan does not convert " + in.name + " from "
                                  + std::string(nameOf(in.spec.dtype)));
    if (type == DType::F64 && !request.traits.float64)
        return tl::unexpected(std::string("this device has no f64"));
    const TensorSpec& a = request.inputs[inputIndex(request, "a")].spec;
    const TensorSpec& b = request.inputs[inputIndex(request, "b")].spec;
    const GemmShape g = operators::gemmShape(a, b, request.params);
    if (g.batch == 0 || g.m == 0 || g.n == 0)
        return Plan{};
    return type == DType::F64 ? GemmPlan<double>(request, g).make()
                              : GemmPlan<float>(request, g).make();
}

} // namespace xpu::vulkan
