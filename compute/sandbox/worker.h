#pragma once

namespace xpu::sandbox {

/// The runner inside the sandbox: pid 1 of its own pid namespace. Reads a WorkerSpec from
/// descriptor 0, runs the command under its limits, reaps everything, reports, and returns the
/// exit status of the program. Refuses to work as any other process, because it ends its work
/// by killing every process it can see.
int runWorker();

} // namespace xpu::sandbox
