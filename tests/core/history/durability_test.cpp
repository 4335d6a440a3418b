#include "core/history/sqlite.h"
#include "core/history/store.h"
#include "tests/core/history/samples.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace xpu;
using namespace xpu::history;

namespace {

std::vector<Record> runOf(const TaskRow& task, std::uint32_t steps)
{
    std::vector<Record> records = {task, sampleRun(task)};
    for (std::uint32_t i = 0; i < steps; ++i)
        records.emplace_back(written(sampleStep(task, i)));
    return records;
}

} // namespace

class DurabilityTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;

    QString path(const char* name = "xpu.sqlite") const
    {
        return folder_->filePath(QString::fromLatin1(name));
    }
    std::string file() const { return path().toStdString(); }
    std::unique_ptr<Store> open() const
    {
        auto store = Store::open(file());
        return store ? std::move(*store) : nullptr;
    }
    void edit(const QString& name, qint64 at, const QByteArray& bytes) const
    {
        QFile f(name);
        QVERIFY(f.open(QIODevice::ReadWrite));
        QVERIFY(f.seek(at < 0 ? f.size() + at : at));
        QCOMPARE(f.write(bytes), bytes.size());
    }
    void sql(const char* text) const
    {
        auto db = Database::open(file(), Database::Mode::ReadWrite);
        QVERIFY(db.has_value());
        QVERIFY(db->run(text));
    }
    /// Writes in a process that dies without closing anything, as kill -9 would leave it.
    void writeAndDie(const std::vector<std::vector<Record>>& batches) const
    {
        const pid_t child = fork();
        if (child == 0) {
            auto store = Store::open(file());
            for (const auto& batch : batches)
                if (!store || !(*store)->append(batch, Durability::Full))
                    _exit(1);
            _exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        QCOMPARE(status, 0);
    }

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void isReadableByItsOwnerOnly()
    {
        const auto store = open();
        QVERIFY(store->append({sampleTask("a")}, Durability::Full));
        for (const QString& name : QDir(folder_->path()).entryList(QDir::Files)) {
            struct stat info {};
            QCOMPARE(stat(folder_->filePath(name).toLocal8Bit().constData(), &info), 0);
            QCOMPARE(info.st_mode & 0777u, 0600u);
        }
    }

    void whatWasCommittedIsThereAfterTheProcessDied()
    {
        const TaskRow task = sampleTask("a");
        writeAndDie({{task}, runOf(task, 50)});
        const auto store = open();
        QVERIFY(store->notice().empty());
        QCOMPARE(store->recover()->finishedSteps.size(), std::size_t{50});
    }

    void aTornTailOfTheWalLosesOnlyTheLastCommit()
    {
        const TaskRow a = sampleTask("a"), b = sampleTask("b");
        writeAndDie({runOf(a, 5), runOf(b, 5)});
        edit(path("xpu.sqlite-wal"), -500, QByteArray(400, '\x5a'));
        const auto store = open();
        QVERIFY(store->notice().empty());
        const auto all = store->recover();
        QCOMPARE(all->tasks.size(), std::size_t{1});
        QVERIFY(all->tasks.front().id == a.id);
        QCOMPARE(all->finishedSteps.size(), std::size_t{5});
    }

    void aTruncatedWalLosesOnlyTheLastCommit()
    {
        const TaskRow a = sampleTask("a"), b = sampleTask("b");
        writeAndDie({runOf(a, 5), runOf(b, 5)});
        QFile wal(path("xpu.sqlite-wal"));
        QVERIFY(wal.resize(wal.size() - 100));
        QCOMPARE(open()->recover()->tasks.size(), std::size_t{1});
    }

    void aFailedAppendLeavesNothingBehindAndTheNextOneWorks()
    {
        const auto store = open();
        const TaskRow a = sampleTask("a"), b = sampleTask("b");
        QVERIFY(store->append(runOf(a, 3), Durability::Full));
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit tight{static_cast<rlim_t>(QFileInfo(path("xpu.sqlite-wal")).size()),
                           before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &tight);
        const Result<void> refused = store->append(runOf(b, 3000), Durability::Full);
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, ignored);
        QVERIFY(!refused);
        QVERIFY(refused.error().code == Errc::Io || refused.error().code == Errc::NoSpace);
        QVERIFY(refused.error().context.starts_with(file()));
        QCOMPARE(store->recover()->finishedSteps.size(), std::size_t{3});
        QVERIFY(store->append(runOf(b, 3000), Durability::Full));
        QCOMPARE(store->run(b.run.text())->steps.size(), std::size_t{3000});
        QCOMPARE(store->run(b.run.text())->steps.front().device, std::string("cpu"));
    }

    void aFullDatabaseIsNoSpace()
    {
        QVERIFY(errcOf(SQLITE_FULL) == Errc::NoSpace);
        QVERIFY(errcOf(SQLITE_IOERR_WRITE) == Errc::Io);
        QVERIFY(errcOf(SQLITE_CORRUPT_VTAB) == Errc::Corrupt);
    }

    void aDatabaseSomebodyElseWritesIsBusy()
    {
        const auto store = open();
        auto other = Database::open(file(), Database::Mode::ReadWrite);
        QVERIFY(other->run("BEGIN IMMEDIATE"));
        QVERIFY(store->append({sampleTask("a")}, Durability::Full).error().code == Errc::Busy);
        QVERIFY(other->run("ROLLBACK"));
        QVERIFY(store->append({sampleTask("a")}, Durability::Full));
    }

    void aNewerSchemaIsOpenedForLookingOnly()
    {
        {
            const auto store = open();
            QVERIFY(store->append({sampleTask("a")}, Durability::Full));
        }
        sql("PRAGMA user_version=99");
        const auto store = open();
        QVERIFY(store->readOnly());
        QVERIFY(store->notice().find("newer version") != std::string::npos);
        QCOMPARE(store->recover()->tasks.size(), std::size_t{1});
        QVERIFY(store->append({sampleTask("b")}, Durability::Full).error().code
                == Errc::Unsupported);
    }

    void lookingOnlyWorksBesideTheOwner()
    {
        const auto owner = open();
        QVERIFY(owner->append({sampleTask("a")}, Durability::Full));
        const auto reader = Store::openReadOnly(file());
        QVERIFY(reader.has_value());
        QVERIFY(owner->append({sampleTask("b")}, Durability::Full));
        QCOMPARE((*reader)->recover()->tasks.size(), std::size_t{2});
        QVERIFY(Store::openReadOnly(file() + "x").error().code == Errc::NotFound);
    }

    void aForeignFileIsMovedAsideUntouched()
    {
        QFile f(path());
        QVERIFY(f.open(QIODevice::WriteOnly));
        f.write("these are my notes, not a database");
        f.close();
        const auto store = open();
        QVERIFY(store->notice().find("xpu.sqlite.damaged-1") != std::string::npos);
        QVERIFY(store->append({sampleTask("a")}, Durability::Full));
        QFile kept(path("xpu.sqlite.damaged-1"));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), QByteArray("these are my notes, not a database"));
    }

    void aDamagedPageCostsNoQueueRow_data()
    {
        QTest::addColumn<int>("damage");
        QTest::newRow("middle overwritten") << 0;
        QTest::newRow("second half cut off") << 1;
        QTest::newRow("end overwritten") << 2;
    }
    void aDamagedPageCostsNoQueueRow()
    {
        QFETCH(int, damage);
        const TaskRow a = sampleTask("a"), b = sampleTask("b");
        {
            const auto store = open();
            QVERIFY(store->append({a, b, QueuePaused{true}, Approval{"d", "/", 1, 1}},
                                  Durability::Full));
            QVERIFY(store->append(runOf(b, 5000), Durability::Full));
        }
        const qint64 size = QFileInfo(path()).size();
        if (damage == 0)
            edit(path(), size / 2, QByteArray(20'000, '\xff'));
        else if (damage == 1)
            QVERIFY(QFile::resize(path(), size / 2));
        else
            edit(path(), -20'000, QByteArray(20'000, '\x01'));
        const auto store = open();
        QVERIFY(store->notice().find("damaged-1") != std::string::npos);
        QVERIFY(QFile::exists(path("xpu.sqlite.damaged-1")));
        const auto all = store->recover();
        QCOMPARE(all->tasks.size(), std::size_t{2});
        QVERIFY(all->queuePaused);
        QCOMPARE(all->approvals.size(), std::size_t{1});
        QVERIFY(!all->finishedSteps.empty());
        QVERIFY(store->append({sampleTask("c")}, Durability::Full));
    }

    void anyFlippedByteEndsInAnOpenStore()
    {
        {
            const auto store = open();
            const TaskRow task = sampleTask("a");
            QVERIFY(store->append(runOf(task, 40), Durability::Full));
        }
        QFile original(path());
        QVERIFY(original.open(QIODevice::ReadOnly));
        const QByteArray whole = original.readAll();
        original.close();
        std::uint32_t random = 12345;
        for (int i = 0; i < 30; ++i) {
            random = random * 1664525u + 1013904223u;
            QByteArray bytes = whole;
            // Every third one hits the header, which matters most.
            const qsizetype at = static_cast<qsizetype>(random >> 8) % (i % 3 ? bytes.size() : 100);
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random & 7)));
            init();
            QFile out(path());
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(bytes);
            out.close();
            const auto store = Store::open(file());
            QVERIFY2(store.has_value(), qPrintable(QString::number(at)));
            if (!(*store)->readOnly())
                QVERIFY2((*store)->append({sampleTask("z")}, Durability::Full),
                         qPrintable(QString::number(at)));
        }
    }

    void secondDamageGetsANameOfItsOwn()
    {
        for (int i = 0; i < 2; ++i) {
            {
                const auto store = open();
            }
            edit(path(), 0, QByteArray(200, 'x'));
        }
        const auto store = open();
        QVERIFY(QFile::exists(path("xpu.sqlite.damaged-1")));
        QVERIFY(QFile::exists(path("xpu.sqlite.damaged-2")));
    }

    void aBackupIsAWholeHistory()
    {
        const TaskRow task = sampleTask("a");
        const auto store = open();
        QVERIFY(store->append(runOf(task, 10), Durability::Full));
        const std::string copy = path("copy.sqlite").toStdString();
        QVERIFY(store->backup(copy));
        QVERIFY(!store->backup(copy));
        const auto restored = Store::open(copy);
        QVERIFY((*restored)->notice().empty());
        QCOMPARE((*restored)->recover()->finishedSteps.size(), std::size_t{10});
    }
};

QTEST_APPLESS_MAIN(DurabilityTest)
#include "durability_test.moc"
