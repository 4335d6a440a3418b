#include "core/device/piece_size.h"
#include "core/task/device_words.h"
#include "core/task/draft.h"

#include <algorithm>

namespace xpu::task {
namespace {

using Inferred = tl::expected<std::vector<TensorSpec>, InferError>;

std::optional<Bytes> sizeOfSpec(const TensorSpec& spec)
{
    const auto elements = spec.shape.elements();
    if (!elements || *elements > (std::uint64_t{1} << 62) / sizeOf(spec.dtype))
        return std::nullopt;
    return Bytes(*elements * sizeOf(spec.dtype));
}

/// The last inference of a declaration: in a sweep the next run is mostly the same again.
struct Memo {
    std::shared_ptr<const Work> work;
    std::vector<TensorSpec> inputs;
    std::vector<TensorSpec> outputs;
    CostTerms cost;
    bool valid = false;
};

class Inference {
public:
    explicit Inference(Draft& draft) : draft_(draft), memos_(draft.decl.steps.size()) {}

    void run()
    {
        for (const std::uint32_t i : draft_.order)
            if (draft_.resolvedOf(i).op && draft_.steps[i].work)
                infer(i);
    }

private:
    void infer(std::uint32_t i)
    {
        Step& step = draft_.steps[i];
        const OperatorInfo& op = *draft_.resolvedOf(i).op;
        std::vector<PortSpec> inputs;
        std::vector<TensorSpec> key;
        for (InputPort& in : step.inputs) {
            takeSpec(in);
            if (!in.spec)
                return; // known only when a command has written it, or already reported
            if (in.view && in.spec->shape.elements() != in.view->elements())
                return reportView(i, in);
            in.spec = specRead(in, *in.spec);
            inputs.push_back({in.name, *in.spec});
            key.push_back(*in.spec);
        }
        if (!hasAllInputs(step, op))
            return;
        Memo& memo = memos_[i % memos_.size()];
        if (memo.valid && memo.work == step.work && memo.inputs == key)
            return settle(i, memo.outputs, memo.cost);
        const auto& work = std::get<OperatorWork>(*step.work);
        if (!op.infer || !allParamsGood(i, work))
            return;
        Inferred outputs = op.infer(inputs, work.params);
        if (!outputs)
            return report(i, outputs.error());
        if (!sizesFit(i, *outputs) || !twinAgrees(i, work, inputs, *outputs))
            return;
        const CostTerms cost = op.cost ? op.cost(inputs, *outputs, work.params) : CostTerms{};
        memo = {step.work, std::move(key), *outputs, cost, true};
        settle(i, *outputs, cost);
    }

    void takeSpec(InputPort& in) const
    {
        if (const auto* port = std::get_if<StepPort>(&in.source))
            in.spec = draft_.steps[port->step.value].outputs[port->output].spec;
        else if (!in.spec)
            in.spec = specOfWriter(std::get<FileSource>(in.source).path);
    }

    std::optional<TensorSpec> specOfWriter(const std::string& path) const
    {
        const auto writer = draft_.writers.find(path);
        if (writer == draft_.writers.end())
            return std::nullopt;
        const auto [step, output] = writer->second;
        return draft_.steps[step].outputs[output].spec;
    }

    static bool hasAllInputs(const Step& step, const OperatorInfo& op)
    {
        return std::all_of(op.inputs.begin(), op.inputs.end(), [&step](const std::string& name) {
            return std::any_of(step.inputs.begin(), step.inputs.end(),
                               [&name](const InputPort& in) { return in.name == name; });
        });
    }

    /// A parameter that was refused is missing here: inference would complain a second time.
    bool allParamsGood(std::uint32_t i, const OperatorWork& work) const
    {
        const StepDecl& decl = draft_.declOf(i);
        for (const ParamDecl& p : decl.params)
            if (!work.params.contains(p.name))
                return false;
        return std::all_of(work.op->params.begin(), work.op->params.end(),
                           [&work](const ParamInfo& info) {
                               return !info.required || work.params.contains(info.name);
                           });
    }

    bool sizesFit(std::uint32_t i, const std::vector<TensorSpec>& outputs)
    {
        for (const TensorSpec& spec : outputs)
            if (!sizeOfSpec(spec)) {
                draft_.findings.add("E401", draft_.declOf(i).kindAt,
                                    {{"step", draft_.declOf(i).id}, {"detail", spec.text()}},
                                    "overflow");
                return false;
            }
        return true;
    }

    /// What runs in a kernel's place makes values of the same kind.
    bool twinAgrees(std::uint32_t i, const OperatorWork& work, const std::vector<PortSpec>& inputs,
                    const std::vector<TensorSpec>& outputs)
    {
        if (!work.twin)
            return true;
        const StepDecl& decl = draft_.declOf(i);
        const Inferred twins = work.twin->op->infer(inputs, work.twin->params);
        std::string detail;
        if (!twins)
            detail = twins.error().detail;
        for (std::size_t o = 0; twins && o < outputs.size() && detail.empty(); ++o)
            if (o >= twins->size() || (*twins)[o] != outputs[o])
                detail = outputs[o].text() + " declared, "
                         + (o < twins->size() ? (*twins)[o].text() : std::string("nothing"))
                         + " made by " + work.twin->op->name;
        if (detail.empty())
            return true;
        draft_.findings.add("E207", decl.kernel.twinAt,
                            {{"port", "cpu"}, {"detail", std::move(detail)}});
        return false;
    }

    void settle(std::uint32_t i, const std::vector<TensorSpec>& outputs, const CostTerms& cost)
    {
        Step& step = draft_.steps[i];
        step.cost = cost;
        const std::size_t n = std::min(outputs.size(), step.outputs.size());
        for (std::size_t o = 0; o < n; ++o) {
            checkDeclared(i, step.outputs[o], outputs[o]);
            step.outputs[o].spec = outputs[o];
        }
        checkMemory(i, step);
    }

    void checkDeclared(std::uint32_t i, const OutputPort& out, const TensorSpec& inferred)
    {
        for (const PortDecl& port : draft_.declOf(i).out) {
            if (port.name != out.name)
                continue;
            if (port.shape && !(*port.shape == inferred.shape))
                draft_.findings.add("E207", port.at,
                                    {{"port", port.name},
                                     {"detail", port.shape->text() + " declared, "
                                                    + inferred.shape.text() + " computed"}});
            else if (port.dtype && *port.dtype != inferred.dtype)
                draft_.findings.add(
                    "E208", port.at,
                    {{"port", port.name},
                     {"detail", std::string(nameOf(*port.dtype)) + " declared, "
                                    + std::string(nameOf(inferred.dtype)) + " computed"}});
        }
    }

    void checkMemory(std::uint32_t i, const Step& step)
    {
        std::uint64_t need = step.cost.temporary.count;
        for (const InputPort& in : step.inputs)
            need += sizeOfSpec(*in.spec).value_or(Bytes()).count;
        for (const OutputPort& out : step.outputs)
            if (out.spec)
                need += sizeOfSpec(*out.spec).value_or(Bytes()).count;
        const StepDecl& decl = draft_.declOf(i);
        if (decl.memory.count > 0 && need > decl.memory.count)
            return tooLarge(decl, decl.memoryAt, need, decl.memory.count, "memory_limit");
        const Bytes task = draft_.decl.memoryLimit;
        if (task.count > 0 && need > task.count)
            return tooLarge(decl, draft_.decl.memoryLimitAt, need, task.count, "memory_limit");
        if (draft_.resolvedOf(i).op->host)
            return;
        std::uint64_t largest = 0;
        for (const DeviceInfo& d : draft_.context.devices) {
            if (!takesWork(d, std::get<OperatorWork>(*step.work)) || !admits(step.devices, d))
                continue;
            if (d.memory.count == 0)
                return; // unknown: let it try
            largest = std::max(largest, d.memory.count);
        }
        if (largest > 0 && need > largest && leastOf(step, need) > largest)
            tooLarge(decl, decl.kindAt, need, largest, "memory");
    }

    static bool takesWork(const DeviceInfo& device, const OperatorWork& work)
    {
        if (work.op->kernel == nullptr)
            return canRun(device, Runs::Operators);
        return device.unusableReason.empty() && mayRunKernel(device, work);
    }

    /// What the step needs of a device at least: in pieces, as long as the host holds all of it.
    std::uint64_t leastOf(const Step& step, std::uint64_t need) const
    {
        const auto& work = std::get<OperatorWork>(*step.work);
        std::uint64_t host = 0;
        for (const DeviceInfo& d : draft_.context.devices)
            if (d.sharesHostMemory)
                host = std::max(host, d.memory.count);
        std::vector<PortSpec> inputs;
        for (const InputPort& in : step.inputs)
            inputs.push_back({in.name, *in.spec});
        std::vector<TensorSpec> outputs;
        for (const OutputPort& out : step.outputs)
            if (out.spec)
                outputs.push_back(*out.spec);
        const bool cuts = work.op->divide && outputs.size() == step.outputs.size() && need <= host;
        const auto division = cuts ? work.op->divide(inputs, work.params) : std::nullopt;
        return division ? leastNeed(work, *division, inputs, outputs).count : need;
    }

    void tooLarge(const StepDecl& decl, Position at, std::uint64_t need, std::uint64_t have,
                  const char* variant)
    {
        draft_.findings.add("E401", at,
                            {{"step", decl.id},
                             {"need_bytes", std::to_string(need)},
                             {"have_bytes", std::to_string(have)}},
                            variant);
    }

    void report(std::uint32_t i, const InferError& error)
    {
        const StepDecl& decl = draft_.declOf(i);
        const std::string op = draft_.resolvedOf(i).op->name;
        Holes holes{{"op", op}, {"detail", error.detail}};
        switch (error.kind) {
        case InferError::Kind::Parameter:
            holes["key"] = error.subject;
            draft_.findings.add("E203", paramPosition(decl, error.subject), holes, "detail");
            break;
        case InferError::Kind::Expression:
            holes["key"] = error.subject;
            draft_.findings.add("E214", paramPosition(decl, error.subject), holes);
            break;
        case InferError::Kind::Shape:
            holes["port"] = error.subject;
            draft_.findings.add("E207", portPosition(decl, error.subject), holes);
            break;
        case InferError::Kind::DType:
            holes["port"] = error.subject;
            holes["found"] = dtypeOf(draft_.steps[i], error.subject);
            draft_.findings.add("E208", portPosition(decl, error.subject), holes, "operator");
            break;
        case InferError::Kind::MissingPort:
            holes["port"] = error.subject;
            draft_.findings.add("E206", decl.inAt, holes, "missing");
            break;
        case InferError::Kind::UnknownPort:
            holes["port"] = error.subject;
            holes["ports"] = "";
            draft_.findings.add("E206", portPosition(decl, error.subject), holes, "input");
            break;
        }
    }

    void reportView(std::uint32_t i, const InputPort& in)
    {
        draft_.findings.add(
            "E207", portPosition(draft_.declOf(i), in.name),
            {{"port", in.name}, {"detail", in.spec->text() + " instead of " + in.view->text()}});
    }

    static std::string dtypeOf(const Step& step, const std::string& port)
    {
        for (const InputPort& in : step.inputs)
            if (in.name == port && in.spec)
                return std::string(nameOf(in.spec->dtype));
        return {};
    }

    static Position paramPosition(const StepDecl& decl, const std::string& name)
    {
        for (const ParamDecl& p : decl.params)
            if (p.name == name)
                return p.at;
        return decl.paramsAt;
    }

    static Position portPosition(const StepDecl& decl, const std::string& name)
    {
        for (const PortDecl& p : decl.in)
            if (p.name == name)
                return p.at;
        for (const PortDecl& p : decl.out)
            if (p.name == name)
                return p.at;
        return decl.inAt;
    }

    Draft& draft_;
    std::vector<Memo> memos_;
};

} // namespace

void inferSpecs(Draft& draft) { Inference(draft).run(); }

} // namespace xpu::task
