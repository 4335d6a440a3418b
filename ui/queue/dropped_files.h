#pragma once

#include <string>
#include <vector>

class QMimeData;

namespace xpu::ui {

/// Local paths of a drop, in its order. A folder stands for the task files directly inside it, by
/// name; a folder without any stays itself, so that the check can say so.
std::vector<std::string> droppedFiles(const QMimeData& mime);

} // namespace xpu::ui
