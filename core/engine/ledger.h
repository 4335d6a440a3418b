#pragma once

#include "core/base/invariant.h"
#include "core/base/units.h"

#include <cstdint>
#include <vector>

namespace xpu {

/// Bytes our own work has reserved in each memory: 0 is the host's, shared by all devices that
/// read it directly; every other device has its own. Engine thread only.
class Ledger {
public:
    /// @param limit  0 = none
    std::uint32_t addMemory(Bytes limit)
    {
        memories_.push_back({limit, {}, {}});
        return static_cast<std::uint32_t>(memories_.size() - 1);
    }
    void raiseLimit(std::uint32_t memory, Bytes limit)
    {
        if (limit > memories_[memory].limit)
            memories_[memory].limit = limit;
    }
    Bytes limit(std::uint32_t memory) const { return memories_[memory].limit; }
    Bytes used(std::uint32_t memory) const { return memories_[memory].used; }
    Bytes peak(std::uint32_t memory) const { return memories_[memory].peak; }

    bool fits(std::uint32_t memory, Bytes size) const
    {
        const Memory& m = memories_[memory];
        return m.limit.count == 0 || m.used + size <= m.limit;
    }
    /// False, and nothing reserved, when it does not fit.
    bool reserve(std::uint32_t memory, Bytes size)
    {
        if (!fits(memory, size))
            return false;
        force(memory, size);
        return true;
    }
    /// For sizes learned only after the bytes are there.
    void force(std::uint32_t memory, Bytes size)
    {
        Memory& m = memories_[memory];
        m.used += size;
        if (m.used > m.peak)
            m.peak = m.used;
    }
    void release(std::uint32_t memory, Bytes size)
    {
        XPU_INVARIANT(memories_[memory].used >= size, "more memory released than reserved");
        memories_[memory].used -= size;
    }

private:
    struct Memory {
        Bytes limit, used, peak;
    };
    std::vector<Memory> memories_;
};

} // namespace xpu
