#include "core/task/substitution.h"

namespace xpu::task {
namespace {

using Piece = Substitution::Piece;

std::optional<Piece::Part> partFromName(std::string_view name)
{
    if (name == "stem")
        return Piece::Part::Stem;
    if (name == "name")
        return Piece::Part::Name;
    if (name == "ext")
        return Piece::Part::Ext;
    return std::nullopt;
}

/// "a/b.tar.gz": name "b.tar.gz", stem "b.tar", ext "gz". A leading dot starts no extension.
std::string partOf(const std::string& path, Piece::Part part)
{
    if (part == Piece::Part::Whole)
        return path;
    std::string name = path.substr(path.rfind('/') + 1);
    const std::size_t dot = name.rfind('.');
    const bool hasExt = dot != std::string::npos && dot > 0;
    if (part == Piece::Part::Stem)
        return hasExt ? name.substr(0, dot) : name;
    if (part == Piece::Part::Ext)
        return hasExt ? name.substr(dot + 1) : std::string();
    return name;
}

} // namespace

Substitution::Substitution(std::string_view text, const Sweeps& sweeps, bool withPorts)
{
    while (!text.empty()) {
        const std::size_t brace = text.find('{');
        literal(text.substr(0, brace));
        if (brace == std::string_view::npos)
            return;
        text.remove_prefix(brace + 1);
        if (text.starts_with('{')) {
            literal("{");
            text.remove_prefix(1);
            continue;
        }
        const std::size_t close = text.find_first_of("{}");
        const bool closed = close != std::string_view::npos && text[close] == '}';
        auto piece = closed ? placeholder(text.substr(0, close), sweeps, withPorts) : std::nullopt;
        if (piece) {
            pieces_.push_back(std::move(*piece));
            text.remove_prefix(close + 1);
        } else {
            literal("{");
        }
    }
}

Substitution Substitution::plain(std::string_view text)
{
    Substitution out;
    out.literal(text);
    return out;
}

Substitution Substitution::ofAxis(std::size_t axis)
{
    Substitution out;
    Piece piece;
    piece.kind = Piece::Kind::Sweep;
    piece.axis = axis;
    out.pieces_.push_back(std::move(piece));
    return out;
}

void Substitution::literal(std::string_view text)
{
    if (text.empty())
        return;
    if (pieces_.empty() || pieces_.back().kind != Piece::Kind::Literal)
        pieces_.emplace_back();
    pieces_.back().text += text;
}

std::optional<Piece> Substitution::placeholder(std::string_view inside, const Sweeps& sweeps,
                                               bool withPorts)
{
    const std::size_t dot = inside.find('.');
    const std::string_view head = inside.substr(0, dot);
    const std::string_view tail =
        dot == std::string_view::npos ? std::string_view() : inside.substr(dot + 1);
    Piece piece;
    if (withPorts && inside == "threads") {
        piece.kind = Piece::Kind::Threads;
        return piece;
    }
    if (withPorts && !tail.empty() && (head == "in" || head == "out")) {
        piece.kind = head == "in" ? Piece::Kind::In : Piece::Kind::Out;
        piece.text = tail;
        return piece;
    }
    const auto axis = sweeps.find(head);
    const auto part =
        dot == std::string_view::npos ? std::optional(Piece::Part::Whole) : partFromName(tail);
    if (!axis || !part)
        return std::nullopt;
    piece.kind = Piece::Kind::Sweep;
    piece.axis = *axis;
    piece.part = *part;
    return piece;
}

bool Substitution::usesSweep() const
{
    for (const Piece& p : pieces_)
        if (p.kind == Piece::Kind::Sweep)
            return true;
    return false;
}

bool Substitution::usesPorts() const
{
    for (const Piece& p : pieces_)
        if (p.kind == Piece::Kind::In || p.kind == Piece::Kind::Out)
            return true;
    return false;
}

std::optional<std::size_t> Substitution::soleAxis() const
{
    const bool sole = pieces_.size() == 1 && pieces_[0].kind == Piece::Kind::Sweep
                      && pieces_[0].part == Piece::Part::Whole;
    return sole ? std::optional(pieces_[0].axis) : std::nullopt;
}

std::string Substitution::expand(const Sweeps& sweeps, const Values& values) const
{
    std::string out;
    for (const Piece& p : pieces_) {
        if (out.size() > kMaxText)
            break;
        switch (p.kind) {
        case Piece::Kind::Literal:
            out += p.text;
            break;
        case Piece::Kind::Sweep:
            out += partOf(textOf(sweeps.value(values.run, p.axis)), p.part);
            break;
        case Piece::Kind::In:
            out += values.in(p.text);
            break;
        case Piece::Kind::Out:
            out += values.out(p.text);
            break;
        case Piece::Kind::Threads:
            out += std::to_string(values.threads);
            break;
        }
    }
    return out;
}

} // namespace xpu::task
