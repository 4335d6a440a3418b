#include "core/task/prescan.h"

#include "core/task/findings.h"
#include "core/task/utf8.h"

#include <string>

namespace xpu::task {
namespace {

Diagnostic finding(std::string code, Position at, std::string variant = {}, Holes holes = {})
{
    Diagnostic d;
    d.code = std::move(code);
    d.line = at.line;
    d.column = at.column;
    d.variant = std::move(variant);
    d.holes = std::move(holes);
    return d;
}

/// Walks valid UTF-8 with just enough TOML to tell keys, strings, comments and brackets apart.
/// Anything malformed is left to the parser.
class DepthScan {
public:
    explicit DepthScan(std::string_view text) : text_(text) {}

    std::optional<Diagnostic> run()
    {
        while (pos_ < text_.size() && !found_)
            step();
        return found_;
    }

private:
    void step()
    {
        const char c = text_[pos_];
        if (c == '#')
            return skipComment();
        if (c == '"' || c == '\'') {
            startPart();
            return skipString(c);
        }
        if (c == '\n')
            return newLine();
        if (inKey_)
            keyChar(c);
        else
            valueChar(c);
        ++pos_;
    }

    void keyChar(char c)
    {
        if (c == '.')
            endPart();
        else if (c == '=')
            inKey_ = false;
        else if (c == '[' || c == ']')
            parts_ = 0;
        else if (c == '}')
            close();
        else if (c != ' ' && c != '\t' && c != '\r')
            startPart();
    }

    void startPart()
    {
        if (inKey_ && parts_ == 0) {
            parts_ = 1;
            keyStart_ = pos_;
        }
    }

    void endPart()
    {
        if (++parts_ > kMaxKeyParts)
            tooDeep(keyStart_, "key", kMaxKeyParts);
    }

    void valueChar(char c)
    {
        if (c == '[' || c == '{')
            open(c);
        else if (c == ']' || c == '}')
            close();
        else if (c == ',' && !brackets_.empty() && brackets_.back() == '{')
            beginKey();
    }

    void open(char c)
    {
        brackets_.push_back(c);
        if (brackets_.size() > kMaxNesting)
            return tooDeep(pos_, "nesting", kMaxNesting);
        if (c == '{')
            beginKey();
    }

    void close()
    {
        if (!brackets_.empty())
            brackets_.pop_back();
        inKey_ = false;
    }

    void beginKey()
    {
        inKey_ = true;
        parts_ = 0;
    }

    void newLine()
    {
        ++pos_;
        if (!brackets_.empty() && brackets_.back() == '[')
            return;
        brackets_.clear();
        beginKey();
    }

    void skipComment()
    {
        while (pos_ < text_.size() && text_[pos_] != '\n')
            ++pos_;
    }

    void skipString(char quote)
    {
        const std::string triple(3, quote);
        const bool multiline = text_.substr(pos_, 3) == triple;
        pos_ += multiline ? 3 : 1;
        while (pos_ < text_.size()) {
            const char c = text_[pos_];
            if (c == '\\' && quote == '"')
                ++pos_;
            else if (multiline ? text_.substr(pos_, 3) == triple : c == quote)
                break;
            else if (c == '\n' && !multiline)
                return;
            ++pos_;
        }
        pos_ += multiline ? 3 : 1;
    }

    void tooDeep(std::size_t at, std::string variant, std::size_t limit)
    {
        if (!found_)
            found_ = finding("E104", positionOf(text_, at), std::move(variant),
                             {{"limit", std::to_string(limit)}});
    }

    std::string_view text_;
    std::size_t pos_ = 0;
    bool inKey_ = true;
    std::size_t parts_ = 0;
    std::size_t keyStart_ = 0;
    std::string brackets_;
    std::optional<Diagnostic> found_;
};

} // namespace

std::optional<Diagnostic> prescan(std::string_view text)
{
    if (text.size() > kMaxFileBytes)
        return finding("E103", {}, {}, {{"limit", std::to_string(kMaxFileBytes / 1024) + " KiB"}});
    if (const std::size_t bad = firstInvalidUtf8(text); bad != std::string_view::npos)
        return finding("E101", positionOf(text, bad));
    return DepthScan(text).run();
}

} // namespace xpu::task
