#include "core/task/expression_parser.h"

#include "core/task/expression_functions.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

namespace xpu {
namespace {

// ASCII only, whatever the locale: a name in a task file means the same everywhere.
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool isNamePart(char c) { return isNameStart(c) || isDigit(c); }
bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

} // namespace

/// Counts one level while it lives.
struct ExpressionParser::Nested {
    explicit Nested(ExpressionParser& p) : parser(p) { ++parser.nesting_; }
    ~Nested() { --parser.nesting_; }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;
    bool tooDeep() const { return parser.nesting_ > Expression::kMaxNesting; }
    ExpressionParser& parser;
};

tl::expected<Expression, ExpressionError> ExpressionParser::run()
{
    result_.inputCount_ = inputs_.size();
    if (!ternary())
        return tl::unexpected(error_);
    skipSpace();
    if (at_ != text_.size()) {
        fail(at_, "expected an operator, found " + found());
        return tl::unexpected(error_);
    }
    return std::move(result_);
}

bool ExpressionParser::ternary()
{
    const Nested nested(*this);
    if (nested.tooDeep())
        return fail(at_, "nested deeper than " + std::to_string(Expression::kMaxNesting));
    if (!comparison())
        return false;
    if (!accept("?"))
        return true;
    return ternary() && expect(':') && ternary() && apply(Op::Select, 3);
}

bool ExpressionParser::comparison()
{
    struct Row {
        std::string_view token;
        Op op;
    };
    static constexpr Row kRows[] = {{"<=", Op::LessEqual}, {">=", Op::GreaterEqual},
                                    {"==", Op::Equal},     {"!=", Op::NotEqual},
                                    {"<", Op::Less},       {">", Op::Greater}};
    if (!sum())
        return false;
    for (const Row& row : kRows)
        if (accept(row.token))
            return sum() && apply(row.op, 2);
    return true;
}

bool ExpressionParser::sum()
{
    if (!product())
        return false;
    while (true) {
        const Op op = accept("+") ? Op::Add : accept("-") ? Op::Subtract : Op::Constant;
        if (op == Op::Constant)
            return true;
        if (!product() || !apply(op, 2))
            return false;
    }
}

bool ExpressionParser::product()
{
    if (!unary())
        return false;
    while (true) {
        const Op op = accept("*") ? Op::Multiply : accept("/") ? Op::Divide : Op::Constant;
        if (op == Op::Constant)
            return true;
        if (!unary() || !apply(op, 2))
            return false;
    }
}

bool ExpressionParser::unary()
{
    const Nested nested(*this);
    if (nested.tooDeep())
        return fail(at_, "nested deeper than " + std::to_string(Expression::kMaxNesting));
    if (accept("-"))
        return unary() && apply(Op::Negate, 1);
    if (accept("+"))
        return unary();
    return power();
}

bool ExpressionParser::power()
{
    if (!primary())
        return false;
    // The exponent may carry a sign and further powers: 2 ^ -x ^ 2 is 2 ^ (-(x ^ 2)).
    return !accept("^") || (unary() && apply(Op::Power, 2));
}

bool ExpressionParser::primary()
{
    skipSpace();
    if (accept("("))
        return ternary() && expect(')');
    if (at_ < text_.size() && (isDigit(text_[at_]) || text_[at_] == '.'))
        return number();
    if (at_ < text_.size() && isNameStart(text_[at_]))
        return name();
    return fail(at_, "expected a number, a name or '(', found " + found());
}

bool ExpressionParser::number()
{
    double value = 0;
    const auto [end, error] =
        std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc{} || !std::isfinite(value))
        return fail(at_, "not a finite number");
    at_ = static_cast<std::size_t>(end - text_.data());
    return push(Op::Constant, 0, value);
}

bool ExpressionParser::name()
{
    const std::size_t begin = at_;
    while (at_ < text_.size() && isNamePart(text_[at_]))
        ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (accept("("))
        return call(word, begin);
    const auto input = std::ranges::find(inputs_, word);
    if (input != inputs_.end())
        return push(Op::Input, static_cast<std::uint16_t>(input - inputs_.begin()));
    if (word == "pi")
        return push(Op::Constant, 0, std::numbers::pi);
    if (word == "e")
        return push(Op::Constant, 0, std::numbers::e);
    return fail(begin, "unknown name '" + std::string(word) + "'");
}

bool ExpressionParser::call(std::string_view name, std::size_t at)
{
    const auto functions = expressionFunctions();
    const auto function = std::ranges::find(functions, name, &ExpressionFunction::name);
    if (function == functions.end())
        return fail(at, "unknown function '" + std::string(name) + "'");
    for (std::size_t i = 0; i < function->arity; ++i)
        if ((i > 0 && !expect(',')) || !ternary())
            return false;
    if (!expect(')'))
        return false;
    depth_ -= function->arity;
    result_.flops_ += function->flops;
    return push(Op::Call, static_cast<std::uint16_t>(function - functions.begin()));
}

bool ExpressionParser::push(Op op, std::uint16_t index, double constant)
{
    if (result_.code_.size() == Expression::kMaxOperations)
        return fail(at_, "more than " + std::to_string(Expression::kMaxOperations) + " operations");
    result_.code_.push_back({op, index, constant});
    result_.stackDepth_ = std::max(result_.stackDepth_, ++depth_);
    return true;
}

bool ExpressionParser::apply(Op op, std::size_t operands)
{
    depth_ -= operands;
    result_.flops_ += op == Op::Power ? 70 : 1;
    return push(op);
}

bool ExpressionParser::fail(std::size_t at, std::string what)
{
    error_ = {at, std::move(what)};
    return false;
}

bool ExpressionParser::expect(char c)
{
    if (accept({&c, 1}))
        return true;
    return fail(at_, std::string("expected '") + c + "', found " + found());
}

bool ExpressionParser::accept(std::string_view token)
{
    skipSpace();
    if (!text_.substr(at_).starts_with(token))
        return false;
    at_ += token.size();
    return true;
}

void ExpressionParser::skipSpace()
{
    while (at_ < text_.size() && isSpace(text_[at_]))
        ++at_;
}

std::string ExpressionParser::found() const
{
    return at_ == text_.size() ? "the end" : "'" + std::string(1, text_[at_]) + "'";
}

} // namespace xpu
