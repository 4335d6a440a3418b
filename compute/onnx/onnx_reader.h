#pragma once

#include "core/task/model.h"

namespace xpu::onnx {

/// Models in the ONNX format, as steps of the catalog's operators.
class OnnxReader final : public ModelReader {
public:
    explicit OnnxReader(const OperatorCatalog& catalog) : catalog_(catalog) {}
    /// Of the operators of this build.
    static const OnnxReader& instance();

    tl::expected<ModelPorts, ModelError> ports(int fd) const override;
    tl::expected<LoweredModel, ModelError> lower(int fd, std::span<const PortSpec> inputs,
                                                 std::int64_t batch) const override;

private:
    const OperatorCatalog& catalog_;
};

} // namespace xpu::onnx
