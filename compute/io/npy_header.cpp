#include "compute/io/fd_io.h"
#include "compute/io/npy.h"

#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <optional>

namespace xpu::io {
namespace {

constexpr std::size_t kMostHeader =
    std::size_t{64} * 1024; // a legal one for 8 dimensions is far shorter

struct Descr {
    std::string_view code;
    DType type;
};

constexpr std::array<Descr, 12> kDescrs = {{{"f2", DType::F16},
                                            {"f4", DType::F32},
                                            {"f8", DType::F64},
                                            {"i1", DType::I8},
                                            {"i2", DType::I16},
                                            {"i4", DType::I32},
                                            {"i8", DType::I64},
                                            {"u1", DType::U8},
                                            {"u2", DType::U16},
                                            {"u4", DType::U32},
                                            {"u8", DType::U64},
                                            {"c8", DType::C64}}};

/// Reads the one Python literal an .npy header is: {'descr': '<f4', 'fortran_order': False,
/// 'shape': (3, 4), }. Nothing is evaluated.
class DictionaryReader {
public:
    explicit DictionaryReader(std::string_view text) : rest_(text) {}

    Result<NpyHeader> run()
    {
        if (!accept('{'))
            return malformed();
        while (!accept('}')) {
            const auto key = quoted();
            if (!key || !accept(':'))
                return malformed();
            if (const auto done = value(*key); !done)
                return tl::unexpected(done.error());
            if (!accept(',') && !peek('}'))
                return malformed();
        }
        skipSpace();
        if (!rest_.empty() || !sawDescr_ || !sawOrder_ || !sawShape_)
            return malformed();
        const auto elements = header_.spec.shape.elements();
        if (!elements || *elements > (std::uint64_t{1} << 60))
            return fail(Errc::Corrupt, "the shape " + header_.spec.shape.text() + " overflows");
        return header_;
    }

private:
    Result<void> value(std::string_view key)
    {
        if (key == "descr" && !sawDescr_) {
            sawDescr_ = true;
            return descr();
        }
        if (key == "fortran_order" && !sawOrder_) {
            sawOrder_ = true;
            header_.fortranOrder = word("True");
            return header_.fortranOrder || word("False") ? Result<void>() : malformed();
        }
        if (key == "shape" && !sawShape_) {
            sawShape_ = true;
            return shape();
        }
        return malformed();
    }

    Result<void> descr()
    {
        const auto code = quoted();
        if (!code)
            return fail(Errc::Unsupported, "structured arrays are not read");
        if (code->find('O') != std::string_view::npos)
            return fail(Errc::Unsupported, "object arrays are refused: they can run code");
        const bool hasOrder =
            !code->empty()
            && std::string_view("<>|=").find(code->front()) != std::string_view::npos;
        const std::string_view type = hasOrder ? code->substr(1) : *code;
        for (const Descr& d : kDescrs)
            if (d.code == type) {
                header_.spec.dtype = d.type;
                constexpr bool kLittle = std::endian::native == std::endian::little;
                header_.swapped =
                    hasOrder && sizeOf(d.type) > 1 && code->front() == (kLittle ? '>' : '<');
                return {};
            }
        return fail(Errc::Unsupported, "dtype '" + std::string(*code) + "' is not read");
    }

    Result<void> shape()
    {
        if (!accept('('))
            return malformed();
        while (!accept(')')) {
            const auto extent = number();
            if (!extent)
                return tl::unexpected(extent.error());
            Shape& s = header_.spec.shape;
            if (s.rank == Shape::kMaxRank)
                return fail(Errc::Unsupported, "more than 8 dimensions");
            s.extent[s.rank++] = *extent;
            if (!accept(',') && !peek(')'))
                return malformed();
        }
        return {};
    }

    Result<std::uint64_t> number()
    {
        skipSpace();
        std::uint64_t n = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), n);
        if (error == std::errc::result_out_of_range)
            return fail(Errc::Corrupt, "the shape overflows");
        if (error != std::errc{})
            return malformed();
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return n;
    }

    std::optional<std::string_view> quoted()
    {
        skipSpace();
        if (rest_.empty() || (rest_[0] != '\'' && rest_[0] != '"'))
            return std::nullopt;
        const std::size_t end = rest_.find(rest_[0], 1);
        if (end == std::string_view::npos)
            return std::nullopt;
        const std::string_view text = rest_.substr(1, end - 1);
        rest_.remove_prefix(end + 1);
        return text;
    }

    bool word(std::string_view w)
    {
        skipSpace();
        if (!rest_.starts_with(w))
            return false;
        rest_.remove_prefix(w.size());
        return true;
    }

    bool accept(char c) { return word({&c, 1}); }
    bool peek(char c)
    {
        skipSpace();
        return rest_.starts_with(c);
    }
    void skipSpace()
    {
        while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\n' || rest_[0] == '\t'))
            rest_.remove_prefix(1);
    }
    static tl::unexpected<Error> malformed()
    {
        return fail(Errc::InvalidInput, "malformed npy header");
    }

    std::string_view rest_;
    NpyHeader header_;
    bool sawDescr_ = false;
    bool sawOrder_ = false;
    bool sawShape_ = false;
};

} // namespace

Result<NpyHeader> parseNpyDictionary(std::string_view text) { return DictionaryReader(text).run(); }

Result<NpyHeader> readNpyHeader(int fd)
{
    const auto fileSize = regularFileSize(fd);
    if (!fileSize)
        return tl::unexpected(fileSize.error());
    std::array<std::byte, 12> start{};
    const auto got = readSomeAt(fd, 0, start);
    if (!got)
        return tl::unexpected(got.error());
    if (*got < 10 || std::memcmp(start.data(), "\x93NUMPY", 6) != 0)
        return fail(Errc::InvalidInput, "no npy file");
    const int version = std::to_integer<int>(start[6]);
    if (version < 1 || version > 3)
        return fail(Errc::Unsupported, "npy version " + std::to_string(version));
    const std::size_t lengthBytes = version == 1 ? 2 : 4;
    std::size_t length = 0;
    for (std::size_t i = 0; i < lengthBytes; ++i)
        length |= std::to_integer<std::size_t>(start[8 + i]) << (8 * i);
    const std::size_t offset = 8 + lengthBytes;
    if (length > kMostHeader || offset + length > *fileSize)
        return fail(Errc::Corrupt, "the npy header is longer than the file");
    std::string text(length, '\0');
    if (const auto read = readAt(fd, offset, std::as_writable_bytes(std::span(text))); !read)
        return tl::unexpected(read.error());
    auto header = parseNpyDictionary(text);
    if (!header)
        return header;
    header->dataOffset = offset + length;
    const std::uint64_t promised = header->spec.bytes().count;
    if (promised > *fileSize - header->dataOffset)
        return fail(Errc::Corrupt, "the header promises " + std::to_string(promised)
                                       + " bytes, the file holds "
                                       + std::to_string(*fileSize - header->dataOffset));
    return header;
}

} // namespace xpu::io
