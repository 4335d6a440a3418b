#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace xpu::bench {

/// One measured case. `own` and `peer` are in the same unit, named in `label`; smaller is better.
struct Row {
    std::string label;          ///< "dag 100k x 64, CPU us per step"
    std::string peerName;       ///< empty = there is no peer
    std::optional<double> goal; ///< own/peer must not exceed it; empty = told without a goal
    std::vector<double> own;    ///< one value a round
    std::vector<double> peer;   ///< the peer in the same round; empty = not installed
};

/// A bench fills its rows, one value for each row and round.
struct Bench {
    std::string name;
    std::string help;
    /// Runs `round` of the bench; creates the rows in round 0.
    std::function<void(std::vector<Row>& rows)> round;
};

const std::vector<Bench>& benches();
Bench engineBench();
Bench startupBench();
Bench queueBench();
Bench operatorsBench();
Bench vulkanBench();

double median(std::vector<double> values);

/// Share of the machine's processors that was idle over 0.4 s, 0..1 (/proc/stat).
double idleShare();
/// Waits until at least 93 % are idle; false if that did not happen within `seconds`.
bool waitUntilIdle(double seconds);

/// The documented JSON; `met` needs an idle machine, a peer and at least 5 rounds.
std::string toJson(const std::string& name, bool idle, std::size_t rounds,
                   const std::vector<Row>& rows);
std::string toText(const std::string& name, bool idle, std::size_t rounds,
                   const std::vector<Row>& rows);

/// All figures that a program prints as "key number" lines; of a key the first.
std::map<std::string, double> figuresOf(const std::string& commandLine);
/// First number that a program prints on a line starting with `key`; empty if it cannot be run.
std::optional<double> figureOf(const std::string& commandLine, const std::string& key);

/// What to put before a command that opens a window: on $DISPLAY if there is one, else without a
/// screen.
std::string platform();

/// Folder of the running executable, where the peers and the other programs lie.
std::string ownFolder();

} // namespace xpu::bench
