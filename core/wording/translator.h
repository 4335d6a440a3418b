#pragma once

#include <functional>
#include <map>
#include <string>

namespace xpu::wording {

/// An English text for people and the context a translator sees it in.
struct Phrase {
    const char* context = "";
    const char* text = "";
};

using Holes = std::map<std::string, std::string>;
using Translator = std::function<std::string(const char* context, const char* text)>;

/// Puts a translation in front of every phrase; an empty function means English again. Called once
/// by the window before anything is shown; the phrases themselves may be asked for on any thread.
void installTranslator(Translator translator);

/// The phrase in the language of the user.
std::string translated(Phrase phrase);
/// As translated(), with each `{name}` replaced. A hole that is not given stays empty.
std::string filled(Phrase phrase, const Holes& holes);

} // namespace xpu::wording

/// Marks a text for lupdate (alias of QT_TRANSLATE_NOOP) and makes a Phrase of it.
#define XPU_TR(context, text)                                                                      \
    ::xpu::wording::Phrase { context, text }
