#include "core/sim/machine.h"

#include "core/task/quantity.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace xpu::sim {
namespace {

constexpr double kGiga = 1e9;
constexpr std::size_t kMostDevices = 60;
constexpr std::array kClasses = {DeviceClass::Cpu, DeviceClass::Gpu, DeviceClass::Npu,
                                 DeviceClass::Fpga};

/// A mistake ends the reading; it never leaves this file.
struct Mistake {
    std::string what;
};

[[noreturn]] void refuse(const toml::node& at, const std::string& what)
{
    throw Mistake{"line " + std::to_string(at.source().begin.line) + ": " + what};
}

/// One table of the file: every key is asked for once, and what nobody asked for is a mistake.
class Keys {
public:
    explicit Keys(const toml::table& table) : table_(table) {}

    const toml::node* find(std::string_view key)
    {
        known_.insert(std::string(key));
        return table_.get(key);
    }
    std::string text(std::string_view key, std::string fallback)
    {
        const toml::node* node = find(key);
        if (node == nullptr)
            return fallback;
        const auto value = node->value_exact<std::string>();
        if (!value)
            refuse(*node, std::string(key) + " is a text in quotes");
        return *value;
    }
    double number(std::string_view key, double fallback, double least, double most)
    {
        const toml::node* node = find(key);
        if (node == nullptr)
            return fallback;
        const auto value = node->is_number() ? node->value<double>() : std::nullopt;
        if (!value || !(*value >= least && *value <= most))
            refuse(*node,
                   std::string(key) + " is a number from " + plain(least) + " to " + plain(most));
        return *value;
    }
    Bytes bytes(std::string_view key, Bytes fallback)
    {
        const toml::node* node = find(key);
        if (node == nullptr)
            return fallback;
        const auto value = node->value_exact<std::string>();
        const auto size = value ? task::parseBytes(*value) : tl::unexpected(task::QuantityFault{});
        if (!size || size->count == 0)
            refuse(*node, std::string(key) + " is a size like \"16 GiB\"");
        return *size;
    }
    std::set<std::string> texts(std::string_view key)
    {
        std::set<std::string> all;
        const toml::node* node = find(key);
        if (node == nullptr)
            return all;
        const toml::array* list = node->as_array();
        if (list == nullptr)
            refuse(*node, std::string(key) + " is a list of texts");
        for (const toml::node& one : *list) {
            const auto value = one.value_exact<std::string>();
            if (!value)
                refuse(one, std::string(key) + " is a list of texts");
            all.insert(*value);
        }
        return all;
    }
    void refuseOthers() const
    {
        for (const auto& [key, node] : table_)
            if (!known_.contains(std::string(key.str())))
                refuse(node, "unknown key '" + std::string(key.str()) + "'");
    }

private:
    static std::string plain(double value)
    {
        std::string text = std::to_string(value);
        text.erase(text.find_last_not_of('0') + 1);
        return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
    }

    const toml::table& table_;
    std::set<std::string> known_;
};

DeviceClass classOf(const toml::table& table, const std::string& word)
{
    for (const DeviceClass kind : kClasses)
        if (nameOf(kind) == word)
            return kind;
    refuse(table, "class is one of cpu, gpu, npu, fpga");
}

DeviceSpec readDevice(const toml::table& table)
{
    constexpr double kLots = 1e9;
    Keys keys(table);
    DeviceSpec spec;
    DeviceInfo& info = spec.info;
    info.id = keys.text("id", "");
    if (info.id.empty())
        refuse(table, "a device needs an id, such as \"cpu\" or \"gpu:0\"");
    info.driver = info.id.substr(0, info.id.find(':'));
    info.kind = classOf(table, keys.text("class", "cpu"));
    info.friendlyName = keys.text("name", info.id);
    info.label = "simulated";
    info.memory = keys.bytes("memory", 16_GiB);
    info.threads = static_cast<int>(keys.number("threads", 1, 1, 4096));
    info.peakFlops = kGiga * keys.number("gflops", 100, 1e-3, kLots);
    info.peakBandwidth = kGiga * keys.number("bandwidth_gb_s", 20, 1e-3, kLots);
    info.idlePower = Watts(keys.number("idle_w", 5, 0, kLots));
    info.maxPower = Watts(keys.number("max_w", 50, 0, kLots));
    info.ratesMeasured = true;
    info.inOrder = true;
    spec.linkRate = kGiga * keys.number("link_gb_s", 0, 0, kLots);
    spec.linkLatency = Seconds(1e-6 * keys.number("link_latency_us", 10, 0, kLots));
    spec.launchLatency = Seconds(1e-6 * keys.number("launch_latency_us", 5, 0, kLots));
    spec.prepare = Seconds(1e-3 * keys.number("prepare_ms", 0, 0, kLots));
    spec.noise = keys.number("noise", 0, 0, 3);
    spec.failing = keys.number("failing", 0, 0, 1);
    spec.efficiency = keys.number("efficiency", 1, 1e-6, 1);
    spec.lacks = keys.texts("lacks");
    keys.refuseOthers();
    info.sharesHostMemory = spec.linkRate <= 0;
    return spec;
}

void readDevices(const toml::node* node, Machine& machine)
{
    const toml::array* list = node != nullptr ? node->as_array() : nullptr;
    if (list == nullptr || list->empty())
        throw Mistake{"a machine needs at least one [[device]]"};
    if (list->size() > kMostDevices)
        refuse(*node, "a machine has at most " + std::to_string(kMostDevices) + " devices");
    for (const toml::node& one : *list) {
        if (!one.is_table())
            refuse(one, "write [[device]] before the keys of each device");
        machine.devices.push_back(readDevice(*one.as_table()));
        const auto& last = machine.devices.back().info.id;
        const auto same = std::count_if(machine.devices.begin(), machine.devices.end(),
                                        [&](const DeviceSpec& d) { return d.info.id == last; });
        if (same > 1 || last == "host" || last == "sandbox")
            refuse(one, "the id '" + last + "' is taken");
    }
}

Machine readTable(const toml::table& file)
{
    Keys keys(file);
    Machine machine;
    if (keys.find("machine") == nullptr || file["machine"].value_exact<std::int64_t>() != 1)
        throw Mistake{"the file must begin with machine = 1"};
    machine.name = keys.text("name", "simulated machine");
    machine.hostMemory = keys.bytes("memory", 64_GiB);
    machine.diskRead = kGiga * keys.number("disk_read_gb_s", 1, 1e-6, 1e6);
    machine.diskWrite = kGiga * keys.number("disk_write_gb_s", 0.5, 1e-6, 1e6);
    machine.diskSync = Seconds(1e-3 * keys.number("disk_sync_ms", 6, 0, 1e6));
    machine.command = Seconds(keys.number("command_s", 1, 1e-6, 1e9));
    machine.commandNoise = keys.number("command_noise", 0, 0, 3);
    readDevices(keys.find("device"), machine);
    keys.refuseOthers();
    return machine;
}

} // namespace

Result<Machine> parseMachine(const std::string& text)
{
    try {
        return readTable(toml::parse(text));
    } catch (const toml::parse_error& error) {
        return fail(Errc::InvalidInput, "line " + std::to_string(error.source().begin.line) + ": "
                                            + std::string(error.description()));
    } catch (const Mistake& mistake) {
        return fail(Errc::InvalidInput, mistake.what);
    }
}

Result<Machine> readMachine(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return fail(Errc::NotFound, file);
    auto machine = parseMachine({std::istreambuf_iterator<char>(in), {}});
    if (!machine)
        return fail(machine.error().code, file + ": " + machine.error().context);
    return machine;
}

} // namespace xpu::sim
