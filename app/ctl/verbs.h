#pragma once

#include "app/ctl/options.h"

#include <string>

namespace xpu::ctl {

/// One function per verb of the table; each returns the exit status.
int check(const Invocation& call);
int run(const Invocation& call);
int plan(const Invocation& call);
int simulate(const Invocation& call);
int devices(const Invocation& call);
int history(const Invocation& call);
int report(const Invocation& call);
int compareRuns(const Invocation& call);
int log(const Invocation& call);
int approve(const Invocation& call);
int grant(const Invocation& call);
int revoke(const Invocation& call);
int settings(const Invocation& call);
int backup(const Invocation& call);
int restore(const Invocation& call);
int bench(const Invocation& call);
int add(const Invocation& call);
int list(const Invocation& call);
int why(const Invocation& call);
int move(const Invocation& call);
int priority(const Invocation& call);
int pin(const Invocation& call);
/// run-up-to, skip.
int chooseStep(const Invocation& call);
int snooze(const Invocation& call);
int wake(const Invocation& call);
int measure(const Invocation& call);
int hold(const Invocation& call);
/// undo, redo.
int stepBack(const Invocation& call);
/// release, retry, start, pause, resume, cancel, remove, clear.
int changeTasks(const Invocation& call);

/// Parses, dispatches and reports errors; what main() returns.
int runCommandLine(int argc, char** argv);

} // namespace xpu::ctl
