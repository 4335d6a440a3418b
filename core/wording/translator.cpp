#include "core/wording/translator.h"

#include "core/base/publisher.h"

#include <memory>
#include <string_view>

namespace xpu::wording {
namespace {

Publisher<Translator>& installed()
{
    static Publisher<Translator> slot;
    return slot;
}

bool isHoleName(std::string_view name)
{
    return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == name.npos;
}

} // namespace

void installTranslator(Translator translator)
{
    installed().publish(translator ? std::make_shared<const Translator>(std::move(translator))
                                   : nullptr);
}

std::string translated(Phrase phrase)
{
    const auto translator = installed().latest();
    return translator ? (*translator)(phrase.context, phrase.text) : std::string(phrase.text);
}

std::string filled(Phrase phrase, const Holes& holes)
{
    const std::string text = translated(phrase);
    std::string_view rest = text;
    std::string out;
    while (!rest.empty()) {
        const std::size_t open = rest.find('{');
        out += rest.substr(0, open);
        if (open == std::string_view::npos)
            break;
        rest.remove_prefix(open + 1);
        const std::size_t close = rest.find('}');
        if (close == std::string_view::npos || !isHoleName(rest.substr(0, close))) {
            out += '{';
            continue;
        }
        const auto hole = holes.find(std::string(rest.substr(0, close)));
        if (hole != holes.end())
            out += hole->second;
        rest.remove_prefix(close + 1);
    }
    return out;
}

} // namespace xpu::wording
