#pragma once

#include "compute/kernels/interface.h"
#include "compute/posix/unique_fd.h"
#include "core/task/import/kernel_task.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace xpu::kernels {

/// Where ports begin in the memory shared with the worker: importing drivers want whole pages, some
/// of 64 KiB.
inline constexpr std::uint64_t kPortAlignment = 65536;
/// The end of the line to the parent, as the worker sees it.
inline constexpr int kJobFd = 6;
/// What tells xpu-worker that it is to run kernels.
inline constexpr const char* kKernelArgument = "--kernels";

/// One launch as the worker is told of it. The source and the memory travel beside it.
struct KernelJob {
    struct PortRange {
        std::string name;
        bool output = false;
        std::uint64_t offset = 0;
        std::uint64_t bytes = 0;
    };
    std::string language;
    std::string file; ///< for messages
    std::string entry;
    std::vector<PortRange> ports;
    std::uint64_t memoryBytes = 0;
    std::uint64_t deviceBytes =
        0; ///< the most that buffers may take; 0 = whatever the driver gives
    std::map<std::string, Value> values; ///< "push.NAME", "spec.NAME", "local.x"
    std::array<std::uint64_t, 3> global{1, 1, 1};
    bool describeOnly = false; ///< nothing is run: the answer is a sketch
    bool loopsAllowed = false; ///< even where the driver may end them early
};

/// What comes back, twice for a job that ends well.
struct KernelReply {
    enum class Kind : std::uint8_t { Prepared, Done, Failed, Described };
    Kind kind = Kind::Failed;
    Seconds took{0};
    bool doubtful = false; ///< the driver may have ended a loop early, and says nothing of it
    LaunchError error;
    KernelSketch sketch{}; ///< of a description
};

std::string encode(const KernelJob& job);
/// nullopt for anything malformed.
std::optional<KernelJob> decodeJob(const std::string& text);
std::string encode(const KernelReply& reply);
std::optional<KernelReply> decodeReply(const std::string& text);

/// One message over a SOCK_SEQPACKET socket; false when the other side is gone.
bool sendMessage(int socket, const std::string& text, const std::vector<int>& descriptors);
struct Received {
    std::string text; ///< empty = the other side is gone
    std::vector<UniqueFd> descriptors;
};
Received receiveMessage(int socket);

} // namespace xpu::kernels
