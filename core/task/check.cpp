#include "core/task/check.h"

#include "core/task/approval.h"
#include "core/task/draft.h"
#include "core/task/import/file_kind.h"
#include "core/task/import/importers.h"
#include "core/task/prescan.h"
#include "core/task/readers.h"
#include "core/task/toml_document.h"

#include <algorithm>

namespace xpu {
namespace task {
namespace {

std::string folderOf(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos || slash == 0 ? "/" : path.substr(0, slash);
}

std::string fileNameOf(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// Edges as compressed successor lists; they are sorted and without doubles.
void compressEdges(const Draft& draft, TaskGraph& graph)
{
    const std::size_t n = graph.steps.size();
    graph.successorBegin.assign(n + 1, 0);
    graph.predecessorCount.assign(n, 0);
    graph.successors.reserve(draft.edges.size());
    for (const auto& [from, to] : draft.edges) {
        ++graph.successorBegin[from + 1];
        ++graph.predecessorCount[to];
        graph.successors.emplace_back(to);
    }
    for (std::size_t i = 0; i < n; ++i)
        graph.successorBegin[i + 1] += graph.successorBegin[i];
}

std::shared_ptr<const TaskGraph> makeGraph(Draft& draft, std::string digest)
{
    auto graph = std::make_shared<TaskGraph>();
    const TaskDecl& decl = draft.decl;
    graph->name = decl.name;
    graph->priority = decl.priority.value_or(draft.context.defaultPriority);
    graph->deadlineUtcMicros = decl.deadlineUtcMicros;
    graph->objective = decl.objective;
    graph->seed = decl.seed;
    graph->memoryLimit = decl.memoryLimit;
    graph->maxParallel = decl.maxParallel;
    graph->awaits = decl.awaits;
    graph->folder = draft.jail.folder();
    graph->steps = std::move(draft.steps);
    compressEdges(draft, *graph);
    graph->needsApproval = !digest.empty();
    graph->approvalDigest = std::move(digest);
    return graph;
}

/// E601 stands at the first command: one approval covers them all.
void warnUnapproved(const Draft& draft, const std::string& digest)
{
    const CheckContext& context = draft.context;
    if (digest.empty() || (context.isApproved && context.isApproved(digest)))
        return;
    for (const StepDecl& step : draft.decl.steps)
        if (step.kind == CommandKind || step.kind == KernelKind)
            return draft.findings.add("E601", step.kindAt, {{"digest", digest}});
}

void checkDeclared(const TaskSource& source, const CheckContext& context, TaskDecl written,
                   PathJail& jail, Findings& findings, CheckResult& result)
{
    if (!written.name.empty())
        result.name = written.name;
    const TaskDecl decl = lowerModels(source, context, std::move(written), jail, findings);
    Draft draft{source, context, decl, jail, findings};
    resolveSteps(draft);
    expandSteps(draft);
    result.stepCount = draft.steps.size();
    linkSteps(draft);
    orderSteps(draft);
    checkDevices(draft);
    makeWork(draft);
    inferSpecs(draft);
    if (findings.hasErrors())
        return;
    const std::string digest = pinCommands(draft);
    warnUnapproved(draft, digest);
    result.graph = makeGraph(draft, digest);
}

void checkToml(const TaskSource& source, const CheckContext& context, PathJail& jail,
               Findings& findings, CheckResult& result)
{
    if (const auto early = prescan(source.text)) {
        findings.add(early->code, {early->line, early->column}, early->holes, early->variant);
        return;
    }
    // The declaration points into the document: both live until the graph is made.
    if (const auto file = readToml(source.text, findings))
        checkDeclared(source, context, readTask(*file, context.nowUtcMicros, jail, findings), jail,
                      findings, result);
}

void checkText(const TaskSource& source, const CheckContext& context, Findings& findings,
               CheckResult& result)
{
    if (source.symbolicLink) {
        findings.add("E703", {}, {{"path", source.path}}, "link");
        return;
    }
    if (source.unsafeOwnership)
        findings.add("E703", {}, {{"path", source.path}});
    const FileKind kind = kindOfFile(source.path);
    result.kind = nameOf(kind);
    if (kind == FileKind::Other || kind == FileKind::Kernel) {
        findings.add("E109", {}, {{"name", fileNameOf(source.path)}},
                     kind == FileKind::Kernel ? "kernel" : "");
        return;
    }
    PathJail jail(folderOf(source.path), context.grantedFolders, context.outFolder);
    if (kind == FileKind::Task)
        return checkToml(source, context, jail, findings, result);
    if (source.text.size() > maxBytes(kind)) {
        findings.add("E103", {}, {{"limit", std::to_string(maxBytes(kind) >> 20) + " MiB"}},
                     "import");
        return;
    }
    TaskDecl decl = kind == FileKind::Script ? readScriptTask(source, context, jail, findings)
                                             : readListTask(source, findings);
    if (decl.steps.empty()) // nothing that a step could be made of: said already
        return;
    checkDeclared(source, context, std::move(decl), jail, findings, result);
}

} // namespace
} // namespace task

CheckResult checkTask(const TaskSource& source, const CheckContext& context)
{
    CheckResult result;
    result.kind = "unknown";
    result.name = task::fileNameOf(source.path);
    task::Findings findings;
    try {
        task::checkText(source, context, findings, result);
    } catch (const std::exception& error) {
        // A defect of the checker or of an operator's inference must not take the program down.
        findings.add("E102", {}, {{"detail", error.what()}}, "internal");
    }
    if (findings.hasErrors())
        result.graph = nullptr;
    result.diagnostics = findings.take();
    return result;
}

} // namespace xpu
