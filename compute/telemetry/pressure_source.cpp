#include "compute/telemetry/kernel_file.h"
#include "compute/telemetry/sources.h"

#include <charconv>

namespace xpu::telemetry {
namespace {

/// The value behind "avg10=" in the line that begins with `kind`.
std::optional<double> average10(std::string_view text, std::string_view kind)
{
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        constexpr std::string_view kKey = "avg10=";
        const std::size_t at = line.find(kKey);
        if (!line.starts_with(kind) || at == std::string_view::npos)
            continue;
        double value = 0;
        const char* begin = line.data() + at + kKey.size();
        const auto [end, error] = std::from_chars(begin, line.data() + line.size(), value);
        return error == std::errc{} && end != begin ? std::optional(value) : std::nullopt;
    }
    return std::nullopt;
}

class PressureSource final : public TelemetrySource {
public:
    explicit PressureSource(const std::string& root)
    {
        for (const char* what : {"cpu", "memory", "io"})
            if (KernelFile file(root + "/proc/pressure/" + what); file.isOpen())
                parts_.push_back({what, std::move(file)});
    }
    std::vector<SensorInfo> sensors() override
    {
        std::vector<SensorInfo> all;
        for (const Part& part : parts_)
            for (const char* kind : {"some", "full"})
                all.push_back({.id = "psi." + part.what + "." + kind + "10",
                               .name = "Pressure on " + part.what + " (" + kind + ")",
                               .device = {},
                               .unit = Unit::Percent,
                               .source = "/proc/pressure/" + part.what,
                               .max = 100});
        return all;
    }
    void read(Seconds /*now*/, std::vector<Sample>& out) override
    {
        for (Part& part : parts_) {
            const std::optional<std::string_view> text = part.file.read();
            for (const char* kind : {"some", "full"}) {
                const auto value = text ? average10(*text, kind) : std::nullopt;
                out.push_back(value ? Sample{*value, Quality::Measured} : Sample{});
            }
        }
    }
    // The kernel itself renews these averages every two seconds.
    Seconds period() const override { return Seconds{1}; }

private:
    struct Part {
        std::string what;
        KernelFile file;
    };
    std::vector<Part> parts_;
};

} // namespace

SourcePtr makePressureSource(const std::string& root)
{
    return std::make_unique<PressureSource>(root);
}

} // namespace xpu::telemetry
