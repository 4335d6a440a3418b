#pragma once

#include <string>

class QMenu;

namespace xpu::ui {

class EngineBridge;

/// Lets a device rest for a while ("start nothing new on it"), or work again.
void fillRestMenu(QMenu& menu, EngineBridge& bridge, const std::string& device);

} // namespace xpu::ui
