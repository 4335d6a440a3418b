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

void logStepEnded(const Task& task, const history::StepFinished& step)
{
    const bool failed = step.state == StepState::Failed;
    const bool command = step.operation.starts_with("run:");
    if (!failed && !command && task.run && task.run->size() > kStepsLoggedWhole)
        return;
    LogLine line = lineOf(task, "step " + std::string(nameOf(step.state)));
    line.level = failed ? LogLevel::Warning : LogLevel::Info;
    line.step = step.step;
    line.fields["device"] = step.device;
    line.fields["operation"] = step.operation;
    if (step.actualS)
        line.fields["actual_s"] = std::to_string(*step.actualS);
    if (failed)
        line.fields["error"] = step.errorCode + " " + step.errorMessage;
    log(line);
}

} // namespace xpu
