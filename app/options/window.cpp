#include "app/options/window.h"

namespace xpu::options {

const Program& window()
{
    static const Program program = {
        .name = "xpu-optimizer",
        .operands = "[FILE...]",
        .verbs = {},
        .options =
            {{"--data-dir", "DIR", "queue and history are kept here"},
             {"--export-report", "RUN",
              "write the report of this run (an id, or 'last') to FILE, as PDF or by its ending; "
              "no window"},
             {"--help", "", "this page"},
             {"--version", "", "the program's version"}},
        .exits = {{0, "the window was closed, or an open window took the files"},
                  {1, "the queue could not be opened, or an option is unknown"},
                  {2, "the run or the file of a report is not good"}},
    };
    return program;
}

std::string windowHelp()
{
    const Program& program = window();
    return "usage: " + program.name + " [options] " + program.operands
           + "\nOpens the control center with these files queued; a window that is open takes them."
             "\n\nOptions\n"
           + helpLines(program.options);
}

} // namespace xpu::options
