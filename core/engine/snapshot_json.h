#pragma once

#include "core/engine/snapshot.h"
#include "core/task/diagnostic.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace xpu {

// The documented JSON of the command line and the socket. Every key is always there; what is not
// known is null. Times in seconds, energies in joules, sizes in bytes.

/// [{code, severity, line, column, message}]; line and column are null for the file as a whole.
nlohmann::json diagnosticsJson(const std::vector<Diagnostic>& diagnostics);

/// {chosen_by, reason, candidates[].{device, predicted_s, lo_s, hi_s, energy_j, samples, excluded}}
nlohmann::json whyJson(const Why& why);

/// A task as `run` shows it: {id, name, state, makespan_s, predicted_s, lower_bound_s, energy_j,
/// energy_quality, errors[], steps[].{id, state, device, predicted_s, predicted_lo_s,
/// predicted_hi_s, actual_s, prepare_s, bytes_in, bytes_out, energy_j, why, error}}
nlohmann::json runJson(const TaskView& task);

/// {tasks[].{id, name, state, position, steps[].{id, state, device}}}, by position.
nlohmann::json listJson(const Snapshot& snapshot);

/// {devices[].{id, driver, class, name, label, driver_version, usable, reason, threads,
/// memory_bytes, limit_bytes, used_bytes, reserved_bytes, peak_bytes, fragmentation, busy_s,
/// peak_flops, peak_bandwidth, idle_w, max_w, in_flight, snoozed_until_utc_us,
/// now[]}}
nlohmann::json devicesJson(const Snapshot& snapshot);

/// The whole state but for the steps, which `run` gives:
/// {generation, queue_paused, trouble, granted_folders[], undo, redo, devices[], tasks[].{id, name,
/// path, state, position, priority, own_priority, hold_until_utc_us, pins{}, submitter, submitted_utc_us, needs_approval, approval_digest, steps,
/// steps_done, steps_failed, devices[], makespan_s, predicted_s, lower_bound_s, remaining_lo_s,
/// remaining_hi_s, energy_j, energy_quality, errors[]}} with undo and redo = {deed, task, tasks} or null
nlohmann::json snapshotJson(const Snapshot& snapshot);

/// One step of the `why` answer: {step, state, device, blocked_by} and the fields of whyJson.
nlohmann::json stepWhyJson(const StepView& step);

} // namespace xpu
