#include "compute/telemetry/sources.h"

#include <sensors/error.h>
#include <sensors/sensors.h>

#include <array>
#include <cstdlib>

namespace xpu::telemetry {
namespace {

struct Kind {
    Unit unit;
    std::array<sensors_subfeature_type, 2> from; ///< the first that exists
};

std::optional<Kind> kindOf(sensors_feature_type type)
{
    switch (type) {
    case SENSORS_FEATURE_TEMP:
        return Kind{Unit::Celsius, {SENSORS_SUBFEATURE_TEMP_INPUT, SENSORS_SUBFEATURE_TEMP_INPUT}};
    case SENSORS_FEATURE_FAN:
        return Kind{Unit::Rpm, {SENSORS_SUBFEATURE_FAN_INPUT, SENSORS_SUBFEATURE_FAN_INPUT}};
    case SENSORS_FEATURE_POWER:
        return Kind{Unit::Watt, {SENSORS_SUBFEATURE_POWER_AVERAGE, SENSORS_SUBFEATURE_POWER_INPUT}};
    default:
        return std::nullopt;
    }
}

std::string nameOf(const sensors_chip_name& chip)
{
    std::array<char, 256> text{};
    const int n = sensors_snprintf_chip_name(text.data(), text.size(), &chip);
    return n > 0 ? std::string(text.data()) : std::string(chip.prefix);
}

std::string labelOf(const sensors_chip_name& chip, const sensors_feature& feature)
{
    char* text = sensors_get_label(&chip, &feature);
    std::string label = text != nullptr ? text : feature.name;
    std::free(text);
    return label;
}

/// libsensors keeps one global state per process, and only the sampler thread uses it.
class HwmonSource final : public TelemetrySource {
public:
    HwmonSource() = default;
    ~HwmonSource() override
    {
        if (open_)
            sensors_cleanup();
    }
    HwmonSource(const HwmonSource&) = delete;
    HwmonSource& operator=(const HwmonSource&) = delete;

    std::vector<SensorInfo> sensors() override;
    void read(Seconds now, std::vector<Sample>& out) override;
    Seconds period() const override { return Seconds{1}; } // i2c chips answer slowly

private:
    struct Feature {
        const sensors_chip_name* chip = nullptr;
        int number = 0;
    };
    void addChip(const sensors_chip_name& chip, std::vector<SensorInfo>& all);

    bool open_ = false;
    std::vector<Feature> features_;
};

std::vector<SensorInfo> HwmonSource::sensors()
{
    // Chips that came or went are only seen by starting over.
    if (open_)
        sensors_cleanup();
    open_ = sensors_init(nullptr) == 0;
    features_.clear();
    std::vector<SensorInfo> all;
    int at = 0;
    while (open_) {
        const sensors_chip_name* chip = sensors_get_detected_chips(nullptr, &at);
        if (chip == nullptr)
            break;
        addChip(*chip, all);
    }
    return all;
}

void HwmonSource::addChip(const sensors_chip_name& chip, std::vector<SensorInfo>& all)
{
    const std::string name = nameOf(chip);
    int at = 0;
    while (const sensors_feature* feature = sensors_get_features(&chip, &at)) {
        const std::optional<Kind> kind = kindOf(feature->type);
        if (!kind)
            continue;
        for (const sensors_subfeature_type type : kind->from) {
            const sensors_subfeature* value = sensors_get_subfeature(&chip, feature, type);
            if (value == nullptr || (value->flags & SENSORS_MODE_R) == 0)
                continue;
            features_.push_back({&chip, value->number});
            all.push_back({.id = "hwmon." + name + "." + feature->name,
                           .name = name + " " + labelOf(chip, *feature),
                           .device = {},
                           .unit = kind->unit,
                           .source = "libsensors",
                           .max = 0});
            break;
        }
    }
}

void HwmonSource::read(Seconds /*now*/, std::vector<Sample>& out)
{
    for (const Feature& f : features_) {
        double value = 0;
        // An error is a sleeping or vanished chip: a gap, not 0 W.
        out.push_back(sensors_get_value(f.chip, f.number, &value) == 0
                          ? Sample{value, Quality::Measured}
                          : Sample{});
    }
}

} // namespace

SourcePtr makeHwmonSource() { return std::make_unique<HwmonSource>(); }

} // namespace xpu::telemetry
