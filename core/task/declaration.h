#pragma once

#include "core/device/operator_info.h"
#include "core/device/tensor.h"
#include "core/task/schema.h"
#include "core/task/substitution.h"
#include "core/task/task_graph.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace xpu::task {

/// `port = …` below `in` or `out`, as written.
struct PortDecl {
    enum class Form { Text, File, Buffer, Part };
    std::string name;
    Position at;
    Form form = Form::Text;
    std::string raw;
    Substitution text; ///< of `raw`
    std::optional<DType> dtype;
    std::optional<Shape> shape;
    std::optional<FileSource> part{}; ///< Part: the array inside of a file
    std::optional<Shape> view{};      ///< the step reads it in this shape
};

/// One parameter as written, with the place to complain at.
struct ParamDecl {
    std::string name;
    Position at;
    const TomlValue* value = nullptr; ///< lives in the document
    Substitution text;                ///< when the value is text
};

/// `model = …` as written.
struct ModelDecl {
    std::optional<FileSource> file; ///< nothing when it is not one that can be opened
    std::int64_t batch = 0;         ///< 0 = not said
};

/// A word of allow, deny or pin.
struct DeviceWord {
    Substitution text;
    Position at;
};

/// `kernel` with what belongs to it. Sizes and constants are among the step's parameters.
struct KernelDecl {
    std::string language; ///< empty = none could be read
    std::string file;     ///< as written
    Position fileAt;
    FileSource source;
    std::string sha256; ///< empty = the file could not be read
    std::string entry = "main";
    std::vector<ParamInfo> params; ///< what StepDecl::params are checked against
    struct Cost {
        std::string text; ///< an expression, or a number; empty = none
        Position at;
    };
    Cost flops;
    Cost bytes;
    std::string twin; ///< operator that does the same on the CPU; empty = none
    Position twinAt;
    std::vector<ParamDecl> twinParams;
};

/// One [[step]] of the file, before sweeps are expanded. Positions are those of the keys, or of
/// the header where a key is missing.
struct StepDecl {
    Position header;
    std::string id;
    Position idAt;
    StepKinds kind = NoKind;
    Position kindAt;
    std::string op;
    std::vector<ParamDecl> params;
    Position paramsAt;
    std::optional<Params> ready{}; ///< instead of `params`, where no file wrote them
    KernelDecl kernel{};
    std::vector<Substitution> run;
    std::optional<ModelDecl> model{};
    std::vector<PortDecl> in;
    Position inAt;
    std::vector<PortDecl> out;
    Position outAt;
    std::vector<std::string> after;
    Position afterAt;
    std::vector<DeviceWord> allow;
    std::vector<DeviceWord> deny;
    std::vector<DeviceWord> pin; ///< none or one
    Position devicesAt;
    Bytes memory;
    Position memoryAt;
    Seconds timeout{0};
    int threadsMin = 0;
    int threadsMax = 0;
    Position threadsAt;
    int retries = 0;
    std::vector<RetryCause> retryOn;
    bool overwrite = true;
    bool idempotent = true;
    bool verifyFinite = false;
    std::optional<double> compareDevices{}; ///< tolerance between two of them
    bool cache = true;
    std::string progress;
    std::vector<std::string> env;
    /// Variables of a command beside those passed on; a value of the environment gives way to them.
    std::vector<std::pair<std::string, Substitution>> variables{};
    /// Where a command starts; empty = the task's folder.
    std::string folder{};
    /// Files that also get what a command prints, by run; empty = none.
    std::vector<FileSource> logs{};
    /// Files an approval covers. Without it every argument that names a file counts.
    struct Cover {
        std::string path;
        bool onlyIfExecutable = false;
    };
    std::optional<std::vector<Cover>> covers{};
};

/// The whole file, before sweeps are expanded.
struct TaskDecl {
    std::string name;
    std::optional<int> priority; ///< as the file says
    std::optional<std::int64_t> deadlineUtcMicros;
    Objective objective = Objective::Time;
    std::uint64_t seed = 0;
    Bytes memoryLimit;
    Position memoryLimitAt;
    int maxParallel = 0;
    std::vector<AwaitedJob> awaits;
    Sweeps sweeps;
    bool runsAreNamed = false; ///< ids carry the first sweep's value instead of the run's number
    std::vector<StepDecl> steps;
    std::vector<FileSource> models{}; ///< files that steps were made of
};

} // namespace xpu::task
