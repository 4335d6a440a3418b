#include "core/task/draft.h"
#include "core/task/suggest.h"

#include <algorithm>

namespace xpu::task {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool declares(const std::vector<PortDecl>& ports, const std::string& name)
{
    return std::any_of(ports.begin(), ports.end(),
                       [&name](const PortDecl& p) { return p.name == name; });
}

std::vector<std::string> namesOf(const std::vector<PortDecl>& ports)
{
    std::vector<std::string> out;
    for (const PortDecl& p : ports)
        out.push_back(p.name);
    return out;
}

class Resolver {
public:
    explicit Resolver(Draft& draft) : draft_(draft), findings_(draft.findings) {}

    void run()
    {
        for (const StepDecl& step : draft_.decl.steps) {
            draft_.ids.push_back(step.id);
            registerId(step);
            draft_.resolved.push_back(resolve(step));
        }
        for (const StepDecl& step : draft_.decl.steps)
            checkAfter(step);
    }

private:
    void registerId(const StepDecl& step)
    {
        if (step.id.empty())
            return;
        const std::size_t index = draft_.resolved.size();
        const auto [first, isNew] = draft_.byId.emplace(step.id, index);
        if (!isNew)
            findings_.add("E204", step.idAt,
                          {{"id", step.id},
                           {"first", std::to_string(draft_.decl.steps[first->second].idAt.line)},
                           {"second", std::to_string(step.idAt.line)}});
    }

    ResolvedStep resolve(const StepDecl& step)
    {
        ResolvedStep out;
        switch (step.kind) {
        case OperatorKind:
            resolveOperator(step, out);
            break;
        case CommandKind:
            out.outputs = namesOf(step.out);
            checkCommand(step);
            break;
        case KernelKind:
            resolveKernel(step, out);
            break;
        case ModelKind: // one that was not made into steps
            out.outputs = namesOf(step.out);
            out.vague = draft_.context.models != nullptr;
            if (!out.vague)
                findings_.add("E405", step.kindAt, {{"kind", "model"}});
            break;
        default:
            out.vague = true;
        }
        return out;
    }

    /// Null after E202.
    const OperatorInfo* find(const std::string& name, Position at)
    {
        // "file.load" and "file.save" are the engine's own: the grammar names files at ports.
        const bool internal = name.starts_with("file.");
        const OperatorCatalog* catalog = draft_.context.catalog;
        const OperatorInfo* op = catalog && !internal ? catalog->find(name) : nullptr;
        if (!op)
            findings_.add("E202", at,
                          {{"op", name},
                           {"nearest", nearest(name, catalog ? catalog->names()
                                                             : std::vector<std::string_view>())}});
        return op;
    }

    void resolveKernel(const StepDecl& step, ResolvedStep& out)
    {
        out.outputs = namesOf(step.out);
        if (!draft_.context.sandboxAvailable)
            findings_.add("E603", step.kindAt);
        if (!step.kernel.twin.empty())
            out.twin = find(step.kernel.twin, step.kernel.twinAt);
        if (out.twin != nullptr) {
            checkInputs(step, *out.twin);
            checkOutputs(step, *out.twin);
        }
        if (step.kernel.sha256.empty())
            return;
        out.kernel = kernelOperator(step, out.twin, findings_);
        out.op = out.kernel.get();
        out.outputs = out.op->outputs;
        if (!paramsUseSweep(step))
            readParams(step, *out.op, 0, draft_.decl.sweeps, findings_);
    }

    void resolveOperator(const StepDecl& step, ResolvedStep& out)
    {
        out.op = find(step.op, step.kindAt);
        if (!out.op) {
            out.vague = true;
            return;
        }
        out.outputs = outputsMade(step, *out.op);
        checkInputs(step, *out.op);
        checkOutputs(step, *out.op);
        if (!paramsUseSweep(step))
            readParams(step, *out.op, 0, draft_.decl.sweeps, findings_);
    }

    void checkInputs(const StepDecl& step, const OperatorInfo& op)
    {
        std::vector<std::string> known = op.inputs;
        known.insert(known.end(), op.optionalInputs.begin(), op.optionalInputs.end());
        for (const PortDecl& port : step.in)
            if (!op.extraInputs && !contains(known, port.name))
                findings_.add("E206", port.at,
                              {{"port", port.name}, {"op", op.name}, {"ports", joined(known)}},
                              "input");
        for (const std::string& name : op.inputs)
            if (!declares(step.in, name))
                findings_.add("E206", step.inAt, {{"port", name}, {"op", op.name}}, "missing");
    }

    void checkOutputs(const StepDecl& step, const OperatorInfo& op)
    {
        for (const PortDecl& port : step.out)
            if (!contains(op.outputs, port.name))
                findings_.add("E206", port.at,
                              {{"port", port.name}, {"op", op.name}, {"ports", joined(op.outputs)}},
                              "output");
        if (op.host && contains(op.outputs, "file") && !declares(step.out, "file"))
            findings_.add("E206", step.outAt, {{"port", "file"}, {"op", op.name}}, "missing_out");
    }

    void checkCommand(const StepDecl& step)
    {
        if (!draft_.context.sandboxAvailable)
            findings_.add("E603", step.kindAt);
        for (const PortDecl& port : step.out)
            if (port.form == PortDecl::Form::Buffer)
                findings_.add("E206", port.at, {{"port", port.name}}, "command_out");
        for (const Substitution& argument : step.run)
            for (const Substitution::Piece& piece : argument.pieces())
                checkPlaceholder(step, piece);
    }

    void checkPlaceholder(const StepDecl& step, const Substitution::Piece& piece)
    {
        const bool in = piece.kind == Substitution::Piece::Kind::In;
        const bool out = piece.kind == Substitution::Piece::Kind::Out;
        if ((!in && !out) || declares(in ? step.in : step.out, piece.text))
            return;
        findings_.add("E206", step.kindAt,
                      {{"port", (in ? "in." : "out.") + piece.text},
                       {"ports", joined(namesOf(in ? step.in : step.out))}},
                      "placeholder");
    }

    void checkAfter(const StepDecl& step)
    {
        for (const std::string& id : step.after) {
            if (draft_.byId.contains(id))
                continue;
            findings_.add("E206", step.afterAt, {{"id", id}, {"nearest", nearest(id, draft_.ids)}},
                          "after");
        }
    }

    Draft& draft_;
    Findings& findings_;
};

} // namespace

void resolveSteps(Draft& draft) { Resolver(draft).run(); }

} // namespace xpu::task
