#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>

namespace xpu {

/// Kinds of ordinary failure. A person reads the sentence that core/wording makes of it.
enum class Errc : std::uint8_t {
    Unsupported,  ///< this device, file or machine cannot do it
    InvalidInput, ///< the caller's data is wrong
    NotFound,
    Permission,
    Io,          ///< the operating system refused a file operation
    NoSpace,     ///< disk full; context names the bytes needed
    OutOfMemory, ///< does not fit the memory of the device named in context
    DeviceLost,
    DeviceFailed, ///< the driver reported an error
    Timeout,
    ExitStatus, ///< a command ended with a status other than 0
    Cancelled,
    Conflict, ///< the state it applied to is no longer there
    Corrupt,  ///< stored data fails its check
    Busy,     ///< somebody else owns it
    Internal, ///< a broken invariant
};

/// What failed and with what: a file, device or field, untranslated.
struct Error {
    Errc code = Errc::Internal;
    std::string context;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Errc code, std::string context)
{
    return tl::unexpected<Error>(Error{code, std::move(context)});
}

} // namespace xpu
