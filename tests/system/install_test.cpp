#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// The program as it is installed: below another root, by itself, in a home that never saw it.
class InstallTest : public QObject {
    Q_OBJECT

private:
    struct Outcome {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;
    };

    QTemporaryDir folder_;
    QProcessEnvironment environment_;

    QString root(const QString& relative) const
    {
        return folder_.filePath(QStringLiteral("root/usr/")) + relative;
    }
    QString home(const QString& relative) const
    {
        return folder_.filePath(QStringLiteral("home/")) + relative;
    }
    QString sample(const char* name) const
    {
        return root(QStringLiteral("share/xpu-optimizer/samples/")) + QLatin1String(name);
    }

    Outcome run(const QString& program, const QStringList& arguments) const
    {
        QProcess process;
        process.setProcessEnvironment(environment_);
        process.setWorkingDirectory(home({}));
        process.start(program, arguments);
        if (!process.waitForStarted() || !process.waitForFinished(120'000))
            return {-1, {}, "did not run: " + program.toUtf8()};
        return {process.exitCode(), process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    Outcome ctl(const QStringList& arguments) const
    {
        return run(root(QStringLiteral("bin/xpuctl")), arguments);
    }

    /// Names of the tasks in the queue of this home.
    QStringList queued() const
    {
        QStringList names;
        const auto list =
            QJsonDocument::fromJson(ctl({QStringLiteral("list"), QStringLiteral("--json")}).out);
        for (const QJsonValue task : list.object()[QStringLiteral("tasks")].toArray())
            names << task.toObject()[QStringLiteral("name")].toString();
        return names;
    }

    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const char* name : {"home", "run"}) {
            QVERIFY(QDir(folder_.path()).mkdir(QLatin1String(name)));
            QFile::setPermissions(folder_.filePath(QLatin1String(name)),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        }
        environment_ = QProcessEnvironment::systemEnvironment();
        environment_.insert(QStringLiteral("DESTDIR"), folder_.filePath(QStringLiteral("root")));
        const Outcome installed =
            run(QStringLiteral("cmake"),
                {QStringLiteral("--install"), QStringLiteral(XPU_BIN_DIR "/.."),
                 QStringLiteral("--prefix"), QStringLiteral("/usr")});
        QVERIFY2(installed.exitCode == 0, installed.err.constData());
        environment_.remove(QStringLiteral("DESTDIR"));
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_DATA_HOME",
                                 "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"})
            environment_.remove(QLatin1String(name));
        environment_.insert(QStringLiteral("HOME"), home({}));
        environment_.insert(QStringLiteral("XDG_RUNTIME_DIR"),
                            folder_.filePath(QStringLiteral("run")));
        environment_.insert(QStringLiteral("XDG_DATA_DIRS"),
                            root(QStringLiteral("share")) + QStringLiteral(":/usr/share"));
        environment_.insert(QStringLiteral("PATH"),
                            root(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin"));
    }

    void nothingButTheProductIsInstalled()
    {
        QCOMPARE(QDir(root(QStringLiteral("bin"))).entryList(QDir::Files),
                 (QStringList{QStringLiteral("xpu-optimizer"), QStringLiteral("xpuctl")}));
        QCOMPARE(QDir(root({})).entryList(QDir::Dirs | QDir::NoDotAndDotDot),
                 (QStringList{QStringLiteral("bin"), QStringLiteral("libexec"),
                              QStringLiteral("share")}));
        QCOMPARE(QDir(root(QStringLiteral("libexec/xpu-optimizer"))).entryList(QDir::Files),
                 QStringList{QStringLiteral("xpu-worker")});
    }

    void noFileKnowsWhereItWasBuilt()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("what the sanitizer puts into a program names its sources");
#endif
        int files = 0;
        QDirIterator all(folder_.filePath(QStringLiteral("root")), QDir::Files,
                         QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QString path = all.next();
            QVERIFY2(!contentOf(path).contains(XPU_SOURCE_DIR), qPrintable(path));
            ++files;
        }
        QVERIFY(files > 20);
    }

    void anInstalledSampleRunsAndItsResultsLieWhereTheyAreWanted()
    {
        const Outcome outcome =
            ctl({QStringLiteral("run"), sample("pictures/soften-and-shrink.xpu.toml"),
                 QStringLiteral("--out"), home(QStringLiteral("results"))});
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        QVERIFY(QFile::exists(home(QStringLiteral("results/out/scan-1-small.png"))));
        QVERIFY(!QFile::exists(sample("pictures/out")));
    }

    void commandsFindTheInstalledWorker()
    {
        const QString task = sample("commands/word-counts.xpu.toml");
        QCOMPARE(ctl({QStringLiteral("approve"), task}).exitCode, 0);
        const Outcome outcome = ctl(
            {QStringLiteral("run"), task, QStringLiteral("--out"), home(QStringLiteral("words"))});
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        QVERIFY(contentOf(home(QStringLiteral("words/out/queue.counts"))).contains("the"));
    }

    void theWindowTellsItsVersionWithoutAScreen()
    {
        const Outcome outcome =
            run(root(QStringLiteral("bin/xpu-optimizer")), {QStringLiteral("--version")});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.out.startsWith("xpu-optimizer "));
    }

    void theDesktopFilesAreValid()
    {
        const QString id = QStringLiteral("org.xpu_optimizer.ControlCenter");
        const Outcome entry =
            run(QStringLiteral("desktop-file-validate"),
                {root(QStringLiteral("share/applications/") + id + QStringLiteral(".desktop"))});
        QCOMPARE(entry.exitCode, 0);
        QCOMPARE(entry.out + entry.err, QByteArray());
        const Outcome tree = run(QStringLiteral("appstreamcli"),
                                 {QStringLiteral("validate-tree"), QStringLiteral("--no-net"),
                                  folder_.filePath(QStringLiteral("root"))});
        QVERIFY2(tree.exitCode == 0, (tree.out + tree.err).constData());
        const Outcome mime =
            run(QStringLiteral("update-mime-database"), {root(QStringLiteral("share/mime"))});
        QVERIFY2(mime.exitCode == 0 && mime.err.isEmpty(), mime.err.constData());
        const Outcome database = run(QStringLiteral("update-desktop-database"),
                                     {root(QStringLiteral("share/applications"))});
        QVERIFY2(database.exitCode == 0, database.err.constData());
    }

    void desktopsKnowATaskFileFromOtherToml()
    {
        for (const char* name : {"task.xpu.toml", "other.toml"}) {
            QFile file(home(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("xpu = 1\n") > 0);
        }
        const auto kind = [this](const char* name) {
            return run(QStringLiteral("gio"),
                       {QStringLiteral("info"), QStringLiteral("-a"),
                        QStringLiteral("standard::content-type"), home(QLatin1String(name))})
                .out;
        };
        QVERIFY(kind("task.xpu.toml").contains("application/x-xpu-task+toml"));
        QVERIFY(kind("other.toml").contains("application/toml"));
        QCOMPARE(
            run(QStringLiteral("xdg-mime"), {QStringLiteral("query"), QStringLiteral("default"),
                                             QStringLiteral("application/x-xpu-task+toml")})
                .out,
            QByteArray("org.xpu_optimizer.ControlCenter.desktop\n"));
    }

    void aDoubleClickQueuesTheFileInTheWindowThatIsOpen()
    {
        QProcess window;
        QProcessEnvironment offscreen = environment_;
        offscreen.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        window.setProcessEnvironment(offscreen);
        window.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        window.start(root(QStringLiteral("bin/xpu-optimizer")), {});
        QVERIFY(window.waitForStarted());
        const QDir sockets(folder_.filePath(QStringLiteral("run/xpu-optimizer")));
        QTRY_VERIFY_WITH_TIMEOUT(
            !sockets.entryList({QStringLiteral("*.sock")}, QDir::System).isEmpty(), 60'000);
        environment_ = offscreen;
        const Outcome opened =
            run(QStringLiteral("gio"),
                {QStringLiteral("open"), sample("numbers/normalised-product.xpu.toml")});
        QVERIFY2(opened.exitCode == 0, opened.err.constData());
        // The second start has ended or soon will: then the window has the file.
        QTRY_COMPARE_WITH_TIMEOUT(queued(), QStringList{QStringLiteral("Normalised product")},
                                  20'000);
        QCOMPARE(window.state(), QProcess::Running);
        window.terminate();
        if (!window.waitForFinished(30'000))
            window.kill();
        window.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(InstallTest)
#include "install_test.moc"
