#pragma once

#include "core/engine/commands/desk.h"

namespace xpu::commands {

/// Each command makes its change whole or not at all and tells what undoes it. A refusal is a
/// sentence: Errc::Conflict, NotFound, InvalidInput, Permission.

// rows.cpp: which rows are in the queue, and where
Result<Change> apply(const Desk& desk, const command::Remove& c);
Result<Change> apply(const Desk& desk, const command::Restore& c);
Result<Change> apply(const Desk& desk, const command::Move& c);
Result<Change> apply(const Desk& desk, const command::Recheck& c);
Result<Change> apply(const Desk& desk, const command::Clear& c);

// waiting.cpp: which of them may start
Result<Change> apply(const Desk& desk, const command::Hold& c);
Result<Change> apply(const Desk& desk, const command::Release& c);
Result<Change> apply(const Desk& desk, const command::Pause& c);
Result<Change> apply(const Desk& desk, const command::Resume& c);

// wishes.cpp: what people want beyond the file
Result<Change> apply(const Desk& desk, const command::SetPriority& c);
Result<Change> apply(const Desk& desk, const command::Pin& c);
Result<Change> apply(const Desk& desk, const command::StartNow& c);

// steps.cpp: which steps of a task are to run
Result<Change> apply(const Desk& desk, const command::RunEveryStep& c);
Result<Change> apply(const Desk& desk, const command::RunUpTo& c);
Result<Change> apply(const Desk& desk, const command::SkipStep& c);

// put_back.cpp
Result<Change> apply(const Desk& desk, const command::PutBack& c);

// ending.cpp
Result<Change> apply(const Desk& desk, const command::Cancel& c);
Result<Change> apply(const Desk& desk, const command::Retry& c);

// trust.cpp
Result<Change> apply(const Desk& desk, const command::Approve& c);
Result<Change> apply(const Desk& desk, const command::ApproveDigest& c);
Result<Change> apply(const Desk& desk, const command::Grant& c);
Result<Change> apply(const Desk& desk, const command::Revoke& c);

// devices.cpp
Result<Change> apply(const Desk& desk, const command::SetThreadBudget& c);
Result<Change> apply(const Desk& desk, const command::Snooze& c);
Result<Change> apply(const Desk& desk, const command::Measure& c);

} // namespace xpu::commands
