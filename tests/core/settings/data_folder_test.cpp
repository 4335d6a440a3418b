#include "core/settings/data_folder.h"
#include "core/settings/places.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

using namespace xpu;

namespace {

Environment fixed(std::map<std::string, std::string> values)
{
    return [values = std::move(values)](const char* name) -> std::optional<std::string> {
        const auto at = values.find(name);
        return at == values.end() ? std::nullopt : std::optional<std::string>(at->second);
    };
}

unsigned modeOf(const std::string& path)
{
    struct stat info {};
    return stat(path.c_str(), &info) == 0 ? info.st_mode & 07777 : 0;
}

} // namespace

class DataFolderTest : public QObject {
    Q_OBJECT

    QTemporaryDir temporary_;
    std::string at(const char* name) const
    {
        return temporary_.filePath(QString::fromLatin1(name)).toStdString();
    }

private Q_SLOTS:
    void isCreatedForItsUserOnly()
    {
        const auto folder = DataFolder::own(at("a/b/data"));
        QVERIFY(folder.has_value());
        QCOMPARE(modeOf(folder->path()), 0700u);
        QCOMPARE(modeOf(folder->blobs()), 0700u);
        QCOMPARE(modeOf(folder->path() + "/lock"), 0600u);
    }

    void hasOneOwnerWhoIsNamed()
    {
        auto first = DataFolder::own(at("one"));
        QVERIFY(first.has_value());
        const auto second = DataFolder::own(at("one"));
        QVERIFY(!second && second.error().code == Errc::Busy);
        QCOMPARE(second.error().context, "pid " + std::to_string(getpid()));
        QCOMPARE(DataFolder::ownerOf(at("one")).value(), getpid());
    }

    void isFreeAgainWhenItsOwnerIsGone()
    {
        {
            const auto first = DataFolder::own(at("free"));
            QVERIFY(first.has_value());
        }
        QVERIFY(!DataFolder::ownerOf(at("free")));
        QVERIFY(DataFolder::own(at("free")).has_value());
    }

    void isFreeAgainWhenItsOwnerIsKilled()
    {
        const std::string path = at("killed");
        int ready[2];
        QCOMPARE(pipe(ready), 0);
        const pid_t child = fork();
        if (child == 0) {
            const auto owned = DataFolder::own(path);
            const char said = owned ? 'y' : 'n';
            static_cast<void>(!write(ready[1], &said, 1));
            while (true)
                pause();
        }
        char said = 0;
        QCOMPARE(read(ready[0], &said, 1), ssize_t{1});
        QCOMPARE(said, 'y');
        QCOMPARE(DataFolder::own(path).error().context, "pid " + std::to_string(child));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        QVERIFY(DataFolder::own(path).has_value());
    }

    void staysOwnedAfterAMove()
    {
        auto first = DataFolder::own(at("moved"));
        const DataFolder kept = std::move(*first);
        QVERIFY(DataFolder::ownerOf(at("moved")));
    }

    void refusesAFolderOthersCanWrite()
    {
        QVERIFY(DataFolder::own(at("open")).has_value());
        chmod(at("open").c_str(), 0777);
        QVERIFY(DataFolder::own(at("open")).error().code == Errc::Permission);
    }

    void refusesALockThatIsALink()
    {
        QVERIFY(DataFolder::own(at("link")).has_value());
        QFile::remove(QString::fromStdString(at("link") + "/lock"));
        QCOMPARE(symlink("/etc/passwd", (at("link") + "/lock").c_str()), 0);
        QVERIFY(!DataFolder::own(at("link")));
    }

    void placesFollowTheVariablesAndIgnoreRelativeOnes()
    {
        const Places named = places(
            fixed({{"HOME", "/h"}, {"XDG_CONFIG_HOME", "/c"}, {"XDG_DATA_HOME", "relative"}}));
        QCOMPARE(named.config, std::string("/c/xpu-optimizer"));
        QCOMPARE(named.data, std::string("/h/.local/share/xpu-optimizer"));
        QCOMPARE(named.state, std::string("/h/.local/state/xpu-optimizer"));
        QCOMPARE(named.cache, std::string("/h/.cache/xpu-optimizer"));
    }

    void allNamesOfAFolderHaveOneSocket()
    {
        const auto owned = DataFolder::own(at("sock"));
        QCOMPARE(symlink(at("sock").c_str(), at("alias").c_str()), 0);
        const Environment environment = fixed({{"XDG_RUNTIME_DIR", at("run")}});
        const auto path = socketPath(at("sock"), environment);
        QVERIFY(path.has_value());
        QVERIFY(path->starts_with(at("run") + "/xpu-optimizer/") && path->ends_with(".sock"));
        QCOMPARE(*socketPath(at("alias"), environment), *path);
        QVERIFY(*socketPath(temporary_.path().toStdString(), environment) != *path);
        QVERIFY(socketPath(at("nothing"), environment).error().code == Errc::NotFound);
    }

    void withoutARuntimeFolderATemporaryOneOfTheUserServes()
    {
        const auto folder = runtimeFolder(fixed({{"TMPDIR", at("tmp")}}));
        QCOMPARE(*folder, at("tmp") + "/xpu-optimizer-" + std::to_string(geteuid()));
        QCOMPARE(modeOf(*folder), 0700u);
        chmod(folder->c_str(), 0777);
        QVERIFY(runtimeFolder(fixed({{"TMPDIR", at("tmp")}})).error().code == Errc::Permission);
    }

    void aSocketNameTooLongForTheKernelIsAvoided()
    {
        const auto owned = DataFolder::own(at("long"));
        const auto path = socketPath(
            at("long"), fixed({{"XDG_RUNTIME_DIR", at("run") + "/" + std::string(100, 'x')}}));
        QVERIFY(path.has_value());
        QVERIFY(path->size() < 108);
    }
};

QTEST_APPLESS_MAIN(DataFolderTest)
#include "data_folder_test.moc"
