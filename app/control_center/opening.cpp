#include "app/control_center/opening.h"

#include "app/assembly/owner.h"

#include <QMetaObject>
#include <QObject>

#include <utility>

namespace xpu::control_center {

Opening::Opening(assembly::Owner& owner, QObject& receiver, std::function<void(Result<void>)> then)
    : thread_([&owner, &receiver, then = std::move(then)] {
          QMetaObject::invokeMethod(
              &receiver, [then, outcome = owner.start()] { then(outcome); }, Qt::QueuedConnection);
      })
{}

Opening::~Opening() { thread_.join(); }

} // namespace xpu::control_center
