#pragma once

#include <memory>
#include <string>
#include <unordered_map>

namespace xpu::report {

/// Turns the stored reasons for placements into HTML; alike steps share one text, made once.
class WhyHtml {
public:
    const std::string& of(const std::shared_ptr<const std::string>& whyJson);

private:
    std::unordered_map<const std::string*, std::string> made_;
};

} // namespace xpu::report
