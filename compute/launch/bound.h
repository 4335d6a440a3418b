#pragma once

#include "compute/launch/executor.h"

namespace xpu::launch {

/// Blocks given back when the launch that needed them ends, however it ends.
class Scratch {
public:
    explicit Scratch(MemoryPool& pool) : pool_(pool) {}
    ~Scratch()
    {
        for (const Block& block : blocks_)
            pool_.free(block);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    Result<void> add(Bytes size)
    {
        auto block = pool_.allocate(size);
        if (!block)
            return tl::unexpected(block.error());
        blocks_.push_back(*block);
        return {};
    }
    const Block& operator[](std::size_t i) const { return blocks_[i]; }
    const Block& back() const { return blocks_.back(); }

private:
    MemoryPool& pool_;
    std::vector<Block> blocks_;
};

/// The memory behind a plan's slots while it runs.
struct Executor::Bound {
    explicit Bound(MemoryPool& pool) : temporaries(pool), constants(pool) {}

    Scratch temporaries;
    Scratch constants;
    std::vector<Block> inputs;
    std::vector<Block> outputs;

    Block operator()(Slot slot) const
    {
        switch (slot.role) {
        case Slot::Role::Input:
            return inputs[slot.index];
        case Slot::Role::Output:
            return outputs[slot.index];
        case Slot::Role::Temporary:
            return temporaries[slot.index];
        case Slot::Role::Constant:
            break;
        }
        return constants[slot.index];
    }
};

} // namespace xpu::launch
