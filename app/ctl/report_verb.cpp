#include "app/assembly/stored_report.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/report_file.h"
#include "app/ctl/report_text.h"
#include "app/ctl/verbs.h"
#include "core/report/comparison.h"
#include "core/report/form.h"
#include "core/wording/verdict_text.h"

#include <cstdio>
#include <filesystem>

namespace xpu::ctl {
namespace {

using report::Form;

std::string formNames()
{
    std::string names;
    for (const report::FormInfo& form : report::forms())
        names.append(names.empty() ? "" : ", ").append(form.name);
    return names;
}

/// What --format says, else the ending of --out; a file without an ending is HTML.
Result<std::optional<Form>> wantedForm(const Invocation& call)
{
    if (call.has("--format")) {
        const std::string name = call.value("--format");
        const std::optional<Form> form = report::formFromName(name);
        if (!form)
            return fail(Errc::InvalidInput, "--format '" + name + "'; it is one of " + formNames());
        return form;
    }
    if (!call.has("--out"))
        return std::optional<Form>();
    const std::string file = call.value("--out");
    if (const std::optional<Form> form = report::formOfFile(file))
        return form;
    const std::string ending = std::filesystem::path(file).extension();
    if (ending.empty())
        return std::optional(Form::Html);
    if (ending == ".pdf")
        return fail(Errc::InvalidInput,
                    "PDF is written by: xpu-optimizer --export-report RUN FILE.pdf");
    return fail(Errc::InvalidInput, "no format is known by the ending " + ending
                                        + "; --format is one of " + formNames());
}

int tellFile(const Invocation& call, const std::string& file)
{
    if (call.has("--json"))
        printJson({{"report", absolutePath(file)}});
    else
        std::printf("report: %s\n", absolutePath(file).c_str());
    return Done;
}

} // namespace

int report(const Invocation& call)
{
    const Result<std::optional<Form>> form = wantedForm(call);
    if (!form)
        return complain(call, form.error());
    const auto stored = assembly::readStoredReport(call.value("--data-dir"), call.operands.front());
    if (!stored)
        return complain(call, stored.error());
    if (call.has("--out")) {
        const std::string file = call.value("--out");
        if (const auto written = writeWhole(file, report::render(*stored, **form)); !written)
            return complain(call, written.error());
        return tellFile(call, file);
    }
    if (*form && **form != Form::Json) {
        const std::string text = report::render(*stored, **form);
        std::fwrite(text.data(), 1, text.size(), stdout);
        return Done;
    }
    const auto json = nlohmann::json::parse(toJson(*stored));
    if (*form || call.has("--json"))
        printJson(json);
    else
        printReport(json);
    return Done;
}

int compareRuns(const Invocation& call)
{
    std::vector<Report> reports;
    for (const std::string& run : call.operands) {
        auto stored = assembly::readStoredReport(call.value("--data-dir"), run);
        if (!stored)
            return complain(call, stored.error());
        reports.push_back(std::move(*stored));
    }
    if (reports[0].run.summary.run == reports[1].run.summary.run)
        return complain(call, {Errc::InvalidInput, call.operands[0] + " and " + call.operands[1]
                                                       + " are the same run"});
    const Comparison both = compare(reports[0], reports[1]);
    const auto json = nlohmann::json::parse(toJson(both, wording::verdict(both)));
    if (call.has("--json"))
        printJson(json);
    else
        printComparison(json);
    return Done;
}

} // namespace xpu::ctl
