#pragma once

#include "core/task/sweep.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xpu::task {

/// A text with `{sweep}`, `{sweep.stem|name|ext}`, `{in.port}`, `{out.port}` and `{threads}` taken
/// apart once; it is put together again for every run. Other braces stay, `{{` writes `{`.
class Substitution {
public:
    struct Piece {
        enum class Kind { Literal, Sweep, In, Out, Threads };
        enum class Part { Whole, Stem, Name, Ext };
        Kind kind = Kind::Literal;
        Part part = Part::Whole;
        std::string text; ///< the literal, or the port's name
        std::size_t axis = 0;
    };
    /// What stands for the ports and for {threads} in one step of one run.
    struct Values {
        std::size_t run = 0;
        std::function<std::string(const std::string& port)> in;
        std::function<std::string(const std::string& port)> out;
        int threads = 1;
    };
    /// Longest text that one expansion makes: `{a}` a thousand times must not fill the memory. No
    /// argument, path or expression a system takes is longer.
    static constexpr std::size_t kMaxText = std::size_t{1} << 20;

    Substitution() = default;
    /// @param withPorts  whether {in.…}, {out.…} and {threads} mean something here (commands)
    Substitution(std::string_view text, const Sweeps& sweeps, bool withPorts);

    /// `text` as it is, braces and all.
    static Substitution plain(std::string_view text);
    /// The value of one sweep.
    static Substitution ofAxis(std::size_t axis);

    const std::vector<Piece>& pieces() const { return pieces_; }
    bool usesSweep() const;
    bool usesPorts() const;
    /// The axis when the text is one `{sweep}` and nothing else: its value keeps its type.
    std::optional<std::size_t> soleAxis() const;
    /// Cut off once it is longer than kMaxText.
    std::string expand(const Sweeps& sweeps, const Values& values) const;

private:
    void literal(std::string_view text);
    static std::optional<Piece> placeholder(std::string_view inside, const Sweeps& sweeps,
                                            bool withPorts);

    std::vector<Piece> pieces_;
};

} // namespace xpu::task
