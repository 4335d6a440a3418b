#pragma once

#include "compute/operators/kernel.h"

#include <map>
#include <string>
#include <vector>

namespace xpu::operators {

/// The operators of this build. Made once and read-only: pointers it gives live as long as the
/// program.
class BuiltinCatalog final : public OperatorCatalog {
public:
    static const BuiltinCatalog& instance();

    const OperatorInfo* find(std::string_view name) const override;
    /// Those a task file may name; file.load and file.save, found by `find`, are the engine's own.
    std::vector<std::string_view> names() const override;
    Result<TensorSpec> readHeader(int fd, std::string_view fileName) const override;

    /// The CPU kernel of an operator; null for host operators and unknown names.
    const CpuKernel* cpuKernel(std::string_view name) const;

private:
    BuiltinCatalog();
    void add(BuiltinOperator op);

    std::map<std::string, BuiltinOperator, std::less<>> operators_;
};

} // namespace xpu::operators
