#include "tests/compute/operators/pieces.h"

#include "core/device/piece_size.h"

#include <algorithm>
#include <cstdio>

namespace xpu::tests {
namespace {

std::vector<PortSpec> portsOf(const Case& c)
{
    std::vector<PortSpec> ports;
    for (const Value& v : c.inputs)
        ports.push_back({v.port, v.spec});
    return ports;
}

std::vector<Rows> randomCut(const Division& division, std::mt19937_64& random)
{
    std::vector<Rows> pieces;
    for (std::uint64_t at = 0; at < division.rows;) {
        const std::uint64_t grains = 1 + random() % (division.rows / division.grain / 2 + 1);
        const std::uint64_t end = std::min(division.rows, at + grains * division.grain);
        pieces.push_back({at, end});
        at = end;
    }
    return pieces;
}

/// Empty when the piece went into `results`, else what the device says.
std::string runPiece(DeviceRunner& runner, const Case& c, const Division& division, Rows rows,
                     const std::vector<std::shared_ptr<HostBlock>>& results, std::uint64_t& ids)
{
    OperatorWork work;
    work.op = c.op;
    work.params = c.params;
    const auto ports = portsOf(c);
    const PieceSpecs specs = pieceSpecs(work, division, ports, c.outputs, rows);
    const Rows made = worked(division, rows);
    Launch launch;
    launch.work = std::make_shared<const Work>(work);
    for (std::size_t i = 0; i < c.inputs.size(); ++i)
        launch.inputs.push_back({c.inputs[i].port, BufferId(++ids), specs.inputs[i].spec,
                                 c.inputs[i].data,
                                 division.whole[i] ? 0 : made.first * rowBytes(c.inputs[i].spec)});
    for (std::size_t o = 0; o < c.outputs.size(); ++o) {
        const std::size_t row = rowBytes(c.outputs[o]);
        launch.outputs.push_back({c.op->outputs[o], BufferId(++ids), specs.outputs[o],
                                  Target{results[o], rows.first * row,
                                         (rows.first - made.first) * row, rows.count() * row}});
    }
    Launch cleanUp;
    for (const LaunchInput& input : launch.inputs)
        cleanUp.release.push_back(input.buffer);
    for (const LaunchOutput& output : launch.outputs)
        cleanUp.release.push_back(output.buffer);
    const Completion done = runner.wait(runner.submit(std::move(launch)));
    if (!runner.device().info().sharesHostMemory)
        runner.wait(runner.submit(std::move(cleanUp)));
    if (!done.error && !done.produced.empty())
        return "a piece came back as a value";
    return done.error ? done.error->message : std::string();
}

} // namespace

Agreement compareWithPieces(DeviceRunner& device, const std::string& op, std::size_t count,
                            std::uint64_t seed)
{
    Agreement result;
    RandomCases cases(op, seed);
    std::mt19937_64 random(seed);
    std::uint64_t ids = std::uint64_t{1} << 40; // apart from the runner's own
    while (result.compared < count && result.skipped < 20 * count && result.failure.empty()) {
        const Case c = cases.next();
        const auto ports = portsOf(c);
        const auto division = c.op->divide(ports, c.params);
        if (!division || division->rows < 2
            || !device.device().whyNot(*c.op, ports, c.params).empty()) {
            ++result.skipped;
            continue;
        }
        const Completion whole = device.run(*c.op, c.inputs, c.outputs, c.params);
        std::vector<std::shared_ptr<HostBlock>> results;
        for (const TensorSpec& spec : c.outputs)
            results.push_back(*HostBlock::allocate(spec.bytes()));
        if (whole.error)
            result.failure = c.text() + ": " + whole.error->message;
        for (const Rows rows : randomCut(*division, random))
            if (result.failure.empty())
                if (const auto why = runPiece(device, c, *division, rows, results, ids);
                    !why.empty())
                    result.failure = c.text() + ", a piece: " + why;
        for (std::size_t o = 0; o < c.outputs.size() && result.failure.empty(); ++o) {
            double unit = 0;
            const double share =
                shareOfTolerance(c, o, *whole.produced[o].second, *results[o], unit);
            if (share > result.worstShare) {
                result.worstShare = share;
                result.worst = unit;
                result.worstCase = c.text();
            }
        }
        ++result.compared;
    }
    std::printf(
        "%s: in pieces on %s, %zu cases (%zu skipped), worst %g = %.3f of the tolerance %s\n",
        op.c_str(), device.device().info().id.c_str(), result.compared, result.skipped,
        result.worst, result.worstShare, result.failure.c_str());
    return result;
}

} // namespace xpu::tests
