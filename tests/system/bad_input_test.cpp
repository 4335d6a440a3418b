#include "tests/system/programs.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace xpu::system_test;

namespace {

constexpr double kSeconds = 2;
constexpr qint64 kPeakKiB = 300 * 1024;

QByteArray pictureTask(const QByteArray& file)
{
    return "xpu = 1\nname = \"p\"\n[[step]]\nid = \"load\"\nop = \"image.load\"\n[step.in]\nfile = "
           "\""
           + file
           + "\"\n[[step]]\nid = \"save\"\nop = \"image.save\"\n[step.in]\nx = "
             "\"load.x\"\n[step.out]\nfile = \"out.png\"\n";
}

QByteArray arrayTask(const QByteArray& file)
{
    return "xpu = 1\nname = \"a\"\n[[step]]\nid = \"m\"\nop = \"map\"\nparams = { expr = \"x\" "
           "}\n[step.in]\nx = \""
           + file + "\"\n[step.out]\ny = \"out.npy\"\n";
}

QByteArray npyHeader(const QByteArray& dictionary)
{
    QByteArray header = dictionary;
    while ((10 + header.size() + 1) % 64 != 0)
        header += ' ';
    header += '\n';
    QByteArray file("\x93NUMPY\x01\x00", 8);
    file += static_cast<char>(header.size() & 0xff);
    file += static_cast<char>(header.size() >> 8);
    return file + header;
}

} // namespace

/// Hostile and broken input through the real program: a clear error, quickly, in little memory, and
/// the task beside it still runs.
class BadInputTest : public QObject {
    Q_OBJECT

private:
    Home home_;

private Q_SLOTS:
    void initTestCase()
    {
        const QByteArray png = [] {
            QFile file(QStringLiteral(XPU_SOURCE_DIR "/resources/samples/pictures/scan-1.png"));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }();
        QVERIFY(png.size() > 1000);
        home_.write(QStringLiteral("good.png"), png);
        home_.write(QStringLiteral("truncated.png"), png.left(png.size() / 2));
        home_.write(QStringLiteral("zero.png"), {});
        home_.write(QStringLiteral("zero.npy"), {});
        home_.write(QStringLiteral("huge.npy"),
                    npyHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (5368709120,), }")
                        + QByteArray(900, '\0'));
        home_.write(QStringLiteral("overflow.npy"),
                    npyHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, "
                              "4294967296, 8), }"));
        home_.write(QStringLiteral("object.npy"),
                    npyHeader("{'descr': '|O', 'fortran_order': False, 'shape': (3,), }")
                        + QByteArray(64, '\0'));
        QFile::link(QStringLiteral("/etc/hostname"), home_.work(QStringLiteral("link.png")));
        home_.write(QStringLiteral("good.xpu.toml"), pictureTask("good.png"));
    }

    void isRefusedClearlyAndQuickly_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("code");
        QTest::newRow("zero-byte picture") << pictureTask("zero.png") << "E304";
        QTest::newRow("zero-byte array") << arrayTask("zero.npy") << "E304";
        QTest::newRow("20 GiB promised in 1 KiB") << arrayTask("huge.npy") << "E304";
        QTest::newRow("shape overflows") << arrayTask("overflow.npy") << "E304";
        QTest::newRow("object array") << arrayTask("object.npy") << "E303";
        QTest::newRow("path leaves the folder") << pictureTask("../../../etc/hostname") << "E301";
        QTest::newRow("absolute path") << pictureTask("/etc/hostname") << "E301";
        QTest::newRow("symbolic link leaves the folder") << pictureTask("link.png") << "E307";
        QTest::newRow("missing") << pictureTask("nothing.png") << "E302";
        QTest::newRow("100 000-part key") << QByteArray("a.").repeated(100000) + "b = 1\n"
                                          << "E104";
        QTest::newRow("deep nesting") << "a = " + QByteArray("[").repeated(50000) << "E104";
        QTest::newRow("not UTF-8") << QByteArray("xpu = 1\nname = \"\xff\xfe\"\n") << "E101";
        QTest::newRow("empty") << QByteArray() << "E108";
        QTest::newRow("too large") << QByteArray("#").repeated(300 * 1024) << "E103";
    }

    void isRefusedClearlyAndQuickly()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, code);
        home_.write(QStringLiteral("bad.xpu.toml"), file);
        const Outcome outcome =
            home_.ctl({QStringLiteral("check"), QStringLiteral("bad.xpu.toml")});
        QVERIFY2(!outcome.crashed, outcome.err.constData());
        QCOMPARE(outcome.exitCode, 2);
        const QJsonArray errors =
            outcome.json()[QStringLiteral("files")][0][QStringLiteral("errors")].toArray();
        QStringList codes;
        for (const QJsonValue& error : errors)
            codes << error[QStringLiteral("code")].toString();
        QVERIFY2(codes.contains(code),
                 qPrintable(QStringLiteral("expected ") + code + QStringLiteral(", got ")
                            + codes.join(QLatin1Char(' '))));
        QVERIFY2(outcome.seconds < kSeconds, qPrintable(QString::number(outcome.seconds)));
        QVERIFY2(outcome.peakKiB < kPeakKiB, qPrintable(QString::number(outcome.peakKiB)));
    }

    void aTruncatedPictureFailsItsStepAndTheQueueGoesOn()
    {
        home_.write(QStringLiteral("truncated.xpu.toml"), pictureTask("truncated.png"));
        const Outcome outcome =
            home_.ctl({QStringLiteral("run"), QStringLiteral("truncated.xpu.toml"),
                       QStringLiteral("good.xpu.toml")});
        const QJsonArray tasks = outcome.json()[QStringLiteral("tasks")].toArray();
        QCOMPARE(tasks.size(), 2);
        QVERIFY2(tasks[0][QStringLiteral("state")].toString() != QLatin1String("done"),
                 outcome.out.constData());
        QCOMPARE(tasks[1][QStringLiteral("state")].toString(), QStringLiteral("done"));
        QVERIFY(outcome.exitCode == 1 || outcome.exitCode == 2);
        QVERIFY(outcome.seconds < 2 * kSeconds);
    }

    void unapprovedCommandsDoNotRun()
    {
        home_.write(
            QStringLiteral("command.xpu.toml"),
            "xpu = 1\nname = \"c\"\n[[step]]\nid = \"c\"\nrun = [\"touch\", \"touched\"]\n");
        const Outcome outcome =
            home_.ctl({QStringLiteral("run"), QStringLiteral("command.xpu.toml")});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.out.contains("E601"), outcome.out.constData());
        QVERIFY(!QFile::exists(home_.work(QStringLiteral("touched"))));
        QCOMPARE(
            home_.ctl({QStringLiteral("approve"), QStringLiteral("command.xpu.toml")}).exitCode, 0);
        const Outcome again =
            home_.ctl({QStringLiteral("run"), QStringLiteral("command.xpu.toml")});
        QVERIFY2(again.exitCode == 0, again.out.constData());
        QVERIFY(QFile::exists(home_.work(QStringLiteral("touched"))));
    }
};

QTEST_GUILESS_MAIN(BadInputTest)
#include "bad_input_test.moc"
