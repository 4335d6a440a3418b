#include "core/log/log.h"
#include "core/trust/trust_book.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace xpu;

class TrustTest : public QObject {
    Q_OBJECT

    const Identity ada_{1000, "ada", "engine"};

private Q_SLOTS:
    void aDigestCountsOnlyAfterItsApproval()
    {
        TrustBook book;
        const std::string digest(64, 'a');
        QVERIFY(!book.isApproved(digest));
        const auto record = book.approve(digest, "/t.xpu.toml", ada_, 5);
        QVERIFY(record.has_value());
        QVERIFY(book.isApproved(digest));
        QVERIFY(!book.isApproved(std::string(64, 'b')));
        QCOMPARE(std::get<history::Approval>(*record).uid, 1000u);
    }

    void anythingElseThanADigestIsRefused()
    {
        TrustBook book;
        for (const std::string& text :
             {std::string(), std::string(63, 'a'), std::string(64, 'G'), std::string(64, 'A')})
            QVERIFY(book.approve(text, "/t", ada_, 0).error().code == Errc::InvalidInput);
    }

    void approvalsAndGrantsSurviveARestart()
    {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const auto store = *history::Store::open(":memory:");
        {
            TrustBook book;
            QVERIFY(store->append(
                {*book.approve(std::string(64, 'c'), "/t", ada_, 0), *book.grant(path, ada_, 0)},
                history::Durability::Full));
        }
        const TrustBook again(*store->recover());
        QVERIFY(again.isApproved(std::string(64, 'c')));
        QCOMPARE(again.grantedFolders(), std::vector<std::string>{path});
    }

    void aGrantIsKeptByItsRealPath()
    {
        QTemporaryDir folder;
        QDir(folder.path()).mkdir(QStringLiteral("real"));
        const std::string link = folder.filePath(QStringLiteral("link")).toStdString();
        QCOMPARE(symlink("real", link.c_str()), 0);
        TrustBook book;
        QVERIFY(book.grant(link, ada_, 0).has_value());
        QCOMPARE(book.grantedFolders().front(),
                 folder.filePath(QStringLiteral("real")).toStdString());
        QVERIFY(book.revoke(link, ada_).has_value());
        QVERIFY(book.grantedFolders().empty());
        QVERIFY(book.revoke(link, ada_).error().code == Errc::NotFound);
    }

    void refusesToGrantWhatIsNoFolder()
    {
        TrustBook book;
        QVERIFY(book.grant("/nonexistent", ada_, 0).error().code == Errc::NotFound);
        QVERIFY(book.grant("/", ada_, 0).error().code == Errc::InvalidInput);
        QVERIFY(book.grant("/etc/passwd", ada_, 0).error().code == Errc::InvalidInput);
    }

    void coversWholePathPartsOnly()
    {
        history::Recovered stored;
        stored.grants = {"/data", "/data/inner"};
        const TrustBook book(stored);
        QCOMPARE(book.grantCovering("/data/x.npy"), std::string("/data"));
        QCOMPARE(book.grantCovering("/data/inner/x"), std::string("/data/inner"));
        QCOMPARE(book.grantCovering("/data"), std::string("/data"));
        QVERIFY(book.grantCovering("/database/x").empty());
        QVERIFY(book.grantCovering("/dat").empty());
    }

    void everyChangeLeavesAnAuditLine()
    {
        QTemporaryDir folder;
        {
            auto log = *Log::open({folder.path().toStdString(), 1u << 20, 2, LogLevel::Error});
            installLog(log.get());
            TrustBook book;
            QVERIFY(book.approve(std::string(64, 'd'), "/t", ada_, 0));
            QVERIFY(book.grant(folder.path().toStdString(), ada_, 0));
            QVERIFY(book.revoke(folder.path().toStdString(), ada_));
        }
        QFile file(folder.filePath(QStringLiteral("xpu.jsonl")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QCOMPARE(text.count("\"level\":\"audit\""), 3);
        QCOMPARE(text.count("\"user\":\"ada\""), 3);
        QVERIFY(text.contains(std::string(64, 'd').c_str()));
    }

    void ownershipIsSafeForTheUserAndRootUnlessOthersWrite()
    {
        QVERIFY(isSafelyOwned(1000, 0644, 1000));
        QVERIFY(isSafelyOwned(0, 0644, 1000));
        QVERIFY(!isSafelyOwned(1001, 0644, 1000));
        QVERIFY(!isSafelyOwned(1000, 0646, 1000));
    }

    void thisProcessHasAnIdentity()
    {
        const Identity me = currentIdentity();
        QCOMPARE(me.uid, geteuid());
        QVERIFY(!me.name.empty() && !me.host.empty());
        QCOMPARE(identityOf(4'000'000'000u).name, std::string("uid 4000000000"));
    }
};

QTEST_APPLESS_MAIN(TrustTest)
#include "trust_test.moc"
