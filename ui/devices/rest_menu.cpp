#include "ui/devices/rest_menu.h"

#include "ui/bridge/engine_bridge.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QMenu>

#include <algorithm>

namespace xpu::ui {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(RestMenu)
};

} // namespace

void fillRestMenu(QMenu& menu, EngineBridge& bridge, const std::string& device)
{
    const auto rest = [&bridge, device](const QDateTime& until) {
        bridge.send(command::Snooze{device, until.toMSecsSinceEpoch() * 1000});
    };
    const auto add = [&](const QString& name, const QDateTime& until) {
        QObject::connect(menu.addAction(name), &QAction::triggered, &bridge,
                         [rest, until] { rest(until); });
    };
    const QDateTime now = QDateTime::currentDateTime();
    add(Tr::tr("Rest for &1 hour"), now.addSecs(3600));
    add(Tr::tr("Rest for &3 hours"), now.addSecs(qint64{3} * 3600));
    add(Tr::tr("Rest until to&morrow, 8:00"), QDateTime(now.date().addDays(1), QTime(8, 0)));
    menu.addSeparator();
    QAction* wake = menu.addAction(Tr::tr("&Work again"));
    const auto snapshot = bridge.snapshot();
    wake->setEnabled(std::any_of(
        snapshot->devices.begin(), snapshot->devices.end(), [&](const DeviceView& view) {
            return view.info.id == device && view.snoozedUntilUtcMicros != 0;
        }));
    QObject::connect(wake, &QAction::triggered, &bridge, [&bridge, device] {
        bridge.send(command::Snooze{device, 0});
    });
}

} // namespace xpu::ui
