#include "core/history/text_forms.h"

#include <array>

namespace xpu::history {

std::string joinWords(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        (text += word) += '\n';
    return text;
}

std::vector<std::string> splitWords(const std::string& text)
{
    std::vector<std::string> words;
    std::size_t from = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', from)) {
        words.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return words;
}

const std::string* stateWord(StepState state)
{
    static const auto kWords = [] {
        std::array<std::string, static_cast<std::size_t>(StepState::Skipped) + 1> words;
        for (std::size_t i = 0; i < words.size(); ++i)
            words[i] = nameOf(static_cast<StepState>(i));
        return words;
    }();
    return &kWords[static_cast<std::size_t>(state)];
}

} // namespace xpu::history
