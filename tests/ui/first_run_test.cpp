#include "tests/ui/support/hand_made.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/first_run/first_run.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace xpu;
using namespace xpu::ui;
using namespace xpu::ui::test;

/// The pages for new users.
class FirstRunTest : public QObject {
    Q_OBJECT

    static QPushButton* button(const QDialog& dialog, const char* caption)
    {
        for (QPushButton* each : dialog.findChildren<QPushButton*>())
            if (each->text().remove(u'&') == QLatin1String(caption))
                return each;
        return nullptr;
    }
    static bool says(const QDialog& dialog, const char* words)
    {
        for (const QLabel* each : dialog.findChildren<QLabel*>())
            if (each->isVisibleTo(&dialog) && each->text().contains(QString::fromUtf8(words)))
                return true;
        return false;
    }
    static std::shared_ptr<Snapshot> snapshotWith(Measuring measuring)
    {
        auto snapshot = std::make_shared<Snapshot>(*fullSnapshot());
        snapshot->measuring = measuring;
        return snapshot;
    }

private Q_SLOTS:
    void devicesAreListedWithTheReasonWhyOneCannotBeUsed()
    {
        FakeEngine engine;
        auto snapshot = snapshotWith({});
        snapshot->devices.clear();
        for (const char* id : {"cpu", "vulkan:0", "host"}) {
            DeviceView device;
            device.info.id = id;
            device.info.driver = id;
            device.info.kind = std::string(id) == "host" ? DeviceClass::Host : DeviceClass::Cpu;
            device.info.friendlyName = std::string("the ") + id;
            snapshot->devices.push_back(device);
        }
        snapshot->devices[1].info.unusableReason = "the self-test failed";
        engine.publish(snapshot);
        EngineBridge bridge(engine.door());
        const FirstRun dialog(bridge);
        QVERIFY(says(dialog, "cpu – the cpu: ready"));
        QVERIFY(says(dialog, "the vulkan:0: cannot be used, the self-test failed"));
        QVERIFY(!says(dialog, "the host"));
    }

    void measuringIsAskedForOnceAndItsProgressIsShown()
    {
        FakeEngine engine;
        engine.publish(snapshotWith({40, 40, false}));
        EngineBridge bridge(engine.door());
        const FirstRun dialog(bridge);
        button(dialog, "Next")->click();
        QPushButton* measure = button(dialog, "Measure now");
        QVERIFY(measure->isEnabled());
        measure->click();
        QCOMPARE(engine.commands.size(), std::size_t{1});
        QVERIFY(std::holds_alternative<command::Measure>(engine.commands[0]));
        engine.publish(snapshotWith({10, 40, true}));
        const auto* progress = dialog.findChild<QProgressBar*>();
        QTRY_COMPARE(progress->value(), 30);
        QCOMPARE(progress->maximum(), 40);
        QVERIFY(!measure->isEnabled());
        engine.publish(snapshotWith({0, 40, false}));
        QTRY_VERIFY(says(dialog, "All operators are measured."));
        QVERIFY(!measure->isEnabled());
    }

    void everyPageCanBeLeftForTheNextTheLastOneAndTheWindow()
    {
        FakeEngine engine;
        engine.publish(snapshotWith({}));
        EngineBridge bridge(engine.door());
        auto* dialog = new FirstRun(bridge);
        QSignalSpy finished(dialog, &QDialog::finished);
        QVERIFY(!button(*dialog, "Back")->isEnabled());
        button(*dialog, "Next")->click();
        button(*dialog, "Next")->click();
        QVERIFY(says(*dialog, "Power is watched, not changed"));
        button(*dialog, "Back")->click();
        QVERIFY(says(*dialog, "Measure them once"));
        button(*dialog, "Next")->click();
        button(*dialog, "Start")->click();
        QCOMPARE(finished.size(), 1);

        auto* skipped = new FirstRun(bridge);
        QSignalSpy left(skipped, &QDialog::finished);
        button(*skipped, "Skip")->click();
        QCOMPARE(left.size(), 1);
    }
};

QTEST_MAIN(FirstRunTest)
#include "first_run_test.moc"
