#pragma once

#include "core/base/result.h"
#include "core/device/division.h"
#include "core/device/tensor.h"
#include "core/device/user_kernel.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace xpu {

/// A parameter as the task file gave it, substitutions done.
using ParamValue = std::variant<bool, std::int64_t, double, std::string, std::vector<double>,
                                std::vector<std::int64_t>>;
using Params = std::map<std::string, ParamValue, std::less<>>;

/// One parameter an operator takes; the validator checks type and range from it (E105, E107, E203).
struct ParamInfo {
    enum class Type { Bool, Integer, Number, Text, NumberList, IntegerList };
    std::string name;
    Type type = Type::Number;
    bool required = false;
    double min = -1e300; ///< for Integer and Number
    double max = 1e300;
    bool minExclusive = false;
    std::vector<std::string> choices = {}; ///< for Text: the allowed words; empty = any
};

/// The work of one launch, for the roofline: floating point operations and memory traffic.
struct CostTerms {
    double flops = 0;
    double bytes = 0;
    Bytes temporary;    ///< scratch memory on the device
    double commits = 0; ///< files that are on the disk for certain when it ends
};

/// Why inference refused: the validator turns it into E203, E207, E208 or E214 at the right place.
struct InferError {
    enum class Kind { Parameter, Shape, DType, Expression, MissingPort, UnknownPort };
    Kind kind = Kind::Shape;
    std::string subject; ///< name of the port or parameter at fault
    std::string detail;  ///< "f32 [3, 4] and f32 [5, 6]"; for DType the operator that converts
};

/// A named port and, once known, what flows through it.
struct PortSpec {
    std::string name;
    TensorSpec spec;
};

/// How far the results of two devices for the same inputs may lie apart. Outputs that count or name
/// something (integers, beside one of floats) are the same everywhere.
struct Tolerance {
    enum class Kind {
        Exact,
        Levels,      ///< integers: difference of values; floats: `amount` x max|input| x 2^-20
        Ulps,        ///< units in the last place of the output's dtype
        Accumulated, ///< amount x sqrt(K) x the largest term, K = terms summed per element
        Transform,   ///< amount x log2(N) x (root mean square of the output + value), N = points
    };
    Kind kind = Kind::Exact;
    double amount = 0;
};

/// One launch that measures an operator on a device.
struct ProbeCase {
    std::vector<PortSpec> inputs;
    Params params;
};

/// What core knows of a built-in operator. Made in compute/operators and handed in by app; core
/// never sees a kernel.
struct OperatorInfo {
    std::string name;
    std::vector<std::string> inputs; ///< required input ports
    std::vector<std::string> optionalInputs;
    bool extraInputs = false; ///< takes further inputs of any name (`map`)
    std::vector<std::string> outputs;
    /// So many of the last outputs are made only when asked for: by naming them in a step's `out`,
    /// or by the operator's parameter of the same name, which tells `infer` and the kernels.
    std::size_t optionalOutputs = 0;
    std::vector<ParamInfo> params;
    /// A host operator reads or writes files; its device is `host` and device filters do not apply.
    bool host = false;
    /// Output specs from input specs; the one place for shape and dtype rules.
    std::function<tl::expected<std::vector<TensorSpec>, InferError>(
        std::span<const PortSpec> inputs, const Params& params)>
        infer;
    /// Cost terms of a launch whose specs passed `infer`.
    std::function<CostTerms(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs,
                            const Params& params)>
        cost;
    /// How a launch whose specs passed `infer` is done in pieces; nullopt: in one only. Empty: never
    /// in pieces.
    std::function<std::optional<Division>(std::span<const PortSpec> inputs, const Params& params)>
        divide;
    Tolerance tolerance;
    /// Typical launches from tiny to large by which its speed on a device is measured while nothing
    /// else runs; together with results and scratch each stays under 64 MiB. Empty = never.
    std::vector<ProbeCase> probes;
    /// A kernel of the user; null for what is built in.
    std::shared_ptr<const UserKernel> kernel = nullptr;
};

/// The operators of this build and the file headers they can read.
class OperatorCatalog {
public:
    virtual ~OperatorCatalog() = default;
    virtual const OperatorInfo* find(std::string_view name) const = 0;
    virtual std::vector<std::string_view> names() const = 0;
    /// Shape and dtype of a data file from its header alone (npy, png, jpeg, csv), read through
    /// the open descriptor `fd`, which stays the caller's.
    /// Errc::InvalidInput (not such a file), Corrupt (header promises more than the file holds, or
    /// overflows), Unsupported (object arrays, other kinds of file)
    virtual Result<TensorSpec> readHeader(int fd, std::string_view fileName) const = 0;
};

} // namespace xpu
