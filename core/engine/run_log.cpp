#include "core/engine/run_log.h"

#include "core/log/log.h"

namespace xpu {
namespace {

constexpr std::size_t kStepsLoggedWhole = 2000;

LogLine lineOf(const Task& task, std::string message)
{
    LogLine line;
    line.room = "engine";
    line.message = std::move(message);
    line.task = task.row.id;
    line.run = task.row.run;
    return line;
}

LogLine lineOf(const Task& task, const history::StepsFinished& batch,
               const history::StepsFinished::Row& row)
{
    LogLine line = lineOf(task, "step " + std::string(nameOf(row.state)));
    line.step = row.id;
    line.fields["device"] = row.alike->device;
    line.fields["operation"] = row.alike->operation;
    if (row.ran)
        line.fields["actual_s"] = std::to_string(row.actualS);
    if (row.state == StepState::Failed) {
        line.level = LogLevel::Warning;
        const history::StepExtra extra = row.extra < 0
                                             ? history::StepExtra{}
                                             : batch.extras[static_cast<std::size_t>(row.extra)];
        line.fields["error"] = extra.errorCode + " " + extra.errorMessage;
    }
    return line;
}

} // namespace

void logRunStarted(const Task& task)
{
    LogLine line = lineOf(task, "run started");
    line.fields["name"] = task.row.name;
    line.fields["path"] = task.row.path;
    if (task.predicted)
        line.fields["predicted_s"] = std::to_string(task.predicted->count());
    log(line);
}

void logRunEnded(const Task& task)
{
    LogLine line = lineOf(task, "run " + std::string(nameOf(task.row.state)));
    if (task.row.state != TaskState::Done)
        line.level = LogLevel::Warning;
    if (task.makespan)
        line.fields["makespan_s"] = std::to_string(task.makespan->count());
    log(line);
}

void logStepsEnded(const Task& task, const history::StepsFinished& batch)
{
    const bool whole = !task.run || task.run->size() <= kStepsLoggedWhole;
    for (const history::StepsFinished::Row& row : batch.rows)
        if (whole || row.state == StepState::Failed || row.alike->operation.starts_with("run:"))
            log(lineOf(task, batch, row));
}

} // namespace xpu
