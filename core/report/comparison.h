#pragma once

#include "core/report/report.h"

#include <optional>
#include <string>
#include <vector>

namespace xpu {

/// Two runs side by side, and which was better. Ratios are second / first.
struct Comparison {
    struct Side {
        history::RunSummary run;
        std::string sha256; ///< of the task file
        std::string currency;
        double makespanS = 0;
        std::size_t done = 0, failed = 0;
    };
    Side first, second;

    struct Pair {
        std::optional<double> first, second;

        /// Nothing where one is missing or the first is 0.
        std::optional<double> ratio() const;
    };
    struct Figure {
        std::string name; ///< as in the JSON: "makespan_s"
        Pair value;
    };
    std::vector<Figure> figures;
    struct DeviceLine {
        std::string device;
        Pair steps, busyS, utilization, energyJ;
    };
    std::vector<DeviceLine> devices; ///< of either run
    struct OperationLine {
        std::string operation, device;
        Pair steps, p50S, totalS;
    };
    std::vector<OperationLine> operations; ///< of either run, those that differ most first
    struct StepLine {
        std::string step, operation;
        StepState firstState = StepState::Done, secondState = StepState::Done;
        std::string firstDevice, secondDevice;
        Pair actualS;
    };
    std::vector<StepLine> steps; ///< in both runs, by id; in the order of the first
    std::vector<std::string> onlyFirst, onlySecond; ///< ids of the other steps

    enum class Better { Unknown, First, Second, Alike };
    /// Whether the steps of both runs speak for the difference of the makespans.
    enum class Evidence { None, Few, Mixed, Consistent };
    Better time = Better::Unknown; ///< Unknown unless both runs are done
    Better energy = Better::Unknown;
    Evidence evidence = Evidence::None;
    Pair makespanS, energyJ;
    std::size_t compared = 0;      ///< steps done in both, with a time
    std::size_t fasterInFirst = 0; ///< of those, by more than kAlike
    std::size_t fasterInSecond = 0;
    std::optional<double> medianStepRatio;
    /// Steps in both that ran in one run alone: in the other their results stood already, or they
    /// were left out.
    std::size_t ranOnlyInFirst = 0, ranOnlyInSecond = 0;
    bool sameFile = false; ///< both ran the same bytes of a task file

    /// Runs and steps nearer to each other than this are called alike.
    static constexpr double kAlike = 0.02;
    /// Fewer steps that differ say nothing about the runs.
    static constexpr std::size_t kFew = 8;
};

std::string_view nameOf(Comparison::Better better);     ///< "first", "second", "alike", or empty
std::string_view nameOf(Comparison::Evidence evidence); ///< "none", "few", "mixed", "consistent"

Comparison compare(const Report& first, const Report& second);
/// All of it; keys are always present, unknown = null.
/// @param sentences  the verdict in words
std::string toJson(const Comparison& comparison, const std::vector<std::string>& sentences);

} // namespace xpu
