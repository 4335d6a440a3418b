#include "app/options/option.h"

namespace xpu::options {

std::string helpLine(const std::string& left, const std::string& right)
{
    constexpr std::size_t kWidth = 28;
    std::string line = "  " + left;
    line += line.size() + 2 > kWidth ? "\n" + std::string(kWidth, ' ')
                                     : std::string(kWidth - line.size(), ' ');
    return line + right + "\n";
}

std::string helpLines(const std::vector<OptionInfo>& options)
{
    std::string text;
    for (const OptionInfo& o : options)
        text += helpLine(o.value.empty() ? o.name : o.name + " " + o.value, o.help);
    return text;
}

} // namespace xpu::options
