#pragma once

#include "core/base/result.h"

#include <functional>
#include <thread>

class QObject;

namespace xpu::assembly {
class Owner;
}

namespace xpu::control_center {

/// Starts an owner on a thread of its own: probing devices takes longer than drawing the window.
class Opening {
public:
    /// @param then  called from the event loop of `receiver`, which must outlive this
    Opening(assembly::Owner& owner, QObject& receiver, std::function<void(Result<void>)> then);
    /// Waits until the owner has started; `then` may not be called any more.
    ~Opening();
    Opening(const Opening&) = delete;
    Opening& operator=(const Opening&) = delete;

private:
    std::thread thread_;
};

} // namespace xpu::control_center
