#pragma once

#include "core/incremental/file_facts.h"
#include "core/task/task_graph.h"

#include <string>
#include <utility>
#include <vector>

namespace xpu {

/// What a step's results are made from, by part: "operator", "parameters", "input x", ... with a
/// digest each. The same on every device, so a result stays good wherever it was made.
struct Recipe {
    std::vector<std::pair<std::string, std::string>> parts;

    /// One line, stored beside what was made.
    std::string text() const;
    /// Name of the first part in which a stored line differs; empty when it does not.
    std::string differsIn(const std::string& stored) const;
};

/// The recipes of a task's steps, and how the files looked that they were made from.
struct RecipeBook {
    std::vector<Recipe> recipes; ///< by step
    std::vector<std::pair<std::string, history::FileStamp>> inputs;

    /// False when a file has changed since, or could not be read at all.
    bool stillTrue(FileFacts& files) const;
    bool readable = true; ///< every file could be read
};

RecipeBook recipesOf(const TaskGraph& graph, FileFacts& files);

/// Steps in an order in which every step comes after those it waits for.
std::vector<StepIndex> topologicalOrder(const TaskGraph& graph);

} // namespace xpu
