#pragma once

#include "core/engine/snapshot.h"

#include <QString>

namespace xpu::ui {

/// "all done in 3 – 4 min · 61 kJ (modelled)"; empty when nothing is to be done.
QString outlookText(const Snapshot& snapshot);
/// "3 queued, 1 running"
QString countsText(const Snapshot& snapshot);
/// Devices that are working: "vulkan:0 gauss[3] · cpu idle"
QString devicesText(const Snapshot& snapshot);

} // namespace xpu::ui
