#pragma once

#include <string>

namespace xpu::control_center {

/// What `xpu-optimizer --export-report RUN FILE` asks for.
struct ExportOrder {
    std::string dataFolder;
    std::string run;
    std::string file;
    std::string language; ///< "" = the system's
};

/// Whether the arguments ask for a report: then no window and no display is needed.
bool asksForReport(int argc, const char* const* argv);

/// Writes the report, PDF or another form by the file's ending, from the history alone: also beside
/// an open window. Needs a QGuiApplication. Says what went wrong on stderr.
/// @return exit status: 0 written, 2 the run or the file is not good
int exportReport(const ExportOrder& order);

} // namespace xpu::control_center
