#pragma once

#include "core/task/expression.h"

namespace xpu {

/// Recursive descent from text to the postfix code of an Expression. Used once.
class ExpressionParser {
public:
    ExpressionParser(std::string_view text, std::span<const std::string> inputs)
        : text_(text), inputs_(inputs)
    {}

    tl::expected<Expression, ExpressionError> run();

private:
    using Op = Expression::Op;
    struct Nested;

    // Each returns false once error_ is set.
    bool ternary();
    bool comparison();
    bool sum();
    bool product();
    bool unary();
    bool power();
    bool primary();
    bool number();
    bool name();
    bool call(std::string_view name, std::size_t at);

    bool push(Op op, std::uint16_t index = 0, double constant = 0);
    bool apply(Op op, std::size_t operands);
    bool fail(std::size_t at, std::string what);
    bool expect(char c);
    bool accept(std::string_view token);
    void skipSpace();
    std::string found() const;

    std::string_view text_;
    std::span<const std::string> inputs_;
    std::size_t at_ = 0;
    std::size_t nesting_ = 0;
    std::size_t depth_ = 0;
    Expression result_;
    ExpressionError error_;
};

} // namespace xpu
