#include "core/task/draft.h"
#include "core/task/suggest.h"

#include <algorithm>

namespace xpu::task {
namespace {

class Linker {
public:
    explicit Linker(Draft& draft) : draft_(draft), findings_(draft.findings) {}

    void run()
    {
        for (std::size_t i = 0; i < draft_.steps.size(); ++i) {
            for (const PortDecl* port : orderedInputs(i))
                addInput(i, *port);
            for (const std::string& id : draft_.declOf(i).after)
                if (const auto before = draft_.byId.find(id); before != draft_.byId.end())
                    addEdge(stepInRun(i, before->second), i);
        }
    }

private:
    /// Ports in the operator's order, then those it takes by any name in the file's order.
    std::vector<const PortDecl*> orderedInputs(std::size_t i) const
    {
        const StepDecl& decl = draft_.declOf(i);
        std::vector<const PortDecl*> out;
        for (const PortDecl& port : decl.in)
            out.push_back(&port);
        const OperatorInfo* op = draft_.resolvedOf(i).op;
        if (!op)
            return out;
        const auto rank = [op](const PortDecl* port) {
            std::size_t r = 0;
            for (const auto* list : {&op->inputs, &op->optionalInputs})
                for (const std::string& name : *list) {
                    if (name == port->name)
                        return r;
                    ++r;
                }
            return r;
        };
        std::stable_sort(out.begin(), out.end(), [&rank](const PortDecl* a, const PortDecl* b) {
            return rank(a) < rank(b);
        });
        return out;
    }

    std::size_t stepInRun(std::size_t i, std::size_t decl) const
    {
        return draft_.runOf(i) * draft_.decl.steps.size() + decl;
    }

    void addEdge(std::size_t from, std::size_t to)
    {
        draft_.edges.emplace_back(static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to));
    }

    void addInput(std::size_t i, const PortDecl& port)
    {
        if (port.form == PortDecl::Form::Buffer)
            return;
        if (port.form == PortDecl::Form::Part) {
            draft_.steps[i].inputs.push_back({port.name, *port.part, port.part->part->spec});
            return;
        }
        const std::string text = draft_.expand(port.text, draft_.runOf(i));
        const std::size_t dot = text.find('.');
        if (port.form == PortDecl::Form::Text && dot != std::string::npos) {
            const auto producer = draft_.byId.find(std::string_view(text).substr(0, dot));
            if (producer != draft_.byId.end())
                return addPort(i, port, producer->second, text.substr(dot + 1));
        }
        addFile(i, port, text);
    }

    void addPort(std::size_t i, const PortDecl& port, std::size_t producerDecl,
                 const std::string& name)
    {
        const ResolvedStep& producer = draft_.resolved[producerDecl];
        const std::size_t from = stepInRun(i, producerDecl);
        const auto found = std::find(producer.outputs.begin(), producer.outputs.end(), name);
        if (found == producer.outputs.end()) {
            if (!producer.vague)
                findings_.add("E206", port.at,
                              {{"port", name},
                               {"step", draft_.decl.steps[producerDecl].id},
                               {"ports", joined(producer.outputs)}},
                              "step");
            return;
        }
        const auto output = static_cast<std::uint16_t>(found - producer.outputs.begin());
        addEdge(from, i);
        InputPort input;
        input.name = port.name;
        input.source = StepPort{StepIndex(static_cast<std::uint32_t>(from)), output};
        const OutputPort& out = draft_.steps[from].outputs[output];
        // A command reads files only, and what `image.save` wrote is nothing but a file.
        const bool savedOnly = producer.op && producer.op->host && name == "file";
        const bool throughFile = draft_.declOf(from).kind != CommandKind
                                 && (savedOnly || draft_.declOf(i).kind == CommandKind);
        if (throughFile) {
            if (!out.file) {
                findings_.add("E206", port.at,
                              {{"port", name}, {"step", draft_.decl.steps[producerDecl].id}},
                              "no_file");
                return;
            }
            input.source = *out.file;
        }
        input.view = port.view;
        draft_.steps[i].inputs.push_back(std::move(input));
    }

    void addFile(std::size_t i, const PortDecl& port, const std::string& text)
    {
        const auto source = draft_.jail.locate(text);
        if (!source) {
            findings_.add("E301", port.at, {{"path", text}});
            return;
        }
        InputPort input;
        input.name = port.name;
        input.source = *source;
        if (port.dtype && port.shape)
            input.spec = TensorSpec{*port.dtype, *port.shape};
        if (!isWrittenHere(i, text, *source, input) && !isReadable(i, port, text, *source, input))
            return;
        input.view = port.view;
        draft_.steps[i].inputs.push_back(std::move(input));
    }

    /// A file that another step of this task writes: an edge, although no port is named. With
    /// `--out` the name that the writer used counts, not the folder it went to.
    bool isWrittenHere(std::size_t i, const std::string& text, const FileSource& source,
                       InputPort& input)
    {
        auto writer = draft_.writers.find(source.path);
        if (writer == draft_.writers.end())
            if (const auto out = draft_.jail.locateOutput(text))
                writer = draft_.writers.find(out->path);
        if (writer == draft_.writers.end() || writer->second.first == i)
            return false;
        const std::size_t from = writer->second.first;
        // Written later in the file, and already there: this step wants the old content.
        if (from > i && draft_.jail.open(source)) {
            addEdge(i, from);
            return false;
        }
        addEdge(from, i);
        input.source = *draft_.steps[from].outputs[writer->second.second].file;
        return true;
    }

    bool isReadable(std::size_t i, const PortDecl& port, const std::string& text,
                    const FileSource& source, InputPort& input)
    {
        const auto known = draft_.headers.find(source.path);
        const StepKinds kind = draft_.declOf(i).kind;
        const bool wantsSpec = kind == OperatorKind || kind == KernelKind || kind == ModelKind;
        if (known != draft_.headers.end() && wantsSpec) {
            setSpec(port, known->second, input);
            return true;
        }
        const auto file = draft_.jail.open(source);
        if (!file) {
            if (file.error().code == Errc::Permission)
                findings_.add("E307", port.at, {{"path", text}});
            else
                findings_.add("E302", port.at, {{"path", text}, {"nearest", nearestStep(text)}});
            return false;
        }
        return !wantsSpec || readHeader(port, text, source, file->get(), input);
    }

    bool readHeader(const PortDecl& port, const std::string& text, const FileSource& source, int fd,
                    InputPort& input)
    {
        const auto spec = draft_.context.catalog->readHeader(fd, source.path);
        if (spec) {
            draft_.headers.emplace(source.path, *spec);
            setSpec(port, *spec, input);
            return true;
        }
        const Holes holes{{"path", text}, {"detail", spec.error().context}};
        if (spec.error().code == Errc::Unsupported)
            findings_.add("E303", port.at, holes, source.path.ends_with(".npy") ? "" : "kind");
        else
            findings_.add("E304", port.at, holes,
                          spec.error().code == Errc::InvalidInput ? "kind" : "");
        return false;
    }

    /// What the file says counts; a declaration that says otherwise is wrong.
    void setSpec(const PortDecl& port, const TensorSpec& spec, InputPort& input)
    {
        input.spec = spec;
        const bool sameType = !port.dtype || *port.dtype == spec.dtype;
        const bool sameShape = !port.shape || *port.shape == spec.shape;
        if (!sameShape)
            findings_.add(
                "E207", port.at,
                {{"port", port.name},
                 {"detail", port.shape->text() + " declared, " + spec.shape.text() + " found"}});
        else if (!sameType)
            findings_.add("E208", port.at,
                          {{"port", port.name},
                           {"detail", std::string(nameOf(*port.dtype)) + " declared, "
                                          + std::string(nameOf(spec.dtype)) + " found"}});
    }

    /// "gaus.y" was most likely meant as a port.
    std::string nearestStep(const std::string& text) const
    {
        const std::size_t dot = text.find('.');
        if (dot == std::string::npos || text.find('/') != std::string::npos)
            return {};
        const std::string id = nearest(std::string_view(text).substr(0, dot), draft_.ids);
        const auto step = draft_.byId.find(id);
        if (step == draft_.byId.end())
            return {};
        const auto& outputs = draft_.resolved[step->second].outputs;
        const bool isPort =
            std::find(outputs.begin(), outputs.end(), text.substr(dot + 1)) != outputs.end();
        return isPort ? id + text.substr(dot) : std::string();
    }

    Draft& draft_;
    Findings& findings_;
};

} // namespace

void linkSteps(Draft& draft) { Linker(draft).run(); }

} // namespace xpu::task
