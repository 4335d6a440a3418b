#pragma once

#include "app/assembly/owner.h"
#include "app/control_center/raise.h"
#include "ui/bridge/engine_door.h"

#include <memory>

namespace xpu::control_center {

/// What the window may ask before its owner has started: samples, preferences, the second start.
ui::EngineDoor doorWhileOpening(const std::shared_ptr<Raise>& raise);
/// All that the window may ask, answered by the owner of the data folder. `owner` must outlive it.
ui::EngineDoor doorOf(assembly::Owner& owner, const std::shared_ptr<Raise>& raise);

} // namespace xpu::control_center
