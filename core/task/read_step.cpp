#include "core/task/command_text.h"
#include "core/task/readers.h"

#include <array>
#include <charconv>

namespace xpu::task {
namespace {

struct KindKey {
    std::string_view key;
    StepKinds kind;
};
constexpr std::array<KindKey, 4> kKindKeys = {
    {{"op", OperatorKind}, {"kernel", KernelKind}, {"model", ModelKind}, {"run", CommandKind}}};

constexpr std::array<std::pair<std::string_view, RetryCause>, 4> kRetryCauses = {
    {{"device_lost", RetryCause::DeviceLost},
     {"oom", RetryCause::OutOfMemory},
     {"timeout", RetryCause::Timeout},
     {"exit", RetryCause::Exit}}};

bool isStepId(std::string_view id)
{
    const auto isLetter = [](char c) { return c >= 'a' && c <= 'z'; };
    if (id.empty() || id.size() > 64 || !isLetter(id.front()))
        return false;
    for (const char c : id)
        if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '_' && c != '-')
            return false;
    return true;
}

/// Reads one [[step]]; every method reads one idea of it.
class StepReader {
public:
    StepReader(const TomlTable& table, Position header, const Sweeps& sweeps, PathJail& jail,
               Findings& findings)
        : table_(table), sweeps_(sweeps), jail_(jail), findings_(findings)
    {
        step_.header = header;
    }

    StepDecl read()
    {
        readKind();
        checkKeys(table_, Place::Step, findings_,
                  step_.kind == NoKind ? std::uint8_t{AnyKind} : std::uint8_t{step_.kind});
        readId();
        readWork();
        step_.in = ports("in", step_.inAt);
        step_.out = ports("out", step_.outAt);
        step_.after = readTexts(table_, "after");
        step_.afterAt = at("after");
        readDevices();
        readLimits();
        readThreads();
        readRetries();
        readPromises();
        return std::move(step_);
    }

private:
    Position at(std::string_view key) const
    {
        const TomlEntry* entry = table_.find(key);
        return entry ? entry->at : step_.header;
    }

    void readKind()
    {
        std::size_t count = 0;
        Position last = step_.header;
        for (const TomlEntry& entry : table_.entries) {
            for (const KindKey& k : kKindKeys) {
                if (entry.key != k.key)
                    continue;
                ++count;
                last = entry.at;
                step_.kind = k.kind;
            }
        }
        step_.kindAt = last;
        if (count == 1)
            return;
        step_.kind = NoKind;
        findings_.add("E201", last, {}, count == 0 ? "none" : "several");
    }

    void readId()
    {
        const TomlEntry* entry = table_.find("id");
        step_.idAt = entry ? entry->at : step_.header;
        if (!entry) {
            findings_.add("E108", step_.header, {{"key", "id"}});
            return;
        }
        if (!entry->value.text())
            return;
        step_.id = *entry->value.text();
        if (!isStepId(step_.id))
            findings_.add("E213", entry->at, {{"id", step_.id}});
    }

    void readWork()
    {
        if (const std::string* op = readText(table_, "op"))
            step_.op = *op;
        step_.idempotent = step_.kind != CommandKind;
        step_.paramsAt = at("params");
        const TomlEntry* params = table_.find("params");
        if (params && params->value.table())
            for (const TomlEntry& p : params->value.table()->entries)
                step_.params.push_back({p.key, p.at, &p.value,
                                        p.value.text()
                                            ? Substitution(*p.value.text(), sweeps_, false)
                                            : Substitution()});
        if (step_.kind == KernelKind)
            readKernel(table_, sweeps_, jail_, step_, findings_);
        if (step_.kind == ModelKind)
            step_.model = readModel(table_, jail_, findings_);
        if (step_.kind == CommandKind)
            readCommand();
    }

    void readCommand()
    {
        const std::vector<std::string> argv = readTexts(table_, "run");
        for (const std::string& argument : argv) {
            step_.run.emplace_back(argument, sweeps_, true);
            if (argument.find('\0') != std::string::npos)
                findings_.add("E203", step_.kindAt, {{"key", "run"}}, "nul");
        }
        const TomlEntry* run = table_.find("run");
        if (run->value.array() && (argv.empty() || argv.front().empty()))
            findings_.add("E203", step_.kindAt, {{"key", "run"}}, "argv");
        if (shellCodeTakesValues(argv, step_.run))
            findings_.add("W902", step_.kindAt);
        if (const std::string* progress = readText(table_, "progress")) {
            step_.progress = *progress;
            if (!isProgressRegex(*progress))
                findings_.add("E203", at("progress"), {{"key", "progress"}}, "regex");
        }
        for (const std::string& name : step_.env = readTexts(table_, "env"))
            if (!isVariableName(name))
                findings_.add("E203", at("env"), {{"key", "env"}, {"name", name}}, "env");
        const TomlEntry* variant = table_.find("variant");
        if (variant && variant->value.table())
            checkKeys(*variant->value.table(), Place::Variant, findings_);
    }

    std::vector<PortDecl> ports(std::string_view key, Position& where)
    {
        where = at(key);
        const TomlEntry* entry = table_.find(key);
        if (!entry || !entry->value.table())
            return {};
        return readPorts(*entry->value.table(), sweeps_, findings_);
    }

    void readDevices()
    {
        const TomlEntry* entry = table_.find("devices");
        step_.devicesAt = at("devices");
        if (!entry || !entry->value.table())
            return;
        const TomlTable& devices = *entry->value.table();
        checkKeys(devices, Place::Devices, findings_);
        step_.allow = words(devices, "allow");
        step_.deny = words(devices, "deny");
        if (const TomlEntry* pin = devices.find("pin"); pin && pin->value.text())
            step_.pin.push_back({Substitution(*pin->value.text(), sweeps_, false), pin->at});
    }

    std::vector<DeviceWord> words(const TomlTable& devices, std::string_view key)
    {
        std::vector<DeviceWord> out;
        for (const std::string& word : readTexts(devices, key))
            out.push_back({Substitution(word, sweeps_, false), devices.find(key)->at});
        return out;
    }

    void readLimits()
    {
        step_.memory = readBytes(table_, "memory", findings_);
        step_.memoryAt = at("memory");
        step_.timeout = readSeconds(table_, "timeout", findings_);
    }

    /// 4, "4" or "2..8".
    void readThreads()
    {
        const TomlEntry* entry = table_.find("threads");
        step_.threadsAt = at("threads");
        if (!entry)
            return;
        std::int64_t low = 0;
        std::int64_t high = 0;
        if (entry->value.integer()) {
            low = high = *entry->value.integer();
        } else if (const std::string* text = entry->value.text()) {
            const std::size_t dots = text->find("..");
            const bool range = dots != std::string::npos;
            const bool fine = number(text->substr(0, dots), low)
                              && number(range ? text->substr(dots + 2) : *text, high);
            if (!fine)
                low = high = 0;
        } else {
            return;
        }
        if (low < 1 || high < low || high > 65536) {
            findings_.add("E203", entry->at, {{"key", "threads"}}, "threads");
            return;
        }
        step_.threadsMin = static_cast<int>(low);
        step_.threadsMax = static_cast<int>(high);
    }

    static bool number(const std::string& text, std::int64_t& out)
    {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
        return error == std::errc{} && end == text.data() + text.size();
    }

    void readRetries()
    {
        step_.retries = static_cast<int>(readInteger(table_, "retries", 0, 10, 0, findings_));
        for (const std::string& word : readTexts(table_, "retry_on")) {
            bool known = false;
            for (const auto& [name, cause] : kRetryCauses) {
                if (name != word)
                    continue;
                known = true;
                step_.retryOn.push_back(cause);
            }
            if (!known)
                findings_.add(
                    "E203", at("retry_on"),
                    {{"key", "retry_on"}, {"range", "device_lost, oom, timeout or exit"}});
        }
    }

    void readPromises()
    {
        step_.overwrite = readFlag(table_, "overwrite", true);
        step_.idempotent = readFlag(table_, "idempotent", step_.idempotent);
        step_.cache = readFlag(table_, "cache", true);
        const TomlEntry* verify = table_.find("verify");
        if (!verify || !verify->value.table())
            return;
        const TomlTable& table = *verify->value.table();
        checkKeys(table, Place::Verify, findings_,
                  step_.kind == NoKind ? std::uint8_t{AnyKind} : std::uint8_t{step_.kind});
        step_.verifyFinite = readFlag(table, "finite", false);
        const TomlEntry* compare = table.find("compare_devices");
        if (compare && compare->value.number() && *compare->value.number() <= 0)
            findings_.add("E203", compare->at,
                          {{"key", "compare_devices"}, {"range", "greater than 0"}});
        else if (compare && compare->value.number())
            step_.compareDevices = compare->value.number();
        const TomlEntry* digest = table.find("sha256");
        const bool isDigest =
            !digest || !digest->value.text()
            || (digest->value.text()->size() == 64
                && digest->value.text()->find_first_not_of("0123456789abcdefABCDEF")
                       == std::string::npos);
        if (!isDigest)
            findings_.add("E203", digest->at,
                          {{"key", "sha256"}, {"range", "64 hexadecimal digits"}});
    }

    const TomlTable& table_;
    const Sweeps& sweeps_;
    PathJail& jail_;
    Findings& findings_;
    StepDecl step_;
};

} // namespace

StepDecl readStep(const TomlTable& table, Position header, const Sweeps& sweeps, PathJail& jail,
                  Findings& findings)
{
    return StepReader(table, header, sweeps, jail, findings).read();
}

} // namespace xpu::task
