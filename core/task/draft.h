#pragma once

#include "core/task/check.h"
#include "core/task/declaration.h"
#include "core/task/path_jail.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace xpu::task {

/// What is known of a [[step]] beyond its text.
struct ResolvedStep {
    const OperatorInfo* op = nullptr;
    std::shared_ptr<const OperatorInfo> kernel{}; ///< `op` of a kernel step
    const OperatorInfo* twin = nullptr;           ///< what does a kernel's work on the CPU
    std::vector<std::string> outputs;             ///< port names, in the order of Step::outputs
    /// Its ports are not known for certain (unknown operator, no kind): say nothing about them.
    bool vague = false;
};

/// A graph in the making. Steps lie run by run in file order: step r * decl.steps.size() + s is
/// declaration s in run r. The passes below fill it one after the other; each goes on after errors.
struct Draft {
    const TaskSource& source;
    const CheckContext& context;
    const TaskDecl& decl;
    PathJail& jail;
    Findings& findings;
    bool firstRunOnly = false; ///< of a sweep: enough to know the specs of most tasks

    std::size_t runs = 1;
    std::vector<ResolvedStep> resolved{}; ///< by declaration
    std::unordered_map<std::string_view, std::size_t> byId{};
    std::vector<std::string_view> ids{}; ///< by declaration
    std::vector<Step> steps{};
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges{}; ///< from, to
    /// Which output writes a file: step and position in its outputs.
    std::unordered_map<std::string, std::pair<std::uint32_t, std::uint16_t>> writers{};
    std::vector<std::uint32_t> order{}; ///< topological; without the steps of cycles
    std::map<std::string, TensorSpec> headers{};

    const StepDecl& declOf(std::size_t step) const { return decl.steps[step % decl.steps.size()]; }
    const ResolvedStep& resolvedOf(std::size_t step) const
    {
        return resolved[step % decl.steps.size()];
    }
    std::size_t runOf(std::size_t step) const { return step / decl.steps.size(); }
    /// Text of one run; empty once all runs together would hold more text than kMaxText (E404).
    std::string expand(const Substitution& text, std::size_t run);
    bool spend(std::size_t bytes);

    static constexpr std::size_t kMaxText = std::size_t{64} << 20;
    std::size_t textBytes = 0;
};

/// `decl` with the steps of its models in their place (E204, E206, E207, E208, E404, E507, E508).
/// A model that cannot be used stays as it is.
TaskDecl lowerModels(const TaskSource& source, const CheckContext& context, TaskDecl decl,
                     PathJail& jail, Findings& findings);

/// Operators, port names, parameters, ids: everything that needs no sweep (E105, E107, E202, E203,
/// E204, E206, E405, E601, E603).
void resolveSteps(Draft& draft);
/// Makes the steps of every run with their outputs (E301, E305, E306, E307, E404).
void expandSteps(Draft& draft);
/// Connects inputs and `after` (E206, E301, E302, E303, E304, E307).
void linkSteps(Draft& draft);
/// Topological order (E205).
void orderSteps(Draft& draft);
/// Device words and whether anything may take the step (E401, E402).
void checkDevices(Draft& draft);
/// What runs in each step: operator parameters, command lines (E105, E107, E203).
void makeWork(Draft& draft);
/// Specs and costs through the graph (E203, E206, E207, E208, E214, E401).
void inferSpecs(Draft& draft);

/// The operator that a kernel step is to everybody else (E207 where an output is not declared, E214).
/// @param twin  may be null
std::shared_ptr<const OperatorInfo> kernelOperator(const StepDecl& step, const OperatorInfo* twin,
                                                   Findings& findings);

/// The parameters of an operator step in one run, typed as the operator wants them.
Params readParams(const StepDecl& step, const OperatorInfo& op, std::size_t run,
                  const Sweeps& sweeps, Findings& findings);
bool paramsUseSweep(const StepDecl& step);
/// The outputs a step makes: all of the operator's but the optional ones it does not ask for.
std::vector<std::string> outputsMade(const StepDecl& step, const OperatorInfo& op);

/// "a, b and c"-less list for messages: "a, b, c".
std::string joined(const std::vector<std::string>& words);

} // namespace xpu::task
