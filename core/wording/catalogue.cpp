#include "core/wording/catalogue.h"

namespace xpu::wording {
namespace {

constexpr Phrase kNothing{};

// One finding, its sentence and its mend, per line.
// clang-format off
constexpr FindingText kTexts[] = {
    {"E101", "", XPU_TR("finding", "this is not UTF-8 text"), XPU_TR("finding", "save the file as UTF-8")},
    {"E102", "", XPU_TR("finding", "not valid TOML: {detail}"), kNothing},
    {"E102", "internal", XPU_TR("finding", "the check of this file broke off: {detail}"), XPU_TR("finding", "please report this with the file")},
    {"E103", "", XPU_TR("finding", "the file is larger than {limit}"), XPU_TR("finding", "use sweeps, or split it into several tasks")},
    {"E103", "import", XPU_TR("finding", "the file is larger than {limit}"), XPU_TR("finding", "split it into several files")},
    {"E104", "key", XPU_TR("finding", "this key has more than {limit} parts"), XPU_TR("finding", "no key of a task file needs more than three")},
    {"E104", "nesting", XPU_TR("finding", "values are nested more than {limit} levels deep"), XPU_TR("finding", "flatten them")},
    {"E105", "", XPU_TR("finding", "unknown key '{key}'"), XPU_TR("finding", "remove it")},
    {"E105", "kind", XPU_TR("finding", "'{key}' does not belong to this kind of step"), XPU_TR("finding", "remove it, or change op, kernel, model or run")},
    {"E105", "sweep", XPU_TR("finding", "sweep_zip names '{key}', but there is no such sweep"), XPU_TR("finding", "add [sweep.{key}]")},
    {"E106", "", XPU_TR("finding", "the file is of format version {version}, this program reads version 1"), XPU_TR("finding", "use a newer program, or write xpu = 1")},
    {"E107", "", XPU_TR("finding", "'{key}' is of the wrong type: expected {expected}, found {found}"), kNothing},
    {"E108", "", XPU_TR("finding", "the required key '{key}' is missing"), XPU_TR("finding", "add it")},
    {"E109", "kernel", XPU_TR("finding", "'{name}' is a kernel; it says nothing of the values it works on"), XPU_TR("finding", "drop it on the window, which writes a task file for it, or name it in a step: kernel = …")},
    {"E109", "", XPU_TR("finding", "'{name}' is not a kind of file this version takes"), XPU_TR("finding", "it takes *.xpu.toml, batch scripts (.sh .sbatch .slurm) and command lists (.txt .cmds)")},
    {"E110", "empty", XPU_TR("finding", "the file is empty"), XPU_TR("finding", "was it saved?")},
    {"E110", "nul", XPU_TR("finding", "this is a binary file: it holds a NUL byte"), XPU_TR("finding", "scripts and lists are plain text")},
    {"E110", "shebang", XPU_TR("finding", "the first line names no interpreter, so Slurm would refuse this script"), XPU_TR("finding", "begin it with #!/bin/bash")},
    {"E110", "crlf", XPU_TR("finding", "the script has DOS line ends, which Slurm and the shell refuse"), XPU_TR("finding", "convert it with dos2unix")},
    {"E110", "no_command", XPU_TR("finding", "there is no command in this list"), XPU_TR("finding", "write one command a line; # starts a comment")},
    {"E110", "quote", XPU_TR("finding", "this quote is never closed"), XPU_TR("finding", "close it, or put a backslash before it")},
    {"E110", "long", XPU_TR("finding", "this command is longer than {limit}, which no system starts"), XPU_TR("finding", "put it into a script")},

    {"E201", "none", XPU_TR("finding", "this step says nothing to do"), XPU_TR("finding", "give exactly one of op, kernel, model or run")},
    {"E201", "several", XPU_TR("finding", "this step says several things to do"), XPU_TR("finding", "keep exactly one of op, kernel, model or run")},
    {"E201", "twin", XPU_TR("finding", "a CPU twin needs exactly one of op or run"), kNothing},
    {"E201", "source", XPU_TR("finding", "exactly one source file must be named"), XPU_TR("finding", "give one of glsl, spirv or opencl for a kernel, onnx for a model")},
    {"E202", "", XPU_TR("finding", "unknown operator '{op}'"), XPU_TR("finding", "see the list of operators in the manual")},
    {"E203", "", XPU_TR("finding", "'{key}' is outside its range"), XPU_TR("finding", "it must be {range}")},
    {"E203", "detail", XPU_TR("finding", "'{key}' does not suit '{op}': {detail}"), kNothing},
    {"E203", "missing", XPU_TR("finding", "'{op}' needs the parameter '{key}'"), XPU_TR("finding", "add it to params")},
    {"E203", "zip", XPU_TR("finding", "the sweeps '{a}' and '{b}' cannot advance together: {na} and {nb} values"), XPU_TR("finding", "give them equally many")},
    {"E203", "zip_twice", XPU_TR("finding", "sweep_zip names '{key}' twice"), XPU_TR("finding", "a sweep belongs to one group at most")},
    {"E203", "nul", XPU_TR("finding", "'{key}' holds a NUL character"), XPU_TR("finding", "remove it")},
    {"E203", "argv", XPU_TR("finding", "'{key}' names no program"), XPU_TR("finding", "its first word must be a program")},
    {"E203", "regex", XPU_TR("finding", "'{key}' is no regular expression with exactly one group"), XPU_TR("finding", "put the per cent figure into one pair of parentheses")},
    {"E203", "env", XPU_TR("finding", "'{name}' cannot be the name of an environment variable"), XPU_TR("finding", "use letters, digits and _")},
    {"E203", "threads", XPU_TR("finding", "'{key}' is no number or range of threads"), XPU_TR("finding", "write 4 or \"2..8\"")},
    {"E203", "log", XPU_TR("finding", "a logarithmic scale needs both ends greater than 0"), kNothing},
    {"E203", "no_value", XPU_TR("finding", "'{key}' needs a value"), XPU_TR("finding", "write it behind the option")},
    {"E204", "", XPU_TR("finding", "the step id '{id}' is used in line {first} and again in line {second}"), XPU_TR("finding", "rename one of them")},
    {"E205", "", XPU_TR("finding", "the steps wait for each other: {cycle}"), XPU_TR("finding", "remove one of these edges")},
    {"E206", "input", XPU_TR("finding", "'{op}' has no input '{port}'"), XPU_TR("finding", "it has: {ports}")},
    {"E206", "output", XPU_TR("finding", "'{op}' has no output '{port}'"), XPU_TR("finding", "it has: {ports}")},
    {"E206", "missing", XPU_TR("finding", "the input '{port}' of '{op}' is not connected"), XPU_TR("finding", "add it to in")},
    {"E206", "missing_out", XPU_TR("finding", "'{op}' needs the output '{port}'"), XPU_TR("finding", "add it to out")},
    {"E206", "command_out", XPU_TR("finding", "the output '{port}' of a command must be a file"), XPU_TR("finding", "name the file it writes")},
    {"E206", "placeholder", XPU_TR("finding", "the command names the port {port}, but there is no such port"), XPU_TR("finding", "declare it in this step")},
    {"E206", "after", XPU_TR("finding", "there is no step '{id}' to come after"), XPU_TR("finding", "name the id of a step of this file")},
    {"E206", "step", XPU_TR("finding", "the step '{step}' has no output '{port}'"), XPU_TR("finding", "it has: {ports}")},
    {"E206", "no_file", XPU_TR("finding", "'{step}.{port}' is a value in memory, but a file is needed here"), XPU_TR("finding", "name a file for it in out of '{step}'")},
    {"E207", "unknown", XPU_TR("finding", "what comes in at '{port}' is not known before the task runs, but a model has to know its shape"), XPU_TR("finding", "declare its dtype and shape where it is written")},
    {"E207", "", XPU_TR("finding", "shapes disagree at '{port}': {detail}"), kNothing},
    {"E207", "kernel", XPU_TR("finding", "nobody knows what a kernel makes: '{port}' needs its dtype and shape"), XPU_TR("finding", "write \"buf:f32[8,8]\", or a table with file, dtype and shape")},
    {"E208", "", XPU_TR("finding", "types disagree at '{port}': {detail}"), kNothing},
    {"E208", "operator", XPU_TR("finding", "'{op}' does not take {found} at '{port}'"), XPU_TR("finding", "convert it first: {detail}")},
    {"E209", "", XPU_TR("finding", "this is not a finite number"), XPU_TR("finding", "nan and inf have no meaning here")},
    {"E210", "", XPU_TR("finding", "the deadline is in the past"), kNothing},
    {"E211", "", XPU_TR("finding", "'{found}' is no quantity that '{key}' takes"), XPU_TR("finding", "write it like {example}")},
    {"E212", "none", XPU_TR("finding", "this sweep has no values"), XPU_TR("finding", "give values, from and to, or glob")},
    {"E212", "several", XPU_TR("finding", "this sweep says several times what it runs over"), XPU_TR("finding", "keep one of values, from and to, or glob")},
    {"E212", "empty", XPU_TR("finding", "this sweep runs over nothing"), XPU_TR("finding", "give at least one value")},
    {"E212", "glob", XPU_TR("finding", "no file matches '{path}'"), XPU_TR("finding", "patterns are relative to the task file")},
    {"E212", "to", XPU_TR("finding", "this range has no end"), XPU_TR("finding", "add to")},
    {"E212", "step", XPU_TR("finding", "a range needs exactly one of step or count"), kNothing},
    {"E212", "direction", XPU_TR("finding", "this range never gets from its start to its end"), XPU_TR("finding", "turn the sign of step")},
    {"E212", "count", XPU_TR("finding", "this sweep runs over nothing"), XPU_TR("finding", "count must be 1 or more")},
    {"E213", "", XPU_TR("finding", "'{id}' cannot be a step id"), XPU_TR("finding", "use a to z first, then also 0 to 9, _ and -, at most 64 characters")},
    {"E213", "sweep", XPU_TR("finding", "'{id}' cannot be the name of a sweep"), XPU_TR("finding", "use letters, digits, _ and -; in, out and threads are taken")},
    {"E214", "", XPU_TR("finding", "'{key}' is no expression: {detail}"), kNothing},

    {"E301", "", XPU_TR("finding", "'{path}' leads out of the task's folder"), XPU_TR("finding", "move the file there, or allow its folder")},
    {"E302", "", XPU_TR("finding", "'{path}' is not there"), XPU_TR("finding", "paths are relative to the task file")},
    {"E303", "", XPU_TR("finding", "'{path}' holds Python objects, not numbers"), XPU_TR("finding", "save it with a numeric dtype")},
    {"E303", "kind", XPU_TR("finding", "'{path}' is of a kind that is not read here"), XPU_TR("finding", "use .npy, .png, .jpg or .csv")},
    {"E304", "", XPU_TR("finding", "the header of '{path}' promises more than the file holds"), XPU_TR("finding", "write the file again")},
    {"E304", "kind", XPU_TR("finding", "'{path}' is empty or not what its name says"), XPU_TR("finding", "write the file again")},
    {"E305", "", XPU_TR("finding", "'{path}' is also written by '{first}'"), XPU_TR("finding", "give each output its own file; in a sweep, put its value into the name")},
    {"E306", "", XPU_TR("finding", "'{path}' exists and overwrite is off"), XPU_TR("finding", "remove it, or set overwrite = true")},
    {"E307", "", XPU_TR("finding", "a symbolic link in '{path}' leads out of the task's folder"), XPU_TR("finding", "copy the file there, or allow its folder")},

    {"E401", "none", XPU_TR("finding", "no allowed device takes the step '{step}'"), XPU_TR("finding", "widen devices")},
    {"E401", "threads", XPU_TR("finding", "'{step}' wants {wanted} threads, this machine has {present}"), XPU_TR("finding", "lower threads")},
    {"E401", "memory", XPU_TR("finding", "'{step}' needs {need_bytes}, the largest allowed device has {have_bytes}"), XPU_TR("finding", "split the data, or allow a larger device")},
    {"E401", "memory_limit", XPU_TR("finding", "'{step}' needs {need_bytes}, the limit is {have_bytes}"), XPU_TR("finding", "raise the limit")},
    {"E401", "overflow", XPU_TR("finding", "the result of '{step}' would be {detail}, which no machine holds"), kNothing},
    {"E402", "", XPU_TR("finding", "there is no device '{device}'"), XPU_TR("finding", "see xpuctl devices")},
    {"E403", "", XPU_TR("finding", "the deadline cannot be met: {left} are left, the task takes {best} at best and {late} nine times out of ten"), XPU_TR("finding", "give it more time, or less to do")},
    {"E403", "likely", XPU_TR("finding", "the deadline may be missed: {left} are left, the task takes {best} at best and {late} nine times out of ten"), kNothing},
    {"E403", "passed", XPU_TR("finding", "the deadline has passed"), kNothing},
    {"E404", "", XPU_TR("finding", "the sweeps make {runs} runs, at most 10000 are possible"), XPU_TR("finding", "split the task")},
    {"E404", "files", XPU_TR("finding", "more than 10000 files match '{path}'"), XPU_TR("finding", "narrow the pattern")},
    {"E404", "steps", XPU_TR("finding", "{runs} runs of {steps} steps are more than one task holds ({limit} steps)"), XPU_TR("finding", "split the task")},
    {"E404", "text", XPU_TR("finding", "all runs together hold more than {limit} of text"), XPU_TR("finding", "split the task")},
    {"E404", "models", XPU_TR("finding", "the file has more than {limit} models"), XPU_TR("finding", "split the task, or use a sweep")},
    {"E404", "array", XPU_TR("finding", "the array has {runs} elements, at most 10000 are possible"), XPU_TR("finding", "split the array over several scripts")},
    {"E404", "lines", XPU_TR("finding", "the list has more than {limit} commands"), XPU_TR("finding", "split it into several lists")},
    {"E405", "", XPU_TR("finding", "no device here runs {kind} steps yet"), XPU_TR("finding", "use an operator or a command")},
    {"E406", "nodes", XPU_TR("finding", "for a cluster only: the script asks for {key} nodes"), XPU_TR("finding", "send it to a cluster, or ask for one node")},
    {"E406", "mpi", XPU_TR("finding", "for a cluster only: the script starts {key} tasks with srun or MPI"), XPU_TR("finding", "send it to a cluster, or ask for one task with more CPUs")},
    {"E406", "kind", XPU_TR("finding", "for a cluster only: '{key}'"), XPU_TR("finding", "send it to a cluster, or remove the directive")},
    {"E407", "", XPU_TR("finding", "the script waits for '{found}', a job this queue does not know"), XPU_TR("finding", "drop both scripts together, and name the other by its -J or its file")},
    {"E407", "number", XPU_TR("finding", "the script waits for job {found}, a number that means nothing here"), XPU_TR("finding", "name the other script by its -J or its file, and drop both together")},
    {"E407", "kind", XPU_TR("finding", "'{found}' is no way to wait for a job here"), XPU_TR("finding", "use afterok, afternotok or afterany and a job's name, as in afterok:prepare")},
    {"E407", "any_of", XPU_TR("finding", "'{found}' waits for one job or another, which is not possible here"), XPU_TR("finding", "wait for all of them, with commas")},
    {"E407", "circle", XPU_TR("finding", "the script waits for '{found}', which waits for this one"), XPU_TR("finding", "take one of the two directives out")},
    {"E408", "", XPU_TR("finding", "'{job}' did not end well, and this task was to wait for that"), XPU_TR("finding", "retry '{job}', then this task")},
    {"E408", "well", XPU_TR("finding", "'{job}' ended well, and this task was to run only if it did not"), kNothing},
    {"E408", "gone", XPU_TR("finding", "'{job}' was taken off the queue before it ended, and this task was to wait for that"), XPU_TR("finding", "queue both again")},

    {"E507", "", XPU_TR("finding", "'{path}': the operator {op} of node '{node}' is not supported"), XPU_TR("finding", "export the model without it")},
    {"E507", "attribute", XPU_TR("finding", "'{path}': '{attribute}' of node '{node}' ({op}) is not supported as it is set"), XPU_TR("finding", "export the model without it")},
    {"E507", "dtype", XPU_TR("finding", "'{path}': node '{node}' ({op}) is not supported with {found}"), XPU_TR("finding", "export the model with 32-bit floats")},
    {"E507", "shape", XPU_TR("finding", "'{path}': node '{node}' ({op}) cannot be run: {detail}"), kNothing},
    {"E508", "", XPU_TR("finding", "'{path}' is not an ONNX model that can be read: {detail}"), XPU_TR("finding", "export the model again, with its weights in the file")},

    {"E601", "", XPU_TR("finding", "the commands and kernels of this task are not approved"), XPU_TR("finding", "look at them, then approve the row or use xpuctl approve")},
    {"E603", "", XPU_TR("finding", "commands cannot run: no sandbox works on this machine"), XPU_TR("finding", "install bubblewrap and allow user namespaces")},
    {"E701", "", XPU_TR("finding", "'{path}' has changed since it was approved"), XPU_TR("finding", "look at it, then approve the task again")},
    {"E703", "", XPU_TR("finding", "the task file belongs to another user, or others may write to it"), XPU_TR("finding", "own it and use chmod go-w")},
    {"E703", "link", XPU_TR("finding", "this is a symbolic link"), XPU_TR("finding", "drop the file it leads to")},

    {"W901", "", XPU_TR("finding", "'{key}' is accepted, but not in force yet"), kNothing},
    {"W903", "", XPU_TR("finding", "sbatch has no option '{key}'"), XPU_TR("finding", "it is left out")},
    {"W903", "word", XPU_TR("finding", "'{key}' is no option"), XPU_TR("finding", "it is left out")},
    {"W903", "late", XPU_TR("finding", "this directive stands behind the first command, where Slurm takes no notice of it"), XPU_TR("finding", "move it to the top")},
    {"W904", "threads", XPU_TR("finding", "the script asks for {wanted} CPUs, this machine has {present}"), XPU_TR("finding", "it runs with {present}")},
    {"W904", "error_file", XPU_TR("finding", "'{key}': errors go into the same file as the other output"), kNothing},
    {"N901", "", XPU_TR("finding", "'{key}' has no effect on this machine"), kNothing},
    {"W902", "", XPU_TR("finding", "a value lands inside shell code, where a file name could act as code"), XPU_TR("finding", "pass it as an argument and write \"$1\"")},
};
// clang-format on

} // namespace

std::span<const FindingText> findingTexts() { return kTexts; }

const FindingText* findFindingText(std::string_view code, std::string_view variant)
{
    for (const FindingText& row : kTexts)
        if (row.code == code && row.variant == variant)
            return &row;
    return nullptr;
}

} // namespace xpu::wording
