#pragma once

#include "core/engine/snapshot.h"

#include <QString>

namespace xpu::ui {

/// What undoing or doing again is about: "move of “Soften”", "hold of 3 tasks".
QString deedText(const UndoView& deed);

} // namespace xpu::ui
