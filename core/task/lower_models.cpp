#include "core/task/draft.h"

#include <algorithm>
#include <set>

namespace xpu::task {
namespace {

/// What the models of one file may become, so that a small file cannot fill the memory.
constexpr std::size_t kMaxModels = 50;
constexpr std::size_t kMaxModelSteps = 20'000;

bool isModel(const StepDecl& step) { return step.kind == ModelKind && step.model; }

/// A port as somebody outside of the task file would write it.
PortDecl portTo(std::string name, Position at, const std::string& text)
{
    PortDecl port;
    port.name = std::move(name);
    port.at = at;
    port.raw = text;
    port.text = Substitution::plain(text);
    return port;
}

const PortDecl* findPort(const std::vector<PortDecl>& ports, const std::string& name)
{
    const auto found = std::find_if(ports.begin(), ports.end(),
                                    [&name](const PortDecl& p) { return p.name == name; });
    return found == ports.end() ? nullptr : &*found;
}

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The declarations of one model's steps.
class ModelSteps {
public:
    ModelSteps(const StepDecl& model, const LoweredModel& lowered)
        : model_(model), lowered_(lowered)
    {
        for (const ModelStep& step : lowered.steps)
            for (const ModelStepInput& in : step.inputs)
                if (const auto* from = std::get_if<ModelStepPort>(&in.source))
                    read_.insert(from->step);
    }

    std::vector<StepDecl> make() const
    {
        std::vector<StepDecl> out;
        for (std::size_t s = 0; s < lowered_.steps.size(); ++s)
            out.push_back(makeStep(s));
        return out;
    }

    std::string idOf(std::size_t step) const { return model_.id + "/" + lowered_.steps[step].name; }

    /// Who waits for the model waits for these.
    std::vector<std::string> lastIds() const
    {
        std::vector<std::string> out;
        for (std::size_t s = 0; s < lowered_.steps.size(); ++s)
            if (!read_.contains(s))
                out.push_back(idOf(s));
        return out;
    }

private:
    StepDecl makeStep(std::size_t s) const
    {
        const ModelStep& from = lowered_.steps[s];
        StepDecl step = model_; // devices, limits and promises are those of the model
        step.id = idOf(s);
        step.kind = OperatorKind;
        step.model.reset();
        step.op = from.op;
        step.ready = from.params;
        step.in.clear();
        step.out.clear();
        bool first = true;
        for (const ModelStepInput& in : from.inputs) {
            first = first && !std::holds_alternative<ModelStepPort>(in.source);
            if (auto port = inputOf(in))
                step.in.push_back(std::move(*port));
        }
        if (!first)
            step.after.clear(); // it is waited for by the steps before it
        for (const ModelOutput& output : lowered_.outputs) {
            if (output.from.step != s)
                continue;
            const PortDecl* wanted = findPort(model_.out, output.name);
            if (wanted == nullptr)
                continue;
            step.out.push_back(*wanted);
            step.out.back().name = output.from.port;
        }
        return step;
    }

    std::optional<PortDecl> inputOf(const ModelStepInput& in) const
    {
        std::optional<PortDecl> port;
        if (const auto* name = std::get_if<std::string>(&in.source)) {
            if (const PortDecl* given = findPort(model_.in, *name))
                port = *given;
        } else if (const auto* from = std::get_if<ModelStepPort>(&in.source)) {
            port = portTo({}, model_.kindAt, idOf(from->step) + "." + from->port);
        } else {
            port = portTo({}, model_.kindAt, model_.model->file->path);
            port->form = PortDecl::Form::Part;
            port->part = *model_.model->file;
            port->part->part = std::get<std::shared_ptr<const FilePart>>(in.source);
        }
        if (port) {
            port->name = in.port;
            port->view = in.view;
        }
        return port;
    }

    const StepDecl& model_;
    const LoweredModel& lowered_;
    std::set<std::size_t> read_;
};

class ModelLowering {
public:
    ModelLowering(const TaskSource& source, const CheckContext& context, TaskDecl decl,
                  PathJail& jail, Findings& findings)
        : source_(source),
          context_(context),
          jail_(jail),
          findings_(findings),
          out_(std::move(decl))
    {}

    TaskDecl run()
    {
        reportDuplicates();
        tooMany();
        // One model may wait for another: each round does those whose inputs are known by now.
        bool last = false;
        while (anyLeft()) {
            const bool any = round(last);
            if (last)
                break;
            last = !any;
        }
        return std::move(out_);
    }

private:
    bool isLeft(const StepDecl& step) const
    {
        return isModel(step) && step.model->file && !failed_.contains(step.id);
    }

    bool anyLeft() const
    {
        return std::any_of(out_.steps.begin(), out_.steps.end(),
                           [this](const StepDecl& step) { return isLeft(step); });
    }

    /// The id of a model is gone once it has become steps.
    void reportDuplicates()
    {
        std::map<std::string, const StepDecl*> byId;
        for (const StepDecl& step : out_.steps) {
            const auto [first, isNew] = byId.emplace(step.id, &step);
            if (isNew || step.id.empty() || (!isModel(step) && !isModel(*first->second)))
                continue;
            findings_.add("E204", step.idAt,
                          {{"id", step.id},
                           {"first", std::to_string(first->second->idAt.line)},
                           {"second", std::to_string(step.idAt.line)}});
            failed_.insert(step.id);
        }
    }

    void tooMany()
    {
        std::size_t models = 0;
        for (const StepDecl& step : out_.steps) {
            if (!isLeft(step) || ++models <= kMaxModels)
                continue;
            findings_.add("E404", step.kindAt, {{"limit", std::to_string(kMaxModels)}}, "models");
            failed_.insert(step.id);
        }
    }

    /// @param last  no more will become known: say so
    bool round(bool last)
    {
        Findings scratch; // what is wrong with the rest is found again when all steps are there
        Draft draft{source_, context_, out_, jail_, scratch, true};
        resolveSteps(draft);
        expandSteps(draft);
        linkSteps(draft);
        orderSteps(draft);
        makeWork(draft);
        inferSpecs(draft);
        bool any = false;
        std::vector<StepDecl> steps;
        std::map<std::string, std::vector<std::string>> lastIds;
        std::map<std::string, std::map<std::string, std::string>> ports;
        for (std::size_t i = 0; i < out_.steps.size(); ++i) {
            StepDecl& step = out_.steps[i];
            if (!isLeft(step)) {
                steps.push_back(step);
                continue;
            }
            const auto lowered = lower(step, draft.steps[i], draft, last);
            if (!lowered) {
                steps.push_back(step);
                continue;
            }
            any = true;
            const ModelSteps made(step, *lowered);
            for (StepDecl& one : made.make())
                steps.push_back(std::move(one));
            lastIds[step.id] = made.lastIds();
            for (const ModelOutput& output : lowered->outputs)
                ports[step.id][output.name] = made.idOf(output.from.step) + "." + output.from.port;
            out_.models.push_back(*step.model->file);
        }
        out_.steps = std::move(steps);
        for (StepDecl& step : out_.steps)
            redirect(step, lastIds, ports);
        return any;
    }

    std::optional<LoweredModel> lower(const StepDecl& step, const Step& drafted, const Draft& draft,
                                      bool last)
    {
        const auto file = jail_.open(*step.model->file);
        if (!file)
            return refuse(step, {"E302", {}, {{"path", step.model->file->path}}, {}});
        const auto ports = context_.models->ports(file->get());
        if (!ports)
            return refuse(step, ports.error());
        if (!portsFit(step, *ports)) {
            failed_.insert(step.id);
            return std::nullopt;
        }
        std::vector<PortSpec> inputs;
        for (const std::string& name : ports->inputs) {
            const auto spec = specOf(*findPort(step.in, name), drafted, draft);
            if (spec) {
                inputs.push_back({name, *spec});
            } else if (!last) {
                return std::nullopt;
            } else if (!draft.findings.hasErrors()) {
                return refuse(step, {"E207", "unknown", {{"port", name}}, name});
            } else {
                failed_.insert(step.id); // for what is reported elsewhere
                return std::nullopt;
            }
        }
        auto lowered = context_.models->lower(file->get(), inputs, step.model->batch);
        if (!lowered)
            return refuse(step, lowered.error());
        made_ += lowered->steps.size();
        if (made_ > kMaxModelSteps)
            return refuse(step, {"E404",
                                 "steps",
                                 {{"runs", "1"},
                                  {"steps", std::to_string(made_)},
                                  {"limit", std::to_string(kMaxModelSteps)}},
                                 {}});
        return std::move(*lowered);
    }

    std::nullopt_t refuse(const StepDecl& step, const ModelError& error)
    {
        failed_.insert(step.id);
        const PortDecl* port = findPort(step.in, error.port);
        Holes holes = error.holes;
        holes.emplace("path", fileName(step));
        findings_.add(error.code, port != nullptr ? port->at : step.kindAt, holes, error.variant);
        return std::nullopt;
    }

    static std::string fileName(const StepDecl& step)
    {
        const std::string& path = step.model->file->path;
        return path.substr(path.rfind('/') + 1);
    }

    bool portsFit(const StepDecl& step, const ModelPorts& ports)
    {
        bool fit = true;
        const auto say = [&](Position at, const std::string& port, const std::string& known,
                             const char* variant) {
            findings_.add("E206", at, {{"port", port}, {"op", fileName(step)}, {"ports", known}},
                          variant);
            fit = false;
        };
        for (const PortDecl& port : step.in)
            if (!contains(ports.inputs, port.name))
                say(port.at, port.name, joined(ports.inputs), "input");
        for (const std::string& name : ports.inputs)
            if (findPort(step.in, name) == nullptr)
                say(step.inAt, name, {}, "missing");
        for (const PortDecl& port : step.out)
            if (!contains(ports.outputs, port.name))
                say(port.at, port.name, joined(ports.outputs), "output");
        return fit;
    }

    static std::optional<TensorSpec> specOf(const PortDecl& port, const Step& drafted,
                                            const Draft& draft)
    {
        for (const InputPort& in : drafted.inputs) {
            if (in.name != port.name)
                continue;
            if (const auto* from = std::get_if<StepPort>(&in.source))
                return draft.steps[from->step.value].outputs[from->output].spec;
            if (in.spec)
                return in.spec;
            const auto writer = draft.writers.find(std::get<FileSource>(in.source).path);
            if (writer != draft.writers.end())
                return draft.steps[writer->second.first].outputs[writer->second.second].spec;
        }
        return std::nullopt;
    }

    /// What waited for a model or read from it now does so of its steps.
    void redirect(StepDecl& step, const std::map<std::string, std::vector<std::string>>& lastIds,
                  const std::map<std::string, std::map<std::string, std::string>>& ports)
    {
        std::vector<std::string> after;
        for (const std::string& id : step.after)
            if (const auto last = lastIds.find(id); last != lastIds.end())
                after.insert(after.end(), last->second.begin(), last->second.end());
            else
                after.push_back(id);
        step.after = std::move(after);
        for (PortDecl& port : step.in) {
            const std::size_t dot = port.raw.find('.');
            const auto model = port.form != PortDecl::Form::Text || dot == std::string::npos
                                   ? ports.end()
                                   : ports.find(port.raw.substr(0, dot));
            if (model == ports.end())
                continue;
            const std::string name = port.raw.substr(dot + 1);
            const auto found = model->second.find(name);
            if (found != model->second.end()) {
                port.raw = found->second;
                port.text = Substitution::plain(port.raw);
                continue;
            }
            std::vector<std::string> known;
            for (const auto& [output, to] : model->second)
                known.push_back(output);
            findings_.add("E206", port.at,
                          {{"port", name}, {"step", model->first}, {"ports", joined(known)}},
                          "step");
            port.form = PortDecl::Form::Buffer; // nothing more is to be said of it
        }
    }

    const TaskSource& source_;
    const CheckContext& context_;
    PathJail& jail_;
    Findings& findings_;
    TaskDecl out_;
    std::set<std::string> failed_; ///< ids of models that stay as they are
    std::size_t made_ = 0;
};

} // namespace

TaskDecl lowerModels(const TaskSource& source, const CheckContext& context, TaskDecl decl,
                     PathJail& jail, Findings& findings)
{
    const bool any = std::any_of(decl.steps.begin(), decl.steps.end(), isModel);
    if (!any || context.models == nullptr)
        return decl;
    return ModelLowering(source, context, std::move(decl), jail, findings).run();
}

} // namespace xpu::task
