#pragma once

#include "core/wording/translator.h"

#include <span>
#include <string_view>

namespace xpu::wording {

/// One finding in words: the sentence, and the mend that follows it after a semicolon. Where the
/// finding carries a `nearest` hole, "did you mean …?" takes the mend's place.
struct FindingText {
    std::string_view code;
    std::string_view variant;
    Phrase sentence;
    Phrase mend;
};

/// Every code and variant the checks and the engine can report.
std::span<const FindingText> findingTexts();
/// Null when there is none.
const FindingText* findFindingText(std::string_view code, std::string_view variant);

} // namespace xpu::wording
