#pragma once

#include "core/engine/snapshot.h"

#include <QFontMetrics>
#include <QRect>
#include <QString>

#include <vector>

namespace xpu::ui {

/// What a row offers right in the table; each is also an action of the menus.
enum class RowButton { Fix, Allow, Approve, Resume, GiveUp };

QString captionOf(RowButton button);
/// The folder that would have to be granted for the row's files to be reachable (E301); empty when
/// nothing of that kind is wrong.
QString folderToAllow(const TaskView& task);
std::vector<RowButton> buttonsOf(const TaskView& task);

struct PlacedButton {
    RowButton button;
    QRect rect;
};
/// The buttons of a row, right-aligned in `area`.
std::vector<PlacedButton> placeButtons(const TaskView& task, const QRect& area,
                                       const QFontMetrics& metrics);

} // namespace xpu::ui
