#pragma once

#include "app/ctl/options.h"
#include "core/base/result.h"
#include "core/task/check.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace xpu::ctl {

/// Left-aligned columns, two spaces apart; the last column is not padded.
void printTable(const std::vector<std::string>& header,
                const std::vector<std::vector<std::string>>& rows);

void printJson(const nlohmann::json& value);

/// Says an error on stderr (and as {"error":…} with --json) and returns the exit status for it.
int complain(const Invocation& call, const Error& error);

/// Why a file is no task: its path, and a line for each finding.
Error refusalOf(const std::string& path, const CheckResult& checked);

/// The text itself, "–" for null.
std::string textOf(const nlohmann::json& value);
/// "1.24 s", "–" for null.
std::string secondsText(const nlohmann::json& value);
std::string joulesText(const nlohmann::json& value);

/// "2026-11-22 14:05" in the local time zone.
std::string localTime(std::int64_t utcMicros);

std::string absolutePath(const std::string& path);
/// "a,b" -> {"a", "b"}; empty parts are dropped.
std::vector<std::string> splitList(const std::string& text);

} // namespace xpu::ctl
