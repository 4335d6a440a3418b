#include "core/incremental/recipe.h"

#include "core/task/digest.h"

#include <charconv>
#include <unordered_map>

namespace xpu {
namespace {

/// To be raised when an operator gives other results than before for the same parameters.
constexpr std::string_view kOperatorsVersion = "1";

std::string shortDigest(std::string_view text) { return task::sha256Of(text).substr(0, 16); }

/// Numbers in their shortest exact form; texts with their length, so that no two lists look alike.
class Canon {
public:
    void add(bool v) { text_ += v ? "true;" : "false;"; }
    void add(std::int64_t v) { text_ += std::to_string(v) + ';'; }
    void add(double v)
    {
        char digits[40];
        const auto end = std::to_chars(digits, digits + sizeof digits, v).ptr;
        text_.append(digits, end) += ';';
    }
    void add(std::string_view v) { text_.append(std::to_string(v.size()) + ':').append(v) += ';'; }
    void add(const std::string& v) { add(std::string_view(v)); }
    template <class T>
    void add(const std::vector<T>& values)
    {
        text_ += '[';
        for (const T& value : values)
            add(value);
        text_ += ']';
    }
    std::string digest() const { return shortDigest(text_); }

private:
    std::string text_;
};

class BookMaker {
public:
    BookMaker(const TaskGraph& graph, FileFacts& files) : graph_(graph), files_(files) {}

    RecipeBook run()
    {
        book_.recipes.resize(graph_.steps.size());
        for (const StepIndex s : topologicalOrder(graph_))
            fill(graph_.steps[s.value], book_.recipes[s.value]);
        return std::move(book_);
    }

private:
    void fill(const Step& step, Recipe& recipe)
    {
        if (const auto* op = std::get_if<OperatorWork>(step.work.get()))
            addOperator(*op, recipe);
        else
            addCommand(std::get<CommandWork>(*step.work), recipe);
        for (const InputPort& port : step.inputs)
            recipe.parts.emplace_back("input " + port.name, digestOf(port));
        Canon outputs;
        for (const OutputPort& port : step.outputs) {
            outputs.add(port.name);
            outputs.add(port.file ? port.file->path : std::string());
        }
        recipe.parts.emplace_back("outputs", outputs.digest());
    }

    void addOperator(const OperatorWork& work, Recipe& recipe) const
    {
        Canon name;
        name.add(kOperatorsVersion);
        name.add(work.op->name);
        Canon params;
        for (const auto& [key, value] : work.params) {
            params.add(key);
            std::visit([&](const auto& v) { params.add(v); }, value);
        }
        recipe.parts.emplace_back("operator", name.digest());
        recipe.parts.emplace_back("parameters", params.digest());
        recipe.parts.emplace_back("seed", shortDigest(std::to_string(graph_.seed)));
    }

    static void addCommand(const CommandWork& work, Recipe& recipe)
    {
        Canon arguments;
        for (const std::string& argument : work.argv)
            arguments.add(withoutTemporaries(argument, work));
        arguments.add(work.folder);
        Canon environment;
        for (const auto& [name, value] : work.env) {
            environment.add(name);
            environment.add(value);
        }
        Canon programs;
        for (const auto& [path, digest] : work.pinnedDigests) {
            programs.add(path);
            programs.add(digest);
        }
        recipe.parts.emplace_back("command", arguments.digest());
        recipe.parts.emplace_back("environment", environment.digest());
        recipe.parts.emplace_back("program", programs.digest());
    }

    /// Temporary files are named anew whenever the task file changes; what they become is not.
    static std::string withoutTemporaries(std::string argument, const CommandWork& work)
    {
        for (const CommandWork::Output& output : work.outputs)
            for (std::size_t at = argument.find(output.temporary);
                 at != std::string::npos && !output.temporary.empty();
                 at = argument.find(output.temporary, at + output.declared.size()))
                argument.replace(at, output.temporary.size(), output.declared);
        return argument;
    }

    std::string digestOf(const InputPort& port)
    {
        if (const auto* file = std::get_if<FileSource>(&port.source))
            return digestOfFile(file->path) + arrayIn(file->part.get());
        const auto& from = std::get<StepPort>(port.source);
        std::string& digest = ofSteps_[from.step.value];
        if (digest.empty())
            digest = shortDigest(book_.recipes[from.step.value].text());
        return digest + '.' + std::to_string(from.output);
    }

    /// Which array of the file it is: the file's digest says what that holds.
    static std::string arrayIn(const FilePart* part)
    {
        if (part == nullptr)
            return {};
        Canon which;
        which.add(std::string(nameOf(part->spec.dtype)));
        which.add(part->spec.shape.text());
        which.add(static_cast<std::int64_t>(part->offset));
        which.add(part->values);
        which.add(part->rowScale);
        return '.' + which.digest();
    }

    std::string digestOfFile(const std::string& path)
    {
        const auto [at, isNew] = ofFiles_.try_emplace(path);
        if (!isNew)
            return at->second;
        const std::optional<history::FileStamp> stamp = files_.stamp(path);
        const std::string digest = files_.digest(path);
        book_.readable = book_.readable && stamp && !digest.empty();
        if (stamp)
            book_.inputs.emplace_back(path, *stamp);
        Canon file; // the path belongs to it: a result may hold its name
        file.add(path);
        file.add(digest);
        return at->second = file.digest();
    }

    const TaskGraph& graph_;
    FileFacts& files_;
    RecipeBook book_;
    std::unordered_map<std::uint32_t, std::string> ofSteps_;
    std::unordered_map<std::string, std::string> ofFiles_;
};

/// The value of `name` in a stored line; nothing when it has no such part.
std::optional<std::string_view> partOf(std::string_view stored, std::string_view name)
{
    while (!stored.empty()) {
        const std::size_t end = stored.find(';');
        const std::string_view part = stored.substr(0, end);
        const std::size_t equals = part.find('=');
        if (equals != std::string_view::npos && part.substr(0, equals) == name)
            return part.substr(equals + 1);
        stored.remove_prefix(end == std::string_view::npos ? stored.size() : end + 1);
    }
    return std::nullopt;
}

} // namespace

std::string Recipe::text() const
{
    std::string line;
    for (const auto& [name, digest] : parts)
        line.append(line.empty() ? "" : ";").append(name).append("=").append(digest);
    return line;
}

std::string Recipe::differsIn(const std::string& stored) const
{
    for (const auto& [name, digest] : parts)
        if (partOf(stored, name) != digest)
            return name;
    return text() == stored ? std::string() : "inputs";
}

bool RecipeBook::stillTrue(FileFacts& files) const
{
    for (const auto& [path, stamp] : inputs)
        if (files.stamp(path) != stamp)
            return false;
    return readable;
}

RecipeBook recipesOf(const TaskGraph& graph, FileFacts& files)
{
    return BookMaker(graph, files).run();
}

std::vector<StepIndex> topologicalOrder(const TaskGraph& graph)
{
    std::vector<std::uint32_t> waiting = graph.predecessorCount;
    std::vector<StepIndex> order;
    order.reserve(graph.steps.size());
    for (std::uint32_t s = 0; s < graph.steps.size(); ++s)
        if (waiting[s] == 0)
            order.emplace_back(s);
    for (std::size_t i = 0; i < order.size(); ++i)
        for (std::uint32_t e = graph.successorBegin[order[i].value];
             e < graph.successorBegin[order[i].value + 1]; ++e)
            if (--waiting[graph.successors[e].value] == 0)
                order.push_back(graph.successors[e]);
    return order;
}

} // namespace xpu
