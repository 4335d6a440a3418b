#include "app/manual/operand.h"

#include <sstream>

namespace xpu::manual {
namespace {

std::vector<std::string> split(const std::string& text, char at)
{
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, at);)
        if (!part.empty())
            parts.push_back(part);
    return parts;
}

/// "[TASK...]" -> "TASK"; a bracket inside a word, as in "TASK[/STEP]", stays.
std::string bare(std::string word)
{
    if (word.front() == '[' && word.back() == ']')
        word = word.substr(1, word.size() - 2);
    if (word.ends_with("..."))
        word.resize(word.size() - 3);
    return word;
}

} // namespace

Offer offerFor(const std::string& value)
{
    if (value == "FILE")
        return {Offer::Kind::Files, {}};
    if (value == "DIR")
        return {Offer::Kind::Folders, {}};
    if (value.find('|') != std::string::npos)
        return {Offer::Kind::Words, split(value, '|')};
    return {};
}

Operands operandsOf(const std::string& text)
{
    Operands all;
    for (const std::string& word : split(text, ' ')) {
        all.names.push_back(bare(word));
        all.offers.push_back(offerFor(all.names.back()));
        all.lastRepeats = word.find("...") != std::string::npos;
    }
    return all;
}

} // namespace xpu::manual
