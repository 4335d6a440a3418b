#pragma once

#include "core/device/operator_info.h"
#include "core/task/task_graph.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace xpu::test {

/// Operators that do nothing: "work" for devices, "disk" for the host, and the two of file staging;
/// "rows" gives x back and can be done in pieces.
class FakeCatalog final : public OperatorCatalog {
public:
    /// @param probed  "work" has three probes
    explicit FakeCatalog(bool probed = false)
    {
        for (const char* name : {"work", "disk", "file.load", "file.save"}) {
            OperatorInfo op;
            op.name = name;
            op.host = op.name != "work";
            op.inputs = {"x"};
            op.outputs = {"y"};
            op.infer = [](std::span<const PortSpec>, const Params&) {
                return std::vector<TensorSpec>{{DType::F32, {16}}};
            };
            op.cost = [host = op.host, commits = op.name == "file.save" ? 1.0 : 0.0](
                          std::span<const PortSpec> inputs, std::span<const TensorSpec>,
                          const Params&) {
                const double bytes = inputs.empty() ? 0 : double(inputs[0].spec.bytes().count);
                return CostTerms{host ? 0 : bytes, bytes, {}, commits};
            };
            for (const std::uint64_t n : {16U, 64U, 256U})
                if (probed && !op.host)
                    op.probes.push_back({{{"x", {DType::F32, {n}}}}, {}});
            operators_.emplace(name, std::move(op));
        }
        OperatorInfo rows = operators_.at("work");
        rows.name = "rows";
        rows.infer = [](std::span<const PortSpec> inputs, const Params&) {
            return std::vector<TensorSpec>{inputs.front().spec};
        };
        rows.divide = [](std::span<const PortSpec> inputs, const Params&) {
            return std::optional(
                Division{inputs.front().spec.shape[0], 1, 0, std::vector<bool>(inputs.size())});
        };
        operators_.emplace("rows", std::move(rows));
    }
    const OperatorInfo* find(std::string_view name) const override
    {
        const auto at = operators_.find(std::string(name));
        return at == operators_.end() ? nullptr : &at->second;
    }
    std::vector<std::string_view> names() const override { return {"work", "disk"}; }
    Result<TensorSpec> readHeader(int, std::string_view) const override
    {
        return fail(Errc::Unsupported, "fake");
    }

private:
    std::map<std::string, OperatorInfo> operators_;
};

/// Builds graphs step by step; edges are made from the inputs and `after`.
class GraphMaker {
public:
    explicit GraphMaker(const OperatorCatalog& catalog) : catalog_(catalog)
    {
        graph_.name = "made";
    }

    /// A step of `op` that reads the first output of each step in `from` and gives `elements` f32.
    Step& add(const std::string& op, const std::vector<std::uint32_t>& from,
              std::uint64_t elements = 16)
    {
        Step& step = blank(from);
        OperatorWork work;
        work.op = catalog_.find(op);
        step.work = std::make_shared<const Work>(work);
        for (std::size_t i = 0; i < from.size(); ++i)
            step.inputs.push_back({"x" + std::to_string(i), StepPort{StepIndex(from[i]), 0},
                                   graph_.steps[from[i]].outputs.at(0).spec});
        step.outputs.push_back({"y", std::nullopt, TensorSpec{DType::F32, {elements}}});
        step.cost = {1e6, 1e4, Bytes{}};
        return step;
    }
    /// A command that runs after `after`; not idempotent, as in task files.
    Step& command(const std::vector<std::uint32_t>& after, int threads = 1)
    {
        Step& step = blank(after);
        CommandWork work;
        work.argv = {"/bin/true"};
        work.threads = threads;
        step.work = std::make_shared<const Work>(work);
        step.idempotent = false;
        return step;
    }
    /// The last step runs after `earlier` as well, without reading from it.
    void after(std::uint32_t earlier) { from_.back().push_back(earlier); }
    std::shared_ptr<TaskGraph> make()
    {
        const std::size_t n = graph_.steps.size();
        graph_.predecessorCount.assign(n, 0);
        graph_.successorBegin.assign(1, 0);
        for (std::uint32_t i = 0; i < n; ++i) {
            for (std::uint32_t j = 0; j < n; ++j)
                if (std::find(from_[j].begin(), from_[j].end(), i) != from_[j].end()) {
                    graph_.successors.push_back(StepIndex(j));
                    ++graph_.predecessorCount[j];
                }
            graph_.successorBegin.push_back(static_cast<std::uint32_t>(graph_.successors.size()));
        }
        return std::make_shared<TaskGraph>(graph_);
    }
    TaskGraph& graph() { return graph_; }

private:
    Step& blank(const std::vector<std::uint32_t>& from)
    {
        from_.push_back(from);
        Step& step = graph_.steps.emplace_back();
        step.id = "s" + std::to_string(graph_.steps.size() - 1);
        return step;
    }

    const OperatorCatalog& catalog_;
    TaskGraph graph_;
    std::vector<std::vector<std::uint32_t>> from_;
};

} // namespace xpu::test
