#include "ui/notify/notice_words.h"

#include "ui/text/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace xpu::ui {

namespace {

QString say(const char* words, int count = -1)
{
    return QCoreApplication::translate("xpu::ui::Notifier", words, nullptr, count);
}

QString titleOf(const TaskView& task)
{
    const QString name = text(task.name);
    if (task.needsApproval)
        return say(QT_TRANSLATE_NOOP("xpu::ui::Notifier", "%1 waits for your approval")).arg(name);
    switch (task.state) {
    case TaskState::Done:
        return say(QT_TRANSLATE_NOOP("xpu::ui::Notifier", "%1 is done")).arg(name);
    case TaskState::Failed:
        return say(QT_TRANSLATE_NOOP("xpu::ui::Notifier", "%1 failed")).arg(name);
    case TaskState::Interrupted:
        return say(QT_TRANSLATE_NOOP("xpu::ui::Notifier", "%1 was interrupted")).arg(name);
    default:
        return say(QT_TRANSLATE_NOOP("xpu::ui::Notifier", "%1 cannot run")).arg(name);
    }
}

/// The figure or the reason that belongs to it; may be empty.
QString bodyOf(const TaskView& task)
{
    if (task.state == TaskState::Done)
        return task.makespan ? say(QT_TRANSLATE_NOOP("xpu::ui::Notifier", "It took %1."))
                                   .arg(durationText(*task.makespan))
                             : QString();
    if (task.steps)
        for (const StepView& step : *task.steps)
            if (step.error)
                return text(step.id) + QStringLiteral(": ") + text(step.error->message);
    for (const Diagnostic& diagnostic : task.diagnostics)
        if (diagnostic.severity == Severity::Error)
            return diagnosticText(diagnostic);
    return {};
}

Notice one(const TaskView& task)
{
    Notice notice;
    notice.title = titleOf(task).toStdString();
    notice.body = bodyOf(task).toStdString();
    return notice;
}

Notice several(int done, int failed, int waiting)
{
    QStringList parts;
    if (done > 0)
        parts << say(QT_TRANSLATE_N_NOOP("xpu::ui::Notifier", "%n done"), done);
    if (failed > 0)
        parts << say(QT_TRANSLATE_N_NOOP("xpu::ui::Notifier", "%n failed"), failed);
    if (waiting > 0)
        parts << say(QT_TRANSLATE_N_NOOP("xpu::ui::Notifier", "%n waiting for you"), waiting);
    Notice notice;
    notice.title =
        say(QT_TRANSLATE_N_NOOP("xpu::ui::Notifier", "News of %n task(s)"), done + failed + waiting)
            .toStdString();
    notice.body = parts.join(QStringLiteral(", ")).toStdString();
    return notice;
}

} // namespace

bool needsSomebody(const TaskView& task)
{
    return task.needsApproval || task.state == TaskState::Rejected
           || task.state == TaskState::Interrupted;
}

Notice noticeOf(const std::vector<std::shared_ptr<const TaskView>>& tasks)
{
    const auto count = [&tasks](auto is) {
        return static_cast<int>(std::count_if(tasks.begin(), tasks.end(),
                                              [&is](const auto& task) { return is(*task); }));
    };
    const int done = count([](const TaskView& t) { return t.state == TaskState::Done; });
    const int failed = count([](const TaskView& t) { return t.state == TaskState::Failed; });
    const int waiting = count(needsSomebody);
    Notice notice = tasks.size() == 1 ? one(*tasks.front()) : several(done, failed, waiting);
    notice.urgent = failed + waiting > 0;
    const auto offer = [&notice](const char* key, const QString& words) {
        notice.actions.emplace_back(key, words.toStdString());
    };
    // A click on the notice itself; desktops draw no button for it.
    offer("default", say(QT_TRANSLATE_NOOP("xpu::ui::Notifier", "Show")));
    offer("show", say(QT_TRANSLATE_NOOP("xpu::ui::Notifier", "Show")));
    if (tasks.size() == 1 && done + failed == 1)
        offer("report", say(QT_TRANSLATE_NOOP("xpu::ui::Notifier", "Open report")));
    if (failed > 0)
        offer("retry", say(QT_TRANSLATE_NOOP("xpu::ui::Notifier", "Retry")));
    return notice;
}

} // namespace xpu::ui
