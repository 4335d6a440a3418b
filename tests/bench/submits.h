#pragma once

#include "tests/bench/queue_place.h"

#include <optional>

namespace xpu::bench {

/// Seconds a submit through the socket takes until its answer, which comes after the commit, while
/// so many clients each wait for one answer after another. Somebody must own `place`.
std::optional<double> submitThroughSocket(const Place& place, int clients);

/// Seconds a commit takes when SQLite does nothing else: one row, WAL, synchronous FULL.
double bareCommit(const Place& place);

/// Seconds one process takes that submits a file, mean of some; nothing when it cannot be run.
/// @param command  a program and its arguments
std::optional<double> submitByProcess(const std::vector<std::string>& command);

/// The Slurm that $SLURM_CONF or /etc names answers.
bool slurmAnswers();

} // namespace xpu::bench
