#include "app/assembly/owner.h"
#include "app/control_center/hand_over.h"
#include "app/control_center/opening.h"
#include "app/control_center/owner_door.h"
#include "app/control_center/samples.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace xpu;
using namespace xpu::control_center;

/// The composition root: an owner that starts while the event loop runs, and its door.
class ControlCenterTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir places_;
    int folders_ = 0;

    std::unique_ptr<assembly::Owner> claimNew()
    {
        const QString folder = places_.filePath(QString::number(++folders_));
        QDir().mkpath(folder);
        auto owner = assembly::Owner::claim({.dataFolder = folder.toStdString(), .raise = {}});
        return owner ? std::move(*owner) : nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const char* name : {"HOME", "XDG_RUNTIME_DIR"})
            qputenv(name, QFile::encodeName(places_.path()));
        for (const char* name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"})
            qunsetenv(name);
    }

    void aClaimedFolderBelongsToNobodyElseBeforeItsOwnerHasStarted()
    {
        const auto owner = claimNew();
        QVERIFY(owner);
        const std::string folder = places_.filePath(QString::number(folders_)).toStdString();
        const auto second = assembly::Owner::open({.dataFolder = folder, .raise = {}});
        QVERIFY(!second);
        QCOMPARE(second.error().code, Errc::Busy);
    }

    void theEventLoopHearsThatTheOwnerHasStarted()
    {
        const auto owner = claimNew();
        QVERIFY(owner);
        std::optional<Result<void>> heard;
        const QThread* on = nullptr;
        QObject receiver;
        const Opening opening(*owner, receiver, [&](const Result<void>& outcome) {
            heard = outcome;
            on = QThread::currentThread();
        });
        QTRY_VERIFY_WITH_TIMEOUT(heard.has_value(), 60'000);
        QVERIFY(heard->has_value());
        QCOMPARE(on, receiver.thread());
        QVERIFY(!owner->engine().snapshot()->devices.empty());
    }

    void theEventLoopHearsWhyTheOwnerDidNotStart()
    {
        const auto owner = claimNew();
        QVERIFY(owner);
        QVERIFY(QDir().mkpath(places_.filePath(QString::number(folders_))
                              + QStringLiteral("/xpu.sqlite/in-the-way")));
        std::optional<Result<void>> heard;
        QObject receiver;
        const Opening opening(*owner, receiver,
                              [&](const Result<void>& outcome) { heard = outcome; });
        QTRY_VERIFY_WITH_TIMEOUT(heard.has_value(), 60'000);
        QVERIFY(!heard->has_value());
        QVERIFY(heard->error().context.find("xpu.sqlite") != std::string::npos);
    }

    void filesOfASecondStartLandWhereTheWindowStands()
    {
        const std::string folder = places_.filePath(QStringLiteral("stands")).toStdString();
        QVERIFY(QDir().mkpath(QString::fromStdString(folder)));
        int row = -1;
        int raised = 0;
        const auto owner = assembly::Owner::open({.dataFolder = folder,
                                                  .runs = EngineParts::Runs::Nothing,
                                                  .raise = [&raised] { ++raised; },
                                                  .standsAt = [&row] { return row; }});
        QVERIFY(owner);
        const auto start = [&folder](const char* name) {
            return handOver(folder, {folder + "/" + name});
        };
        QVERIFY(start("first.xpu.toml") == HandedOver::ToWindow);
        QVERIFY(start("second.xpu.toml") == HandedOver::ToWindow);
        row = 1;
        QVERIFY(start("third.xpu.toml") == HandedOver::ToWindow);
        QCOMPARE(raised, 3);
        const auto order = [&owner] {
            QStringList names;
            for (const auto& task : (*owner)->engine().snapshot()->queue)
                names << QString::fromStdString(task->path).section(u'/', -1).section(u'.', 0, 0);
            return names.join(u' ');
        };
        QTRY_COMPARE(order(), QStringLiteral("first third second"));
    }

    void framesComeOnlyWhileSomebodyPaysAttention()
    {
        const auto owner = claimNew();
        QVERIFY(owner && owner->start());
        const ui::EngineDoor door = doorOf(*owner, std::make_shared<Raise>());
        QVERIFY(!owner->sampler().hasSubscribers());
        for (const auto attention : {ui::Attention::Live, ui::Attention::Quiet}) {
            door.watch(attention);
            std::vector<FramePtr> frames;
            const auto arrived = [&] {
                if (frames.empty())
                    frames = door.takeFrames();
                return !frames.empty();
            };
            QTRY_VERIFY_WITH_TIMEOUT(arrived(), 60'000);
            door.watch(ui::Attention::None);
            // The sampler's thread may still hand out its last frame.
            QTRY_VERIFY(!owner->sampler().hasSubscribers());
            QVERIFY(door.takeFrames().empty());
        }
    }

    void aSampleIsCopiedOnceAndLeftToTheUserAfterwards()
    {
        const std::vector<std::string> samples = sampleFiles();
        QCOMPARE(samples.size(), std::size_t{3});
        const std::string folder = places_.filePath(QStringLiteral("copies")).toStdString();
        const auto copy = copySample(samples[1], folder);
        QVERIFY(copy);
        QCOMPARE(*copy, folder + "/numbers/normalised-product.xpu.toml");
        QVERIFY(QFile::exists(QString::fromStdString(folder + "/numbers/a.npy")));
        QFile file(QString::fromStdString(*copy));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
        file.close();
        QVERIFY(copySample(samples[1], folder));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("mine"));
    }

    void aSampleThatCannotBeCopiedSaysWhere()
    {
        const auto copy = copySample(sampleFiles().at(0), "/proc/nowhere");
        QVERIFY(!copy);
        QVERIFY(copy.error().context.find("/proc/nowhere/commands") == 0);
    }
};

QTEST_GUILESS_MAIN(ControlCenterTest)
#include "control_center_test.moc"
