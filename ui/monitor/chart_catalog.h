#pragma once

#include "core/telemetry/frame.h"

#include <QString>

#include <cstddef>
#include <string>
#include <vector>

namespace xpu::ui {

/// One tile of the strip: which sensors it draws and on which scale.
struct ChartSpec {
    const char* title; ///< marked for translation; see chartTitle
    Unit unit;
    /// Sensor ids; `*` stands for any text. Order of patterns = order of lines.
    std::vector<std::string> sensors;
    double floor; ///< smallest top of the scale
};

const std::vector<ChartSpec>& chartCatalog();
QString chartTitle(const ChartSpec& spec);

/// Positions in `sensors` that the chart draws, by pattern, at most four.
std::vector<std::size_t> chosenSensors(const ChartSpec& spec,
                                       const std::vector<SensorInfo>& sensors);
/// A short name for the legend: the device, or what the id says last.
QString legendName(const SensorInfo& sensor);
/// The next 1, 2 or 5 times a power of ten (of two for bytes) above `value`.
double scaleTop(const ChartSpec& spec, double value);

} // namespace xpu::ui
