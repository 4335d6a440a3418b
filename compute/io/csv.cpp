#include "compute/io/csv.h"

#include "compute/io/fd_io.h"
#include "compute/operators/convert.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

namespace xpu::io {
namespace {

constexpr std::size_t kPiece = 1 << 20;
constexpr std::size_t kLongestLine = 64 << 20;

bool isSeparator(char c) { return c == ',' || c == ';' || c == '\t'; }

std::string_view trimmed(std::string_view s)
{
    while (!s.empty() && (s.front() == ' ' || s.front() == '\r'))
        s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\r'))
        s.remove_suffix(1);
    return s;
}

std::optional<double> numberIn(std::string_view field)
{
    field = trimmed(field);
    if (field.starts_with('+'))
        field.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc{} || end != field.data() + field.size())
        return std::nullopt;
    return value;
}

/// Takes lines one by one and keeps the table's shape, and its values when asked to.
class Table {
public:
    explicit Table(bool keep) : keep_(keep) {}

    Result<void> line(std::string_view text)
    {
        ++line_;
        text = trimmed(text);
        if (line_ == 1 && text.starts_with("\xEF\xBB\xBF"))
            text.remove_prefix(3);
        if (text.empty() || text.front() == '#')
            return {};
        const bool first = !std::exchange(sawText_, true);
        if (first && !numberIn(text.substr(0, endOfField(text, 0))))
            return {};
        return row(text);
    }

    TensorSpec spec() const { return {DType::F64, {rows_, columns_}}; }
    std::span<const double> values() const { return values_; }
    std::uint64_t lineNumber() const { return line_; }

private:
    static std::size_t endOfField(std::string_view text, std::size_t at)
    {
        while (at < text.size() && !isSeparator(text[at]))
            ++at;
        return at;
    }

    Result<void> row(std::string_view text)
    {
        std::uint64_t fields = 0;
        for (std::size_t at = 0; at <= text.size(); ++fields) {
            const std::size_t end = endOfField(text, at);
            const auto value = numberIn(text.substr(at, end - at));
            if (!value)
                return fail(Errc::InvalidInput,
                            "line " + std::to_string(line_) + ", field "
                                + std::to_string(fields + 1) + ": '"
                                + std::string(text.substr(at, std::min<std::size_t>(end - at, 40)))
                                + "' is no number");
            if (keep_)
                values_.push_back(*value);
            at = end + 1;
        }
        if (rows_ > 0 && fields != columns_)
            return fail(Errc::InvalidInput, "line " + std::to_string(line_) + " has "
                                                + std::to_string(fields) + " fields, those before "
                                                + std::to_string(columns_));
        columns_ = fields;
        ++rows_;
        return {};
    }

    bool keep_;
    bool sawText_ = false;
    std::uint64_t line_ = 0;
    std::uint64_t rows_ = 0;
    std::uint64_t columns_ = 0;
    std::vector<double> values_;
};

/// Feeds the file's lines to `table`, a piece at a time.
Result<void> readInto(int fd, Table& table)
{
    if (const auto size = regularFileSize(fd); !size)
        return tl::unexpected(size.error());
    std::string pending;
    std::vector<char> piece(kPiece);
    for (std::uint64_t offset = 0;;) {
        const auto got = readSomeAt(fd, offset, std::as_writable_bytes(std::span(piece)));
        if (!got)
            return tl::unexpected(got.error());
        offset += *got;
        pending.append(piece.data(), *got);
        std::size_t begin = 0;
        for (std::size_t end = 0; (end = pending.find('\n', begin)) != std::string::npos;) {
            if (auto done = table.line(std::string_view(pending).substr(begin, end - begin)); !done)
                return done;
            begin = end + 1;
        }
        pending.erase(0, begin);
        if (pending.size() > kLongestLine)
            return fail(Errc::InvalidInput,
                        "line " + std::to_string(table.lineNumber() + 1) + " is too long");
        if (*got == 0)
            break;
    }
    if (!pending.empty())
        if (auto done = table.line(pending); !done)
            return done;
    if (table.spec().shape[0] == 0)
        return fail(Errc::InvalidInput, "no numbers in the file");
    return {};
}

template <class T>
void appendNumber(std::string& out, T value)
{
    std::array<char, 32> text{};
    out.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr);
}

void appendElement(std::string& out, DType type, const std::byte* data, std::uint64_t i)
{
    const auto as = [&]<class T>(T) { return reinterpret_cast<const T*>(data)[i]; };
    switch (type) {
    case DType::I64:
        return appendNumber(out, as(std::int64_t{}));
    case DType::U64:
        return appendNumber(out, as(std::uint64_t{}));
    case DType::F32:
        return appendNumber(out, as(float{}));
    default:
        break;
    }
    // Every other real type is exact in double; whole numbers then print without an exponent.
    double value = 0;
    operators::toDouble(type, data, i, {&value, 1});
    const bool integer = type != DType::F64 && type != DType::F16;
    if (integer)
        return appendNumber(out, static_cast<std::int64_t>(value));
    appendNumber(out, value);
}

} // namespace

Result<LoadedData> readCsv(int fd)
{
    Table table(true);
    if (auto done = readInto(fd, table); !done)
        return tl::unexpected(done.error());
    auto block = HostBlock::allocate(table.spec().bytes());
    if (!block)
        return tl::unexpected(block.error());
    std::memcpy((*block)->data(), table.values().data(), table.spec().bytes().count);
    return LoadedData{table.spec(), std::move(*block)};
}

Result<TensorSpec> readCsvHeader(int fd)
{
    Table table(false);
    if (auto done = readInto(fd, table); !done)
        return tl::unexpected(done.error());
    return table.spec();
}

Result<void> writeCsv(int fd, const TensorSpec& spec, const std::byte* data)
{
    if (spec.shape.rank > 2 || spec.dtype == DType::C64)
        return fail(Errc::Unsupported,
                    "csv holds real numbers in at most two dimensions, not " + spec.text());
    const std::uint64_t columns = spec.shape.rank == 2 ? spec.shape[1] : 1;
    const std::uint64_t elements = spec.shape.elements().value_or(0);
    std::string text;
    for (std::uint64_t i = 0; i < elements; ++i) {
        appendElement(text, spec.dtype, data, i);
        text += (i + 1) % columns == 0 ? '\n' : ',';
        if (text.size() < kPiece && i + 1 < elements)
            continue;
        if (auto written = writeAll(fd, std::as_bytes(std::span(text))); !written)
            return written;
        text.clear();
    }
    return {};
}

} // namespace xpu::io
