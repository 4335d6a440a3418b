#pragma once

#include <QTranslator>

#include <string>

namespace xpu::ui {

/// Numbers and words in this language, "" or "system" = the system's; English where there is no translation.
/// @param translator  outlives the use of the language
void installLanguage(const std::string& language, QTranslator& translator);

} // namespace xpu::ui
