#include "app/assembly/user_settings.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/verbs.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <functional>
#include <map>

namespace xpu::ctl {
namespace {

using Verb = std::function<int(const Invocation&)>;

const std::map<std::string, Verb>& functions()
{
    static const std::map<std::string, Verb> all = {
        {"check", check},
        {"run", run},
        {"plan", plan},
        {"simulate", simulate},
        {"devices", devices},
        {"history", history},
        {"report", report},
        {"compare", compareRuns},
        {"log", log},
        {"approve", approve},
        {"grant", grant},
        {"revoke", revoke},
        {"settings", settings},
        {"backup", backup},
        {"restore", restore},
        {"bench", bench},
        {"add", add},
        {"list", list},
        {"why", why},
        {"move", move},
        {"priority", priority},
        {"pin", pin},
        {"run-up-to", chooseStep},
        {"skip", chooseStep},
        {"snooze", snooze},
        {"wake", wake},
        {"measure", measure},
        {"hold", hold},
        {"undo", stepBack},
        {"redo", stepBack},
        {"release", changeTasks},
        {"retry", changeTasks},
        {"start", changeTasks},
        {"pause", changeTasks},
        {"resume", changeTasks},
        {"cancel", changeTasks},
        {"recheck", changeTasks},
        {"remove", changeTasks},
        {"clear", changeTasks},
    };
    return all;
}

} // namespace

int runCommandLine(int argc, char** argv)
{
    const Result<Invocation> call = parseArguments({argv + 1, argv + argc});
    if (!call) {
        std::fprintf(stderr, "xpuctl: %s\n", call.error().context.c_str());
        return InvalidInput;
    }
    if (call->version) {
        std::puts("xpuctl " XPU_VERSION);
        return Done;
    }
    if (call->help) {
        std::fputs(helpText(call->verb).c_str(), stdout);
        return Done;
    }
    const LoadedSettings settings = loadSettings(assembly::settingsFile());
    assembly::sayProblems("xpuctl", settings.problems);
    wording::showUnits(settings.values.units);
    try {
        return functions().at(call->verb->name)(*call);
    } catch (const nlohmann::json::exception& e) {
        // An owner of another version may answer in another form.
        std::fprintf(stderr, "xpuctl: the answer is not understood: %s\n", e.what());
        return InvalidInput;
    }
}

} // namespace xpu::ctl
