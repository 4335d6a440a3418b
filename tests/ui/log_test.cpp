#include "ui/log/log_tail.h"
#include "ui/log/log_window.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace xpu::ui;

class LogTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    QString path() const { return folder_.filePath(QStringLiteral("log")); }
    void write(const QByteArray& bytes, QIODevice::OpenMode mode = QIODevice::Append) const
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly | mode) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
    }

private Q_SLOTS:
    void init() { QFile::remove(path()); }

    void aTailReadsOnWhereItStopped()
    {
        LogTail tail(path());
        QVERIFY(tail.next().text.isEmpty() && !tail.exists());
        write("one\ntw");
        QCOMPARE(tail.next().text, QStringLiteral("one\n"));
        write("o\n");
        QCOMPARE(tail.next().text, QStringLiteral("two\n"));
        write("end without a line end");
        QCOMPARE(tail.next().text, QString());
        QCOMPARE(tail.next().text, QStringLiteral("end without a line end"));
        QCOMPARE(tail.next().text, QString());
    }

    void aCharacterInTwoPiecesIsOneCharacter()
    {
        LogTail tail(path());
        write("gr\xc3");
        QCOMPARE(tail.next().text, QString());
        write("\xbc\xc3\x9f\n");
        QCOMPARE(tail.next().text, QStringLiteral("grüß\n"));
    }

    void aFileBegunAnewIsReadFromItsBeginning()
    {
        LogTail tail(path());
        write("a long first attempt\n");
        tail.next();
        write("again\n", QIODevice::Truncate);
        const LogTail::Piece piece = tail.next();
        QVERIFY(piece.restarted && !piece.cut);
        QCOMPARE(piece.text, QStringLiteral("again\n"));
    }

    void ofAVeryLongFileTheEndIsRead()
    {
        LogTail tail(path());
        write(QByteArray(LogTail::kMost + 100, '\n') + "last\n");
        const LogTail::Piece piece = tail.next();
        QVERIFY(piece.cut);
        QVERIFY(piece.text.endsWith(QStringLiteral("last\n")));
        QCOMPARE(piece.text.size(), LogTail::kMost);
    }

    void coloursAndOverwrittenLinesDoNotShow()
    {
        QCOMPARE(plainLog("\x1b[1;31mred\x1b[0m \x1b]0;title\x07"
                          "bell\x07\n"),
                 QStringLiteral("red bell\n"));
        QCOMPARE(plainLog(" 5%\r50%\r100%\r\ndone\n"), QStringLiteral("100%\ndone\n"));
        QCOMPARE(plainLog("tab\there"), QStringLiteral("tab\there"));
    }

    void theWindowGrowsWithTheFileAndFindsWords()
    {
        write("first line\nsecond line\n");
        LogWindow window(QStringLiteral("s0"), path(), nullptr);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        auto* text = window.findChild<QPlainTextEdit*>();
        QCOMPARE(text->toPlainText(), QStringLiteral("first line\nsecond line\n"));
        write("third line\n");
        window.readOn();
        QVERIFY(text->toPlainText().endsWith(QStringLiteral("third line\n")));
        window.findChild<QLineEdit*>()->setText(QStringLiteral("SECOND"));
        window.find(false);
        QCOMPARE(text->textCursor().selectedText(), QStringLiteral("second"));
        window.find(false); // round the end
        QCOMPARE(text->textCursor().selectedText(), QStringLiteral("second"));
        window.findChild<QLineEdit*>()->setText(QStringLiteral("nowhere"));
        window.find(true);
        QVERIFY(window.findChild<QLabel*>()->text().contains(QStringLiteral("nowhere")));
    }
};

QTEST_MAIN(LogTest)
#include "log_test.moc"
