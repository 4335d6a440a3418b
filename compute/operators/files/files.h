#pragma once

#include "compute/operators/kernel.h"

#include <vector>

namespace xpu::operators {

/// The host operators, run by compute/host: image.load and file.load (file -> x), image.save and
/// file.save (x -> file). The kind of file is known by its content when reading and by its
/// extension when writing.
std::vector<BuiltinOperator> fileOperators();

} // namespace xpu::operators
