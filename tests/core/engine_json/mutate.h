#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace xpu::test {

/// One to four seeded changes of a text: bytes flipped, removed, doubled, cut off, or swapped for
/// pieces that JSON parsers stumble over.
class Mutator {
public:
    explicit Mutator(std::uint64_t seed) : random_(seed) {}

    std::string mutate(std::string text)
    {
        static const char* kPieces[] = {"null",
                                        "-1",
                                        "1e999",
                                        "\"",
                                        "{",
                                        "}",
                                        "[[",
                                        "\\u",
                                        "true",
                                        "\xff",
                                        "{}",
                                        ",",
                                        "18446744073709551616",
                                        ":",
                                        "\n",
                                        "[]",
                                        "\"\"",
                                        "0.5",
                                        "\"a\":1,"};
        for (std::uint64_t i = 0; i <= below(3); ++i) {
            const std::size_t at = below(text.size() + 1);
            switch (below(5)) {
            case 0:
                text.insert(at, kPieces[below(std::size(kPieces))]);
                break;
            case 1:
                text.erase(at, below(8));
                break;
            case 2:
                text.insert(at, text.substr(below(text.size() + 1), below(20)));
                break;
            case 3:
                text.resize(at);
                break;
            default:
                if (at < text.size())
                    text[at] = static_cast<char>(below(256));
            }
        }
        return text;
    }

private:
    std::size_t below(std::size_t n) { return n == 0 ? 0 : random_() % n; }

    std::mt19937_64 random_;
};

} // namespace xpu::test
