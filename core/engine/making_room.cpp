#include "core/engine/runner.h"

#include <algorithm>
#include <filesystem>
#include <tuple>

// Room in a full memory: copies that lie elsewhere too are dropped, what only a device holds is
// written back, what only the host holds is written to the disk. What the plan uses last goes first.

namespace xpu {
namespace {

constexpr std::uint32_t kHost = 0;
constexpr std::uint32_t bitOf(std::uint32_t memory) { return 1U << memory; }

/// Beneath the data folder; emptied at every start.
constexpr const char* kSpillFolder = "/spill";

} // namespace

struct Runner::Victim {
    Task* task;
    std::uint32_t buffer;
    std::size_t rank;      ///< of its task among the running
    std::uint32_t nextUse; ///< position in the task's plan

    /// Whether it is wanted before that position of that task's plan.
    bool before(std::size_t otherRank, std::uint32_t order) const
    {
        return nextUse != TaskRun::kNoUse
               && std::tuple(rank, nextUse) < std::tuple(otherRank, order);
    }
};

/// What may leave the memory, in the order of leaving: a later task's before an earlier one's, and
/// within a task what the plan uses last. Of values wanted at the same time the longest unused goes.
std::vector<Runner::Victim> Runner::victimsIn(std::uint32_t memory) const
{
    // Whatever is uploaded comes from the host's memory: all uses count there.
    std::vector<bool> users;
    for (const DeviceSlot& slot : state_.devices)
        users.push_back(memory == kHost || slot.memory == memory);
    std::vector<Victim> victims;
    for (std::size_t rank = 0; rank < state_.running.size(); ++rank) {
        Task* task = state_.running[rank];
        const std::vector<std::uint32_t> uses = task->run->nextUses(users);
        for (std::uint32_t b = 0; b < task->run->bufferCount(); ++b) {
            const RunBuffer& buffer = task->run->buffer(b);
            if ((buffer.validIn & bitOf(memory)) != 0 && buffer.pinned == 0 && !buffer.loading)
                victims.push_back({task, b, rank, uses[b]});
        }
    }
    std::sort(victims.begin(), victims.end(), [](const Victim& a, const Victim& b) {
        const auto last = [](const Victim& v) {
            const bool used = v.nextUse != TaskRun::kNoUse;
            return std::tuple(used, used ? ~v.rank : 0, ~v.nextUse,
                              v.task->run->buffer(v.buffer).lastUse);
        };
        return last(a) < last(b);
    });
    return victims;
}

/// @param load  what the room is for, when that is a value to be brought in: nothing leaves for it
///              that is wanted sooner, or two steps would take each other's inputs away for ever
bool Runner::makeRoom(std::uint32_t memory, Bytes wanted, const IoRequest* load)
{
    const std::uint32_t bit = bitOf(memory);
    std::vector<Victim> victims = victimsIn(memory);
    if (load != nullptr && load->step.valid()) {
        const auto at = std::find(state_.running.begin(), state_.running.end(), load->task);
        const auto rank = static_cast<std::size_t>(at - state_.running.begin());
        const std::uint32_t order = (*load->task->run)[load->step].order;
        std::erase_if(victims, [&](const Victim& v) { return v.before(rank, order); });
    }
    for (const Victim& v : victims) {
        if (state_.ledger.fits(memory, wanted))
            break;
        const RunBuffer& buffer = v.task->run->buffer(v.buffer);
        if ((buffer.validIn & ~bit) != 0 || buffer.source() != nullptr)
            dropCopy(*v.task, v.buffer, memory);
    }
    if (state_.ledger.fits(memory, wanted))
        return true;
    if (memory == kHost)
        spill(victims, wanted);
    else // what only this memory holds is written back first and can go the next time round
        for (const Victim& v : victims)
            if (v.task->run->buffer(v.buffer).validIn == bit)
                bringToHost(*v.task, v.buffer, {});
    return false;
}

/// Has values written to the disk, as many as are missing for `wanted` bytes.
void Runner::spill(const std::vector<Victim>& victims, Bytes wanted)
{
    const DeviceIndex host = state_.deviceByDriver("host");
    if (!host.valid())
        return;
    const Bytes limit = state_.ledger.limit(kHost);
    std::uint64_t free = limit.count - std::min(limit.count, state_.ledger.used(kHost).count);
    for (const Task* task : state_.running)
        for (std::uint32_t b = 0; b < task->run->bufferCount(); ++b) {
            const RunBuffer& buffer = task->run->buffer(b);
            if (buffer.spill && !buffer.spilled) // on its way out
                free += buffer.spec.bytes().count;
        }
    for (const Victim& v : victims) {
        if (free >= wanted.count)
            return;
        TaskRun& run = *v.task->run;
        RunBuffer& buffer = run.buffer(v.buffer);
        if (buffer.validIn != bitOf(kHost) || buffer.source() != nullptr || buffer.staysInMemory)
            continue;
        const std::string& folder = state_.parts.dataFolder;
        buffer.spill = std::make_unique<FileSource>(FileSource{
            folder + kSpillFolder + "/" + std::to_string(run.idOf(v.buffer).value) + ".npy",
            folder});
        buffer.loading = true;
        ++run.pendingIo;
        IoRequest io;
        io.kind = IoRequest::Kind::Spill;
        io.task = v.task;
        io.buffer = v.buffer;
        io.file = buffer.spill.get();
        // Before the loads that wait for its room.
        state_.devices[host.value].io.push_front(io);
        ioQueued_ = true;
        free += buffer.spec.bytes().count;
    }
}

void Runner::spillCompleted(Task& task, std::uint32_t b, bool written)
{
    RunBuffer& buffer = task.run->buffer(b);
    buffer.loading = false;
    state_.dirty = true;
    if (written) {
        buffer.spilled = true;
        if (buffer.pinned == 0) // else somebody began to use it meanwhile
            dropCopy(task, b, kHost);
    } else {
        buffer.spill.reset();
        buffer.staysInMemory = true;
    }
    if (buffer.consumers == 0 && buffer.pinned == 0)
        drop(task, b);
    maybeEnd(task);
}

void Runner::forgetSpill(RunBuffer& buffer) const
{
    if (!buffer.spill)
        return;
    state_.seams.runJob([file = buffer.spill->path] {
        std::error_code gone;
        std::filesystem::remove(file, gone);
    });
    buffer.spill.reset();
    buffer.spilled = false;
}

/// What an earlier process left behind.
void Runner::clearSpills() const
{
    if (state_.parts.dataFolder.empty())
        return;
    state_.seams.runJob([folder = state_.parts.dataFolder + kSpillFolder] {
        std::error_code gone;
        std::filesystem::remove_all(folder, gone);
    });
}

} // namespace xpu
