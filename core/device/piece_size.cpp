#include "core/device/piece_size.h"

#include <algorithm>

namespace xpu {

PieceSpecs pieceSpecs(const OperatorWork& work, const Division& division,
                      std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs,
                      Rows wanted)
{
    const std::uint64_t rows = worked(division, wanted).count();
    PieceSpecs piece;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const bool whole = division.whole[i];
        piece.inputs.push_back(whole ? inputs[i]
                                     : PortSpec{inputs[i].name, withRows(inputs[i].spec, rows)});
        if (!whole)
            piece.own += piece.inputs.back().spec.bytes();
    }
    for (const TensorSpec& output : outputs) {
        piece.outputs.push_back(withRows(output, rows));
        piece.own += piece.outputs.back().bytes();
    }
    if (work.op->cost)
        piece.cost = work.op->cost(piece.inputs, piece.outputs, work.params);
    piece.own += piece.cost.temporary;
    return piece;
}

namespace {

Bytes wholeInputs(const Division& division, std::span<const PortSpec> inputs)
{
    Bytes sum;
    for (std::size_t i = 0; i < inputs.size(); ++i)
        if (division.whole[i])
            sum += inputs[i].spec.bytes();
    return sum;
}

} // namespace

Bytes leastNeed(const OperatorWork& work, const Division& division,
                std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs)
{
    const Rows least{0, std::min(division.rows, division.grain)};
    return wholeInputs(division, inputs) + pieceSpecs(work, division, inputs, outputs, least).own;
}

std::uint64_t mostRows(const Device& device, const OperatorWork& work, const Division& division,
                       std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs)
{
    const DeviceInfo& info = device.info();
    const Bytes shared = wholeInputs(division, inputs);
    const auto fits = [&](std::uint64_t rows) {
        const PieceSpecs piece = pieceSpecs(work, division, inputs, outputs, {0, rows});
        if (!info.sharesHostMemory && info.memory.count != 0
            && shared.count + 2 * piece.own.count > info.memory.count)
            return false;
        return device.whyNot(*work.op, piece.inputs, work.params).empty();
    };
    if (fits(division.rows))
        return division.rows;
    std::uint64_t good = 0; // in grains, as the next
    std::uint64_t bad = division.rows / division.grain + 1;
    while (bad - good > 1) {
        const std::uint64_t middle = good + (bad - good) / 2;
        (fits(std::min(division.rows, middle * division.grain)) ? good : bad) = middle;
    }
    return good * division.grain;
}

} // namespace xpu
