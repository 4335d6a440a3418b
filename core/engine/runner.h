#pragma once

#include "core/engine/divided_step.h"
#include "core/engine/engine_state.h"
#include "core/engine/kept_results.h"
#include "core/engine/step_records.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace xpu {

/// Runs tasks: plans them, stages inputs, hands launches to devices and settles what comes back.
/// Engine thread only.
class Runner {
public:
    Runner(EngineState& state, KeptResults& kept) : state_(state), kept_(kept) {}

    /// Makes the task's run, with the steps that a restart found finished already done.
    void prepare(Task& task);
    /// Starts launches, transfers and queued tasks until nothing more can start.
    void dispatch();
    void completed(Completion done);
    void progress(LaunchId id, double percent);
    /// Gives up what has not run; ends the task once its launches have come back.
    void cancel(Task& task);
    /// Lets interrupted steps run again.
    void rerunInterrupted(Task& task);
    /// Puts the running tasks into the order of the queue again.
    void sortRunning();
    void setThreadBudget(int threads);
    /// The device is to rest: what can run elsewhere is not kept waiting for it.
    void spare(DeviceIndex away);
    /// Journals finished steps that have waited long enough, or all of them.
    void flushFinished(bool all);
    Seconds nextFlush() const;
    /// True while launches are out: worth a short spin before parking.
    bool active() const { return busy_ > 0; }
    bool unsaved() const { return !finished_.empty(); }
    bool idle() const { return busy_ == 0 && finished_.empty() && state_.running.empty(); }
    std::vector<std::string> runningOn(DeviceIndex d) const;
    /// Ids of the devices that run steps of the task now.
    std::vector<std::string> devicesOf(const Task& task) const;
    /// Values that an earlier process wrote out to make room are of no use to this one.
    void clearSpills() const;
    /// Cancels every launch that is out (end of the engine).
    void abandon();

private:
    enum class Start : std::uint8_t { Launched, Staged, Blocked, Settled };
    struct Candidate {
        Task* task = nullptr;
        std::uint32_t order = ReadySet::kNone;
        std::size_t rank = 0; ///< of the task among the running
    };

    // planning.cpp
    void begin(Task& task);
    void lookFirst(Task& task);
    void askForPlan(Task& task);
    void adoptPlan(Task& task, std::uint64_t generation, Result<Plan> plan);
    void refuseImpossible(Task& task);
    void releaseFirstSteps(Task& task);
    bool startNextTask();
    bool hasUseFor(Task& task);

    // leaving_out.cpp
    void leaveOut(Task& task);
    void passOver(Task& task, StepIndex s, std::string why);
    void goOnWithout(Task& task, StepIndex s);
    void takeAsDone(Task& task, StepIndex s);
    void offerFiles(TaskRun& run, StepIndex s) const;

    // dispatch.cpp
    bool dispatchPass();
    Candidate best(std::size_t d) const;
    /// How long the device was asked to do nothing yet; <= 0 when it may work.
    Seconds restOf(const DeviceSlot& slot) const;
    int depthOf(const DeviceSlot& slot) const;
    bool fillDevice(std::size_t d);
    Start guardedStart(Task& task, StepIndex s, DeviceIndex d);
    Start tryStart(Task& task, StepIndex s, DeviceIndex d);
    int threadsOf(const Step& step) const;
    std::optional<int> takeThreads(const Step& step, DeviceSlot& slot);
    void threadsBack(DeviceSlot& slot, int held);
    void giveThreads(DeviceSlot& slot, int threads);
    void breakDeadlock();

    // launching.cpp
    void journalStart(Task& task, StepIndex s, DeviceIndex d, std::function<void()> then);
    void launchJournaled(Task& task, StepIndex s, DeviceIndex d);
    void launch(Task& task, StepIndex s, DeviceIndex d);
    void fillOperands(Task& task, StepIndex s, const DeviceSlot& slot, Launch& launch);
    std::shared_ptr<const Work> workFor(Task& task, StepIndex s, const DeviceInfo& on) const;
    LaunchId newLaunch(InFlight what);
    InFlight* flightOf(LaunchId id);
    void submit(DeviceIndex d, Launch launch);
    void nextInTurn(DeviceSlot& slot, LaunchId ended);
    void flushReleases();

    // warm_up.cpp
    void warmUp();
    bool mayWarm(std::size_t d) const;
    bool warmNext(Task& task, DeviceIndex d);

    // divided.cpp
    std::optional<Start> startDivided(Task& task, StepIndex s, DeviceIndex d);
    std::unique_ptr<DividedStep> divide(Task& task, StepIndex s, DeviceIndex d);
    std::optional<RowDealer::Worker> workerOn(const DividedStep& divided, DeviceIndex d) const;
    bool isFree(DeviceIndex d) const;
    int cpuThreadsOf(const DividedStep& divided, DeviceIndex d) const;
    void invite(DividedStep& divided);
    void dealJournaled(Task& task, StepIndex s);
    bool stageOnHost(Task& task, StepIndex s);
    bool placeResults(DividedStep& divided);
    bool dealPieces();
    bool deal(DividedStep& divided);
    bool launchPiece(DividedStep& divided, std::size_t w);
    bool reservePiece(DividedStep& divided, const DeviceSlot& slot, const PieceSpecs& specs,
                      DividedStep::Piece& piece);
    void submitPiece(DividedStep& divided, DividedStep::Piece piece, const PieceSpecs& specs);

    // divided_ending.cpp
    void pieceCompleted(const InFlight& flight, Completion& done);
    void pieceDone(DividedStep& divided, const DividedStep::Piece& piece, const InFlight& flight,
                   const Completion& done);
    void pieceFailed(DividedStep& divided, const DividedStep::Piece& piece,
                     const LaunchError& error);
    void endDivided(DividedStep& divided);
    void unpinDivided(DividedStep& divided, bool complete);

    // completion.cpp
    void stepCompleted(const InFlight& flight, Completion& done);
    void takeResults(Task& task, StepIndex s, const DeviceSlot& slot, Completion& done);
    bool inFlightIn(const Task& task, std::uint32_t b, std::uint32_t memory) const;
    void undoLaunch(Task& task, StepIndex s, const DeviceSlot& slot);
    void learn(Task& task, StepIndex s, DeviceIndex d, const Completion& done);
    void verify(Task& task, StepIndex s);
    void save(Task& task, StepIndex s);

    // second_try.cpp
    bool retry(Task& task, StepIndex s, const LaunchError& error);
    bool moveElsewhere(Task& task, StepIndex s, DeviceIndex away);
    void placeAnew(Task& task, StepIndex s, DeviceIndex d);
    DeviceIndex fastestAwake(const StepGroup& group) const;

    // settle.cpp
    void makeReady(Task& task, StepIndex s) const;
    void stepDone(Task& task, StepIndex s);
    void inputsCame(RunStep& step) const;
    void stepFailed(Task& task, StepIndex s, StepError error);
    void settle(Task& task, StepIndex s, StepState final);
    void forgetLeft(Task& task, StepIndex s);
    void skipSuccessors(Task& task, StepIndex s);
    void releaseInputs(Task& task, StepIndex s);
    void cancelled(Task& task, StepIndex s);

    // ending.cpp
    void stop(Task& task, const std::string& what);
    void maybeEnd(Task& task);

    // run_ahead.cpp
    void offerSuccessors(Task& task, StepIndex s);
    bool inputsAhead(Task& task, StepIndex s, const DeviceSlot& slot) const;
    void endOffer(Task& task, StepIndex s);
    void takeBackSuccessors(Task& task, StepIndex s);
    void takeBack(Task& task, StepIndex s);
    void staleCompleted(Task& task, StepIndex s, const DeviceSlot& slot);

    // making_room.cpp
    struct Victim;
    std::vector<Victim> victimsIn(std::uint32_t memory) const;
    bool makeRoom(std::uint32_t memory, Bytes wanted, const IoRequest* load = nullptr);
    void spill(const std::vector<Victim>& victims, Bytes wanted);
    void spillCompleted(Task& task, std::uint32_t b, bool written);
    void forgetSpill(RunBuffer& buffer) const;

    // staging.cpp
    bool stage(Task& task, StepIndex s, const DeviceSlot& slot);
    void bringToHost(Task& task, std::uint32_t b, StepIndex waiter);
    bool specsReady(Task& task, StepIndex s, DeviceIndex d);
    bool reserve(Task& task, StepIndex s, const DeviceSlot& slot);
    bool wantedOnHost(Task& task, StepIndex s, std::uint32_t b, std::uint32_t memory) const;
    bool serveIo(std::size_t d);
    void learnFile(const InFlight& flight, const TensorSpec& spec, const Completion& done);
    bool startIo(DeviceIndex d, const IoRequest& io);
    void ioCompleted(const InFlight& flight, Completion& done);
    void arrived(Task& task, std::uint32_t b, const std::optional<StepError>& error);
    void hold(TaskRun& run, RunBuffer& buffer, std::uint32_t memory);
    void learnSpec(TaskRun& run, RunBuffer& buffer, const TensorSpec& spec);
    void dropCopy(Task& task, std::uint32_t b, std::uint32_t memory);
    void drop(Task& task, std::uint32_t b);
    void releaseAll(Task& task);

    EngineState& state_;
    KeptResults& kept_;
    std::vector<InFlight> flights_;
    std::vector<std::uint32_t> freeFlights_;
    std::vector<std::unique_ptr<DividedStep>> divided_; ///< under way
    std::vector<EndedStep> finished_;                   ///< not journaled yet
    double finishedSince_ = 0;
    int busy_ = 0; ///< launches out, starts being journaled, checks of results under way
    std::uint64_t useCounter_ = 0;
    int planning_ = 0;
    bool abandoned_ = false;
    bool blockedForThreads_ = false;
    std::optional<std::pair<Task*, StepIndex>> blockedForMemory_;
    std::optional<IoRequest> blockedIo_;
    bool ioQueued_ = false;       ///< since the last look at the devices' requests
    bool blockedDivided_ = false; ///< the next piece of a step without any in flight has no room
};

} // namespace xpu
