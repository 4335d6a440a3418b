#include "tests/core/task/task_folder.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace {

std::string extensionOf(const QString& path)
{
    const QString suffix = QFileInfo(path).suffix();
    return suffix == QStringLiteral("toml") ? ".xpu.toml" : "." + suffix.toStdString();
}

} // namespace

/// tests/cases: one file each, whose first line (of scripts the second) says what the check must find, no more and
/// no less: "# expect: E105 4:1, W901 6:1" or "# expect: steps=4".
class GoldenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysExactlyWhatTheCaseExpects_data()
    {
        QTest::addColumn<QString>("path");
        const QDir cases(XPU_SOURCE_DIR "/tests/cases");
        const QStringList files = cases.entryList(QDir::Files);
        QVERIFY(files.size() >= 65);
        for (const QString& name : files)
            QTest::newRow(qPrintable(name)) << cases.filePath(name);
    }

    void saysExactlyWhatTheCaseExpects()
    {
        QFETCH(const QString, path);
        std::ostringstream text;
        text << std::ifstream(path.toStdString(), std::ios::binary).rdbuf();
        TaskFolder folder;
        if (text.str().find("# context: nosandbox") != std::string::npos)
            folder.context.sandboxAvailable = false;
        const xpu::CheckResult result = folder.check(text.str(), extensionOf(path));

        QStringList expected;
        QString steps;
        const QString all = QString::fromStdString(text.str());
        const int line = all.startsWith(QStringLiteral("#!")) ? 1 : 0;
        const QString first = all.section(QLatin1Char('\n'), line, line)
                                  .section(QStringLiteral("expect: "), 1)
                                  .trimmed();
        const QStringList words = first.split(QStringLiteral(", "));
        for (const QString& word : words)
            word.startsWith(QStringLiteral("steps=")) ? void(steps = word.mid(6))
                                                      : expected.append(word);
        expected.sort();
        QStringList found =
            QString::fromStdString(summary(result)).split(QStringLiteral(", "), Qt::SkipEmptyParts);
        found.sort();
        QCOMPARE(found, expected);
        QCOMPARE(result.graph != nullptr, !steps.isEmpty());
        if (result.graph)
            QCOMPARE(QString::number(result.graph->steps.size()), steps);
    }
};

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"
