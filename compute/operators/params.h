#pragma once

#include "core/device/operator_info.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xpu::operators {

/// Parameters by name with the types the validator has already checked; an integer passes for a
/// number. nullopt when absent or of another type.
std::optional<double> number(const Params& params, std::string_view name);
std::optional<std::int64_t> integer(const Params& params, std::string_view name);
std::optional<std::string> text(const Params& params, std::string_view name);
bool flag(const Params& params, std::string_view name);

/// The spec of the port called `name`; null when it is not connected.
const TensorSpec* port(std::span<const PortSpec> inputs, std::string_view name);

/// Shorthands for what `infer` returns.
using Inferred = tl::expected<std::vector<TensorSpec>, InferError>;
tl::unexpected<InferError> badParameter(std::string name, std::string detail);
tl::unexpected<InferError> badShape(std::string port, std::string detail);
/// @param converter  name of the operator that makes a fitting dtype; empty if there is none
tl::unexpected<InferError> badDType(std::string port, std::string converter);
tl::unexpected<InferError> missingPort(std::string port);

/// Pieces along the rows of every input, each reading `reach` rows beyond its own.
std::optional<Division> byRows(std::span<const PortSpec> inputs, std::uint64_t reach);

/// False when elements x element size does not fit 64 bits or exceeds 2^46 bytes: no machine this
/// is for holds it, and sums of a few such sizes cannot overflow.
bool sizeIsSane(const TensorSpec& spec);

} // namespace xpu::operators
