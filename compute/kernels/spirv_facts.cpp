#include "compute/kernels/spirv_facts.h"

#include <spirv/unified1/spirv.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <vector>

namespace xpu::kernels {
namespace {

using Id = std::uint32_t;
using Operands = std::span<const std::uint32_t>;

constexpr std::size_t kHeaderWords = 5;
/// Saturates: an array of arrays of arrays has more bytes than a number.
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 62;

std::uint64_t times(std::uint64_t a, std::uint64_t b)
{
    return a != 0 && b > kMostBytes / a ? kMostBytes : a * b;
}

class Reader {
public:
    void take(spv::Op op, Operands o)
    {
        switch (op) {
        case spv::OpCapability:
            facts.capabilities.insert(o[0]);
            break;
        case spv::OpLoopMerge:
            facts.loops = true;
            break;
        case spv::OpFunction:
            function_ = o[1];
            break;
        case spv::OpFunctionParameter:
            parameters_[function_].push_back(o[1]);
            break;
        case spv::OpFunctionCall:
            calls_.push_back({o[2], {o.begin() + 3, o.end()}});
            break;
        default:
            takeType(op, o);
            takePointer(op, o);
            takeWrite(op, o);
        }
    }

    void finish()
    {
        for (bool grew = true; grew;) {
            const std::size_t before = facts.written.size();
            for (const auto& [pointer, base] : bases_)
                if (facts.written.contains(pointer))
                    facts.written.insert(base);
            for (const Call& call : calls_)
                spreadCall(call);
            grew = facts.written.size() != before;
        }
        for (const Id type : shared_)
            facts.sharedBytes = std::min(kMostBytes, facts.sharedBytes + sizeOf(type, 0));
    }

    SpirvFacts facts;

private:
    struct Call {
        Id function;
        std::vector<Id> arguments;
    };

    void takeType(spv::Op op, Operands o)
    {
        switch (op) {
        case spv::OpTypeBool:
            sizes_[o[0]] = 4;
            break;
        case spv::OpTypeInt:
        case spv::OpTypeFloat:
            sizes_[o[0]] = o[1] / 8;
            break;
        case spv::OpTypeVector:
        case spv::OpTypeMatrix:
            parts_[o[0]] = {{o[1], o[2]}};
            break;
        case spv::OpTypeArray:
            parts_[o[0]] = {{o[1], constants_[o[2]]}};
            break;
        case spv::OpTypeStruct:
            for (const Id member : o.subspan(1))
                parts_[o[0]].emplace_back(member, 1);
            break;
        case spv::OpTypePointer:
            pointees_[o[0]] = o[2];
            break;
        case spv::OpConstant:
        case spv::OpSpecConstant:
            constants_[o[1]] = o[2];
            break;
        case spv::OpVariable:
            if (o[2] == spv::StorageClassWorkgroup)
                shared_.push_back(pointees_[o[0]]);
            break;
        default:
            break;
        }
    }

    void takePointer(spv::Op op, Operands o)
    {
        switch (op) {
        case spv::OpAccessChain:
        case spv::OpInBoundsAccessChain:
        case spv::OpPtrAccessChain:
        case spv::OpInBoundsPtrAccessChain:
        case spv::OpCopyObject:
            bases_.emplace_back(o[1], o[2]);
            break;
        case spv::OpSelect:
            bases_.emplace_back(o[1], o[3]);
            bases_.emplace_back(o[1], o[4]);
            break;
        case spv::OpPhi:
            for (std::size_t i = 2; i < o.size(); i += 2)
                bases_.emplace_back(o[1], o[i]);
            break;
        default:
            break;
        }
    }

    void takeWrite(spv::Op op, Operands o)
    {
        const bool stores = op == spv::OpStore || op == spv::OpCopyMemory
                            || op == spv::OpCopyMemorySized || op == spv::OpAtomicStore
                            || op == spv::OpAtomicFlagClear;
        const bool exchanges = (op >= spv::OpAtomicExchange && op <= spv::OpAtomicXor)
                               || op == spv::OpAtomicFlagTestAndSet || op == spv::OpAtomicFAddEXT
                               || op == spv::OpAtomicFMinEXT || op == spv::OpAtomicFMaxEXT;
        if (stores)
            facts.written.insert(o[0]);
        else if (exchanges)
            facts.written.insert(o[2]);
    }

    void spreadCall(const Call& call)
    {
        const std::vector<Id>& formal = parameters_[call.function];
        for (std::size_t i = 0; i < std::min(formal.size(), call.arguments.size()); ++i)
            if (facts.written.contains(formal[i]))
                facts.written.insert(call.arguments[i]);
    }

    std::uint64_t sizeOf(Id type, int depth)
    {
        if (const auto plain = sizes_.find(type); plain != sizes_.end())
            return plain->second;
        std::uint64_t all = 0;
        // Types cannot contain themselves; the depth only guards against modules made by hand.
        for (const auto& [part, count] : depth < 64 ? parts_[type] : std::vector<Part>())
            all = std::min(kMostBytes, all + times(sizeOf(part, depth + 1), count));
        return all;
    }

    using Part = std::pair<Id, std::uint64_t>; ///< a type and how many of it
    std::map<Id, std::uint64_t> sizes_;
    std::map<Id, std::vector<Part>> parts_;
    std::map<Id, Id> pointees_;
    std::map<Id, std::uint64_t> constants_;
    std::vector<Id> shared_; ///< types of variables
    std::vector<std::pair<Id, Id>> bases_;
    std::map<Id, std::vector<Id>> parameters_;
    std::vector<Call> calls_;
    Id function_ = 0;
};

} // namespace

Result<SpirvFacts> factsOf(std::span<const std::uint32_t> words)
{
    if (words.size() < kHeaderWords || words[0] != spv::MagicNumber)
        return fail(Errc::InvalidInput, "not a SPIR-V module");
    Reader reader;
    for (std::size_t at = kHeaderWords; at < words.size();) {
        const std::size_t count = words[at] >> 16U;
        if (count == 0 || count > words.size() - at)
            return fail(Errc::InvalidInput, "cut off");
        // Operands are read by position: those of a shorter, wrong instruction read as 0.
        std::vector<std::uint32_t> operands(words.begin() + static_cast<std::ptrdiff_t>(at + 1),
                                            words.begin()
                                                + static_cast<std::ptrdiff_t>(at + count));
        const std::size_t real = operands.size();
        operands.resize(std::max<std::size_t>(real, 5));
        const auto op = static_cast<spv::Op>(words[at] & 0xFFFFU);
        const bool listed =
            op == spv::OpPhi || op == spv::OpTypeStruct || op == spv::OpFunctionCall;
        reader.take(op, Operands(operands).first(
                            listed ? std::max<std::size_t>(real, op == spv::OpFunctionCall ? 3 : 1)
                                   : operands.size()));
        at += count;
    }
    reader.finish();
    return std::move(reader.facts);
}

std::optional<std::uint32_t> refusedCapability(const SpirvFacts& facts, bool float64)
{
    constexpr std::array kAllowed = {
        spv::CapabilityMatrix,
        spv::CapabilityShader,
        spv::CapabilityInt64,
        spv::CapabilityInt16,
        spv::CapabilityGroupNonUniform,
        spv::CapabilityGroupNonUniformVote,
        spv::CapabilityGroupNonUniformArithmetic,
        spv::CapabilityGroupNonUniformBallot,
        spv::CapabilityGroupNonUniformShuffle,
        spv::CapabilityGroupNonUniformShuffleRelative,
        spv::CapabilityGroupNonUniformClustered,
        spv::CapabilityGroupNonUniformQuad,
    };
    for (const std::uint32_t c : facts.capabilities) {
        const bool allowed = std::ranges::count(kAllowed, static_cast<spv::Capability>(c)) > 0
                             || (c == spv::CapabilityFloat64 && float64);
        if (!allowed)
            return c;
    }
    return std::nullopt;
}

} // namespace xpu::kernels
