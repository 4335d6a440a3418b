#include "ui/queue/row_buttons.h"

#include "ui/text/format.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <ranges>

namespace xpu::ui {

namespace {
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(xpu::ui::RowButton)
};
} // namespace

QString captionOf(RowButton button)
{
    switch (button) {
    case RowButton::Fix:
        return Tr::tr("Fix");
    case RowButton::Allow:
        return Tr::tr("Allow this folder");
    case RowButton::Approve:
        return Tr::tr("Approve…");
    case RowButton::Resume:
        return Tr::tr("Resume");
    case RowButton::GiveUp:
        return Tr::tr("Give up");
    }
    return {};
}

QString folderToAllow(const TaskView& task)
{
    for (const Diagnostic& finding : task.diagnostics) {
        const auto path = finding.holes.find("path");
        if (finding.code != "E301" || path == finding.holes.end())
            continue;
        // Of a pattern, the part in front of its first sign.
        const QString plain = text(path->second.substr(0, path->second.find_first_of("*?[")));
        const QDir folder = QFileInfo(text(task.path)).absoluteDir();
        return QFileInfo(QDir::cleanPath(folder.absoluteFilePath(plain + u'x'))).absolutePath();
    }
    return {};
}

std::vector<RowButton> buttonsOf(const TaskView& task)
{
    if (task.state == TaskState::Rejected && !folderToAllow(task).isEmpty())
        return {RowButton::Allow, RowButton::Fix};
    if (task.state == TaskState::Rejected)
        return {RowButton::Fix};
    if (task.state == TaskState::Interrupted)
        return {RowButton::Resume, RowButton::GiveUp};
    if (task.needsApproval && !isFinal(task.state))
        return {RowButton::Approve};
    return {};
}

std::vector<PlacedButton> placeButtons(const TaskView& task, const QRect& area,
                                       const QFontMetrics& metrics)
{
    std::vector<PlacedButton> placed;
    const std::vector<RowButton> buttons = buttonsOf(task);
    int right = area.right() - 8;
    const int height = std::min(24, area.height() - 8);
    const int top = area.top() + (area.height() - height) / 2;
    for (const RowButton button : buttons | std::views::reverse) {
        const int width = metrics.horizontalAdvance(captionOf(button)) + 22;
        placed.push_back({button, QRect(right - width, top, width, height)});
        right -= width + 6;
    }
    return placed;
}

} // namespace xpu::ui
