#include "tests/system/programs.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace xpu::system_test;

namespace {

QString samples() { return QStringLiteral(XPU_SOURCE_DIR "/resources/samples/pictures/"); }

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int worstDifference(const QImage& a, const QImage& b)
{
    int worst = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            worst = std::max({worst, std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)),
                              std::abs(qBlue(p) - qBlue(q))});
        }
    return worst;
}

} // namespace

/// The shipped picture sweeps on cpu, on vulkan, and on both give the same pictures within a level.
class DevicesAgreeTest : public QObject {
    Q_OBJECT

private:
    Home home_;

    QSet<QString> runOn(const QString& task, const QString& devices, const QString& out)
    {
        QStringList call = {QStringLiteral("run"), task, QStringLiteral("--out"), out};
        if (!devices.isEmpty())
            call << QStringLiteral("--devices") << devices;
        const Outcome outcome = home_.ctl(call);
        if (outcome.exitCode != 0)
            qWarning("%s\n%s", outcome.out.constData(), outcome.err.constData());
        QSet<QString> used;
        for (const QJsonValue& step :
             outcome.json()[QStringLiteral("tasks")][0][QStringLiteral("steps")].toArray())
            used.insert(step[QStringLiteral("device")].toString());
        return used;
    }

    void compare(const QString& a, const QString& b)
    {
        const QStringList names =
            QDir(home_.work(a + QStringLiteral("/out"))).entryList(QDir::Files);
        QCOMPARE(names.size(), 5);
        for (const QString& name : names) {
            const QImage left(home_.work(a + QStringLiteral("/out/") + name));
            const QImage right(home_.work(b + QStringLiteral("/out/") + name));
            QCOMPARE(left.size(), QSize(160, 120));
            QCOMPARE(right.size(), left.size());
            QVERIFY2(worstDifference(left, right) <= 1, qPrintable(name));
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const QString& name : QDir(samples()).entryList(QDir::Files))
            home_.write(name, contentOf(samples() + name));
        QByteArray both = contentOf(samples() + QStringLiteral("soften-and-shrink.xpu.toml"));
        both.replace("params = { sigma = 2.0 }",
                     "params = { sigma = 2.0 }\ndevices = { pin = \"vulkan\" }");
        both.replace("params = { scale = 0.5 }",
                     "params = { scale = 0.5 }\ndevices = { pin = \"cpu\" }");
        home_.write(QStringLiteral("both.xpu.toml"), both);
    }

    void cpuVulkanAndBothGiveTheSamePictures()
    {
        const QString task = QStringLiteral("soften-and-shrink.xpu.toml");
        QCOMPARE(runOn(task, QStringLiteral("cpu"), QStringLiteral("a")),
                 (QSet<QString>{QStringLiteral("cpu"), QStringLiteral("host")}));
        QCOMPARE(runOn(task, QStringLiteral("vulkan"), QStringLiteral("b")),
                 (QSet<QString>{QStringLiteral("vulkan:0"), QStringLiteral("host")}));
        QCOMPARE(runOn(QStringLiteral("both.xpu.toml"), {}, QStringLiteral("c")),
                 (QSet<QString>{QStringLiteral("cpu"), QStringLiteral("vulkan:0"),
                                QStringLiteral("host")}));
        compare(QStringLiteral("a"), QStringLiteral("b"));
        compare(QStringLiteral("a"), QStringLiteral("c"));
    }

    void denoisedPicturesAreTheSameOnBoth()
    {
        const QString task = QStringLiteral("denoise-and-shrink.xpu.toml");
        QCOMPARE(runOn(task, QStringLiteral("cpu"), QStringLiteral("d")),
                 (QSet<QString>{QStringLiteral("cpu"), QStringLiteral("host")}));
        QCOMPARE(runOn(task, QStringLiteral("vulkan"), QStringLiteral("e")),
                 (QSet<QString>{QStringLiteral("vulkan:0"), QStringLiteral("host")}));
        compare(QStringLiteral("d"), QStringLiteral("e"));
    }
};

QTEST_GUILESS_MAIN(DevicesAgreeTest)
#include "devices_agree_test.moc"
