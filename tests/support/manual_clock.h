#pragma once

#include "core/base/clock.h"

namespace xpu::test {

/// Stands still until a test moves it.
class ManualClock final : public Clock {
public:
    Seconds now() const override { return now_; }
    std::int64_t utcMicros() const override
    {
        return 1'700'000'000'000'000 + static_cast<std::int64_t>(now_.count() * 1e6);
    }
    void advance(Seconds by) { now_ += by; }

private:
    Seconds now_{1};
};

} // namespace xpu::test
