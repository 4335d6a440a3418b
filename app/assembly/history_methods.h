#pragma once

#include "core/engine/engine.h"
#include "core/engine/service.h"
#include "core/history/writer.h"

namespace xpu::assembly {

/// Methods that need the history beside the engine:
/// history {limit}                 -> {runs[]}, newest first
/// report {run} or {task}          -> {report, html}; `run` is an id, a prefix or "last"
/// report {..., form}              -> {text}: one form of it, whose name see report::forms()
void addHistoryMethods(Service& service, history::Writer& history, Engine& engine);

} // namespace xpu::assembly
