#include "core/incremental/disk_files.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace xpu;

class DiskFilesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::string write(const char* name, const QByteArray& content) const
    {
        QFile file(folder_.filePath(QString::fromUtf8(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        return file.fileName().toStdString();
    }

private Q_SLOTS:
    void aDigestIsOfWhatTheFileHolds()
    {
        DiskFiles files;
        const std::string digest = files.digest(write("a", "one"));
        QCOMPARE(digest, files.digest(write("b", "one")));
        QVERIFY(digest != files.digest(write("c", "two")));
        QVERIFY(files.digest(write("empty", "")).size() == 64);
    }

    void aFileWrittenAnewIsReadAnew()
    {
        DiskFiles files;
        const std::string path = write("changing", "one");
        const std::string before = files.digest(path);
        write("changing", "three");
        QVERIFY(files.digest(path) != before);
        write("other", "four!");
        QVERIFY(rename(folder_.filePath(QStringLiteral("other")).toUtf8(), path.c_str()) == 0);
        QVERIFY(files.digest(path) != before);
    }

    void whatIsNoReadableFileHasNoStampAndNoDigest()
    {
        DiskFiles files;
        const std::string pipe = folder_.filePath(QStringLiteral("pipe")).toStdString();
        QCOMPARE(mkfifo(pipe.c_str(), 0600), 0);
        for (const std::string& path : {folder_.filePath(QStringLiteral("none")).toStdString(),
                                        folder_.path().toStdString(), pipe, std::string()}) {
            QVERIFY(!files.stamp(path));
            QVERIFY(files.digest(path).empty());
        }
    }

    void aHugeFileIsKnownByItsLook()
    {
        DiskFiles files;
        const std::string path = write("huge", "x");
        QFile sparse(QString::fromStdString(path));
        QVERIFY(sparse.resize(qint64(DiskFiles::kLargest) * 64)); // no digest reads 16 GiB here
        const std::string digest = files.digest(path);
        QVERIFY(!digest.empty());
        QCOMPARE(files.digest(path), digest);
        QVERIFY(sparse.resize(qint64(DiskFiles::kLargest) * 64 + 1));
        QVERIFY(files.digest(path) != digest);
    }
};

QTEST_APPLESS_MAIN(DiskFilesTest)
#include "disk_files_test.moc"
