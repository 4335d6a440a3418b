#pragma once

namespace xpu::ctl {

/// What scripts branch on; listed in `xpuctl --help`.
enum ExitCode : int { Done = 0, StepFailed = 1, InvalidInput = 2, Interrupted = 3 };

} // namespace xpu::ctl
