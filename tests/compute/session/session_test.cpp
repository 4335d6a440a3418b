#include "compute/session/address.h"
#include "compute/session/session_client.h"
#include "compute/session/session_server.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <atomic>
#include <cctype>
#include <thread>

using namespace xpu;
using namespace xpu::session;

namespace {

constexpr Seconds kLong{20};

/// Answers every request with itself in capitals.
void shout(Peer, std::string request, const Reply& reply)
{
    for (char& c : request)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    reply(request);
}

UniqueFd rawConnection(const std::string& path)
{
    const auto address = addressOf(path).value();
    UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM, 0));
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return {};
    return socket;
}

bool isClosed(int socket)
{
    char byte = 0;
    return ::recv(socket, &byte, 1, 0) <= 0;
}

} // namespace

class SessionTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    std::string path() { return folder_.filePath(QStringLiteral("s.sock")).toStdString(); }

private Q_SLOTS:
    void aRequestGetsItsAnswer()
    {
        const auto server = SessionServer::listen(path(), shout);
        QVERIFY(server.has_value());
        const auto client = SessionClient::connect(path());
        QVERIFY(client.has_value());
        QCOMPARE((*client)->request("abc", kLong).value(), std::string("ABC"));
        QCOMPARE((*client)->request("", kLong).value(), std::string());
        QCOMPARE((*client)->request(std::string(3'000'000, 'x'), kLong).value().size(),
                 std::size_t{3'000'000});
    }

    void thePeerIsTheKernelsWord()
    {
        Peer seen;
        const auto server =
            SessionServer::listen(path(), [&](Peer peer, std::string, const Reply& reply) {
                seen = peer;
                reply("ok");
            });
        QVERIFY(SessionClient::connect(path()).value()->request("x", kLong).has_value());
        QCOMPARE(seen.uid, static_cast<std::uint32_t>(geteuid()));
        QCOMPARE(seen.pid, static_cast<std::int32_t>(getpid()));
    }

    void theSocketFileIsForItsUserOnlyAndGoesWithTheServer()
    {
        struct stat info {};
        {
            const auto server = SessionServer::listen(path(), shout);
            QVERIFY(server.has_value());
            QCOMPARE(::stat(path().c_str(), &info), 0);
            QCOMPARE(info.st_mode & 0777, mode_t{0600});
        }
        QVERIFY(::stat(path().c_str(), &info) != 0);
        QVERIFY(SessionClient::connect(path()).error().code == Errc::NotFound);
    }

    void aStaleSocketFileIsReplaced()
    {
        const auto address = addressOf(path()).value();
        const UniqueFd old(::socket(AF_UNIX, SOCK_STREAM, 0));
        QCOMPARE(::bind(old.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        const auto server = SessionServer::listen(path(), shout);
        QVERIFY(server.has_value());
        QCOMPARE(SessionClient::connect(path()).value()->request("a", kLong).value(),
                 std::string("A"));
    }

    void anOversizedFrameClosesThatClientOnly()
    {
        const auto server = SessionServer::listen(path(), shout);
        const auto good = SessionClient::connect(path()).value();
        const UniqueFd bad = rawConnection(path());
        QVERIFY(::send(bad.get(), "\xff\xff\xff\xff", 4, 0) == 4);
        QVERIFY(isClosed(bad.get()));
        QCOMPARE(good->request("still", kLong).value(), std::string("STILL"));
    }

    void aClientThatSendsHalfAMessageHoldsNobodyUp()
    {
        const auto server = SessionServer::listen(path(), shout);
        const UniqueFd half = rawConnection(path());
        QVERIFY(::send(half.get(), "\0\0\0\x10half", 8, 0) == 8);
        QCOMPARE(SessionClient::connect(path()).value()->request("a", kLong).value(),
                 std::string("A"));
    }

    void oneClientTooManyIsTurnedAway()
    {
        const auto server = SessionServer::listen(path(), shout);
        std::vector<std::unique_ptr<SessionClient>> clients;
        for (int i = 0; i < 64; ++i) {
            clients.push_back(SessionClient::connect(path()).value());
            QVERIFY(clients.back()->request("a", kLong).has_value());
        }
        const UniqueFd extra = rawConnection(path());
        QVERIFY(isClosed(extra.get()));
        QVERIFY(clients.front()->request("a", kLong).has_value());
    }

    void anAnswerMayComeLaterFromAnotherThread()
    {
        std::thread later;
        const auto server =
            SessionServer::listen(path(), [&](Peer, std::string request, Reply reply) {
                later = std::thread([request, reply] { reply(request + "!"); });
            });
        QCOMPARE(SessionClient::connect(path()).value()->request("late", kLong).value(),
                 std::string("late!"));
        later.join();
    }

    void anAnswerAfterTheServersEndIsDropped()
    {
        Reply kept;
        std::atomic<bool> asked{false};
        {
            const auto server = SessionServer::listen(path(), [&](Peer, std::string, Reply reply) {
                kept = std::move(reply);
                asked = true;
            });
            const UniqueFd client = rawConnection(path());
            QVERIFY(::send(client.get(), "\0\0\0\x01x", 5, 0) == 5);
            QTRY_VERIFY(asked);
        }
        kept("nobody listens");
        QVERIFY(SessionClient::connect(path()).error().code == Errc::NotFound);
    }

    void aServerThatNeverAnswersTimesOut()
    {
        const auto server = SessionServer::listen(path(), [](Peer, std::string, const Reply&) {});
        const auto answer = SessionClient::connect(path()).value()->request("x", Seconds(0.05));
        QVERIFY(answer.error().code == Errc::Timeout);
    }

    void aPathThatDoesNotFitIsRefused()
    {
        const auto server = SessionServer::listen(std::string(200, 'p'), shout);
        QVERIFY(server.error().code == Errc::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
