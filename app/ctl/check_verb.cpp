#include "app/assembly/check_place.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/verbs.h"
#include "core/engine/snapshot_json.h"
#include "core/wording/message.h"
#include "core/wording/quantity_text.h"

#include <cstdio>
#include <filesystem>

namespace xpu::ctl {
namespace {

struct Checked {
    std::string path;
    CheckResult result;
};

nlohmann::json fileJson(const Checked& file)
{
    return {{"path", file.path},
            {"ok", !hasErrors(file.result.diagnostics)},
            {"kind", file.result.kind},
            {"steps", file.result.stepCount},
            {"errors", diagnosticsJson(file.result.diagnostics)}};
}

void printFile(const Checked& file)
{
    if (!hasErrors(file.result.diagnostics))
        std::printf("%s: ok, %zu steps\n", file.path.c_str(), file.result.stepCount);
    for (const Diagnostic& d : file.result.diagnostics)
        std::printf("%s:%d:%d: %s %s: %s\n", file.path.c_str(), d.line, d.column,
                    d.severity == Severity::Error     ? "error"
                    : d.severity == Severity::Warning ? "warning"
                                                      : "note",
                    d.code.c_str(), wording::message(d).c_str());
}

} // namespace

int check(const Invocation& call)
{
    const assembly::CheckPlace place(call.value("--data-dir"));
    nlohmann::json files = nlohmann::json::array();
    bool ok = true;
    for (const std::string& operand : call.operands) {
        const Checked file{operand, place.check(absolutePath(operand))};
        ok = ok && !hasErrors(file.result.diagnostics);
        if (call.has("--json"))
            files.push_back(fileJson(file));
        else
            printFile(file);
    }
    if (call.has("--json"))
        printJson({{"files", files}});
    return ok ? Done : InvalidInput;
}

} // namespace xpu::ctl
