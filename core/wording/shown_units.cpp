#include "core/wording/shown_units.h"

#include <atomic>

namespace xpu::wording {
namespace {

std::atomic<ShownUnits> current{ShownUnits{}};

} // namespace

void showUnits(ShownUnits units) { current.store(units); }
ShownUnits shownUnits() { return current.load(); }

} // namespace xpu::wording
