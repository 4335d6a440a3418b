#include "tests/system/drag.h"
#include "tests/system/programs.h"
#include "tests/system/reader.h"
#include "tests/system/screen.h"

#include <QElapsedTimer>
#include <QTest>

using namespace xpu::system_test;

/// The real window worked as a person does: mouse and keys go in through the X server, and what the
/// window says comes out as a screen reader hears it. XPU_SHOTS=DIR keeps pictures.
class PersonTest : public QObject {
    Q_OBJECT

private:
    Home home_;
    Screen screen_;
    Reader reader_;
    QProcess window_;

    enum Cell { Sentence = 0, State = 2 };

    QString file(const QString& name) const
    {
        return home_.work(name + QStringLiteral(".xpu.toml"));
    }

    void writeTask(const QString& name) const
    {
        home_.write(name + QStringLiteral(".xpu.toml"),
                    "xpu = 1\nname = \"" + name.toUtf8()
                        + "\"\n[[step]]\nid = \"double\"\nop = \"map\"\n"
                          "params = { expr = \"2 * x\" }\n[step.in]\nx = \"x.csv\"\n"
                          "[step.out]\ny = \"out/"
                        + name.toUtf8() + ".csv\"\n");
    }

    /// "alpha beta gamma" in the order of the rows; the state of one that is not queued follows it.
    QString said() const
    {
        QStringList words;
        for (const ReadRow& row : reader_.table(QStringLiteral("Queue"))) {
            for (const char* name : {"alpha", "beta", "gamma"})
                if (row.cells.value(Sentence).contains(QLatin1String(name)))
                    words << QLatin1String(name);
            if (row.cells.value(State) != QStringLiteral("queued"))
                words.last() += u'=' + row.cells.value(State);
        }
        return words.join(u' ');
    }

    void expect(const char* rows)
    {
        QElapsedTimer timer;
        timer.start();
        QString heard = said();
        while (heard != QLatin1String(rows) && timer.elapsed() < 60000)
            heard = said();
        QCOMPARE(heard, QLatin1String(rows));
    }

    QPoint middleOf(int row) const
    {
        const auto rows = reader_.table(QStringLiteral("Queue"));
        const QRect box = rows.at(static_cast<std::size_t>(row)).box;
        return {box.right() + 60, box.center().y()};
    }

    void click(int row)
    {
        screen_.press(middleOf(row));
        screen_.release();
    }

    void startWindow()
    {
        home_.setVariable("DBUS_SESSION_BUS_ADDRESS", reader_.busAddress());
        home_.setVariable("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", QStringLiteral("1"));
        home_.startWindowOn(window_, screen_.display());
        QVERIFY(!screen_.windowNamed(QStringLiteral("XPU Optimizer")).isEmpty());
        screen_.place(QStringLiteral("XPU Optimizer"), QRect(0, 0, 1440, 760));
    }

    void shoot(const char* name)
    {
        if (const QByteArray folder = qgetenv("XPU_SHOTS"); !folder.isEmpty())
            screen_.shoot(QString::fromLocal8Bit(folder) + QLatin1Char('/') + QLatin1String(name)
                          + QStringLiteral(".png"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QString reason = screen_.open();
        if (reason.isEmpty())
            reason = reader_.open(screen_.display());
        if (!reason.isEmpty())
            QSKIP(qPrintable(reason));
        home_.write(QStringLiteral("x.csv"), "1,2\n3,4\n");
        for (const char* name : {"alpha", "beta", "gamma"})
            writeTask(QLatin1String(name));
        startWindow();
    }

    void theQueueIsPausedAndTwoFilesAreDropped()
    {
        screen_.key(QStringLiteral("ctrl+shift+p"));
        Drag drag(screen_);
        QVERIFY(drag.take({file(QStringLiteral("alpha")), file(QStringLiteral("beta"))}));
        drag.over({520, 300});
        drag.letGo();
        expect("alpha beta");
    }

    void aSecondStartHandsItsFileOver()
    {
        QProcess second;
        home_.startWindowOn(second, screen_.display(), {file(QStringLiteral("gamma"))});
        QVERIFY(second.waitForFinished(60000));
        QCOMPARE(second.exitCode(), 0);
        expect("alpha beta gamma");
    }

    void aRowIsDraggedToAnotherPlace()
    {
        const QPoint top = middleOf(0);
        screen_.press(middleOf(2));
        screen_.moveTo(top + QPoint(0, -12));
        screen_.release();
        expect("gamma alpha beta");
        shoot("dragged");
    }

    void keysMoveHoldCancelAndRemove()
    {
        click(0);
        screen_.key(QStringLiteral("alt+Down"));
        expect("alpha gamma beta");
        click(0);
        screen_.key(QStringLiteral("h"));
        expect("alpha=held gamma beta");
        click(1);
        screen_.key(QStringLiteral("ctrl+period"));
        expect("alpha=held gamma=cancelled beta");
        click(2);
        screen_.key(QStringLiteral("Delete"));
        expect("alpha=held gamma=cancelled");
    }

    void everythingIsUndoneStepByStep()
    {
        for (const char* rows : {"alpha=held gamma=cancelled beta", "alpha=held gamma beta",
                                 "alpha gamma beta", "gamma alpha beta", "alpha beta gamma"}) {
            screen_.key(QStringLiteral("ctrl+z"));
            expect(rows);
        }
        shoot("undone");
    }

    void aKilledWindowComesBackAsItWas()
    {
        click(1);
        screen_.key(QStringLiteral("h"));
        expect("alpha beta=held gamma");
        window_.kill();
        QVERIFY(window_.waitForFinished());
        startWindow();
        expect("alpha beta=held gamma");
    }

    void theQueueGoesOnAndEndsItsWork()
    {
        screen_.key(QStringLiteral("ctrl+shift+p"));
        expect("alpha=done beta=held gamma=done");
        click(1);
        screen_.key(QStringLiteral("shift+h"));
        expect("alpha=done beta=done gamma=done");
        QCOMPARE(home_.read(QStringLiteral("out/beta.csv")), QByteArray("2,4\n6,8\n"));
        shoot("done");
    }

    void cleanupTestCase()
    {
        window_.kill();
        window_.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(PersonTest)
#include "person_test.moc"
