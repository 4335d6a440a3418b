#pragma once

#include <string>
#include <vector>

class QMimeData;

namespace xpu::ui {

/// Local paths of a drop, in its order; folders as themselves.
std::vector<std::string> droppedFiles(const QMimeData& mime);

} // namespace xpu::ui
