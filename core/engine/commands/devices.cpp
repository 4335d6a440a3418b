#include "core/engine/commands/apply.h"

namespace xpu::commands {

using wording::translated;

Result<Change> apply(const Desk& desk, const command::SetThreadBudget& c)
{
    if (c.threads < 0)
        return fail(Errc::InvalidInput,
                    translated(XPU_TR("queue", "a thread budget cannot be negative")));
    const int before = desk.state.threadBudget;
    desk.runner.setThreadBudget(c.threads);
    return Change{{}, command::SetThreadBudget{before}, {}};
}

} // namespace xpu::commands
