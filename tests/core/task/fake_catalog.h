#pragma once

#include "core/device/operator_info.h"

#include <map>
#include <string>

/// Operators with the signatures of the task-file format and the least inference that tells right
/// from wrong. A data file holds its own header as text: "f32 3 4", "object", "short".
class FakeCatalog final : public xpu::OperatorCatalog {
public:
    FakeCatalog();
    const xpu::OperatorInfo* find(std::string_view name) const override;
    std::vector<std::string_view> names() const override;
    xpu::Result<xpu::TensorSpec> readHeader(int fd, std::string_view fileName) const override;

private:
    std::map<std::string, xpu::OperatorInfo, std::less<>> operators_;
};
