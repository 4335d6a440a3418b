#include "ui/queue/row_buttons.h"

#include <QCoreApplication>

#include <algorithm>

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
    case RowButton::Approve:
        return Tr::tr("Approve…");
    case RowButton::Resume:
        return Tr::tr("Resume");
    case RowButton::GiveUp:
        return Tr::tr("Give up");
    }
    return {};
}

std::vector<RowButton> buttonsOf(const TaskView& task)
{
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
    for (auto b = buttons.rbegin(); b != buttons.rend(); ++b) {
        const int width = metrics.horizontalAdvance(captionOf(*b)) + 22;
        placed.push_back({*b, QRect(right - width, top, width, height)});
        right -= width + 6;
    }
    return placed;
}

} // namespace xpu::ui
