#include "core/engine/kept_results.h"

#include <utility>

namespace xpu {
namespace {

constexpr double kRememberEvery = 1; // seconds
constexpr std::int64_t kNanosPerMicro = 1000;

/// A file that a step finished, and when that was known.
struct Finished {
    std::string path;
    std::string recipe;
    std::int64_t utcMicros;
};

/// The files as they stand; without those that somebody has written since.
std::vector<history::MadeFile> stamped(std::vector<Finished> finished, FileFacts& files)
{
    std::vector<history::MadeFile> made;
    for (Finished& file : finished) {
        const std::optional<history::FileStamp> stamp = files.stamp(file.path);
        if (stamp && stamp->mtimeNanos <= (file.utcMicros + 1) * kNanosPerMicro)
            made.push_back({std::move(file.path), *stamp, std::move(file.recipe)});
    }
    return made;
}

} // namespace

/// One look at a task's files; it may have changed meanwhile.
struct KeptResults::Look {
    Task* task;
    std::uint64_t number;
    std::shared_ptr<const TaskGraph> graph;
    std::vector<bool> wanted; ///< by step; empty = all
    bool everyStep;
    std::function<void()> then;

    bool isNewest() const { return task->looks == number; }
};

void KeptResults::forget(Task& task)
{
    ++task.looks;
    task.cache.clear();
    task.book.reset();
    task.made.clear();
}

void KeptResults::look(Task& task, std::function<void()> then)
{
    forget(task);
    std::vector<std::string> paths = filesKept(*task.graph);
    if (paths.empty() || !state_.seams.made) {
        then();
        return;
    }
    auto look = std::make_shared<Look>(Look{&task, task.looks, task.graph,
                                            stepsUpTo(*task.graph, task.row.wishes.upTo),
                                            task.row.wishes.everyStep, std::move(then)});
    ++busy_;
    state_.seams.made(std::move(paths), [this, look,
                                         runJob = state_.seams.runJob](history::MadeFiles made) {
        runJob([this, look, made = std::move(made)]() mutable { found(look, std::move(made)); });
    });
}

/// On the job pool.
void KeptResults::found(const std::shared_ptr<Look>& look, history::MadeFiles made)
{
    FileFacts& files = *state_.seams.files;
    const auto& post = state_.seams.post;
    const auto answer = [&](const RecipeBook& book) {
        auto states = std::make_shared<std::vector<StepCache>>(
            checkCache({*look->graph, book, made, files, look->wanted, look->everyStep}));
        post([this, look, states] { takeStates(*look, std::move(*states)); });
    };
    // Nothing to compare with: the inputs are read for their digests while the steps run already.
    if (made.empty())
        answer(RecipeBook{});
    auto book = std::make_shared<const RecipeBook>(recipesOf(*look->graph, files));
    if (!made.empty())
        answer(*book);
    post([this, look, book] { takeBook(*look, book); });
}

void KeptResults::takeStates(Look& look, std::vector<StepCache> states)
{
    if (look.isNewest()) {
        look.task->cache = std::move(states);
        look.task->touchSteps();
        state_.dirty = true;
    }
    std::exchange(look.then, {})();
}

void KeptResults::takeBook(const Look& look, std::shared_ptr<const RecipeBook> book)
{
    --busy_;
    if (!look.isNewest())
        return;
    look.task->book = std::move(book);
    if (!look.task->run || look.task->run->ended)
        remember(*look.task);
}

void KeptResults::made(Task& task, StepIndex s)
{
    const Step& step = task.graph->steps[s.value];
    if (!step.cache || !state_.seams.made)
        return;
    const bool first = task.made.empty();
    for (const OutputPort& port : step.outputs)
        if (port.file) {
            task.made.push_back({s, state_.clock.utcMicros()});
            break;
        }
    if (first)
        task.madeSince = state_.now;
    else if (state_.now - task.madeSince > kRememberEvery)
        remember(task);
}

void KeptResults::remember(Task& task)
{
    if (task.made.empty() || !task.book)
        return;
    std::vector<Finished> finished;
    for (const Task::Made& made : std::exchange(task.made, {})) {
        const std::string recipe = task.book->recipes[made.step.value].text();
        for (const OutputPort& port : task.graph->steps[made.step.value].outputs)
            if (port.file)
                finished.push_back({port.file->path, recipe, made.utcMicros});
    }
    ++busy_;
    state_.seams.runJob([this, finished = std::move(finished), book = task.book,
                         files = state_.seams.files, post = state_.seams.post]() mutable {
        // Made from inputs that have changed since: nobody knows from which of both.
        std::vector<history::MadeFile> made;
        if (book->stillTrue(*files))
            made = stamped(std::move(finished), *files);
        post([this, made = std::move(made)]() mutable {
            --busy_;
            if (!made.empty())
                state_.journal.add({history::Record(history::FilesMade{std::move(made)})}, false);
        });
    });
}

} // namespace xpu
