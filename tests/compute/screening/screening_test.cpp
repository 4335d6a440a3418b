#include "compute/screening/screening.h"
#include "compute/screening/trial.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <map>

using namespace xpu;
using namespace xpu::screening;
using namespace std::chrono_literals;

namespace {

class ScreeningTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        options_.worker = XPU_BIN_DIR "/xpu-worker";
        options_.cacheFolder = path("cache");
        options_.patience = 60s;
    }

    void listsWhatTheEnvironmentNamesElseTheFoldersOfMachineAndUser();
    void passesTheDriversOfThisMachine();
    void namesTheDriverThatDies_data() { interfaces(); }
    void namesTheDriverThatDies();
    void namesTheDriverThatNeverAnswers();
    void namesAllWhenTheyDieOnlyTogether();
    void remembersUntilADriverChanges();
    void triesNothingWithoutAWorker();
    void aProgramWithABrokenDriverWorksOnAndNamesIt_data() { interfaces(); }
    void aProgramWithABrokenDriverWorksOnAndNamesIt();

private:
    static void interfaces()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("vulkan") << static_cast<int>(Interface::Vulkan);
        QTest::newRow("opencl") << static_cast<int>(Interface::Opencl);
    }
    std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
    static void write(const std::string& file, const std::string& text)
    {
        QFile out(QString::fromStdString(file));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text.data(), static_cast<qint64>(text.size()));
    }
    /// A manifest of a library.
    std::string driver(Interface which, const char* name, const std::string& library)
    {
        QDir().mkpath(folder_->filePath("icd"));
        const bool vulkan = which == Interface::Vulkan;
        const std::string file = path("icd/") + name + (vulkan ? ".json" : ".icd");
        write(file, vulkan ? R"({"file_format_version": "1.0.0", "ICD": {"library_path": ")"
                                 + library + R"(", "api_version": "1.1.0"}})"
                           : library + "\n");
        return file;
    }
    /// The variable that names the drivers of the test, and no others.
    std::pair<std::string, std::string> named(Interface which,
                                              const std::vector<std::string>& files) const
    {
        std::string list;
        for (const std::string& file : files)
            list += (list.empty() ? "" : ":") + file;
        return which == Interface::Vulkan
                   ? std::pair<std::string, std::string>("VK_DRIVER_FILES", list)
                   : std::pair<std::string, std::string>("OCL_ICD_VENDORS", path("icd"));
    }
    static Environment with(std::map<std::string, std::string> variables)
    {
        return [variables](const char* name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        };
    }
    /// Screens with the variable set for the trials as well.
    std::vector<BrokenDriver> screen(Interface which, const std::vector<std::string>& files)
    {
        const auto [name, value] = named(which, files);
        qputenv(name.c_str(), QByteArray::fromStdString(value));
        auto broken = brokenDrivers(which, with({{name, value}}), options_);
        qunsetenv(name.c_str());
        return broken;
    }
    static QString realManifest(Interface which)
    {
        const auto files = manifestsOf(which, processEnvironment());
        for (const std::string& file : files)
            if (file.find("lvp") != std::string::npos || file.find("pocl") != std::string::npos)
                return QString::fromStdString(file);
        return {};
    }

    std::unique_ptr<QTemporaryDir> folder_;
    Options options_;
};

void ScreeningTest::listsWhatTheEnvironmentNamesElseTheFoldersOfMachineAndUser()
{
    QDir().mkpath(folder_->filePath("home/.local/share/vulkan/icd.d"));
    QDir().mkpath(folder_->filePath("etc/vulkan/icd.d"));
    const std::string own = path("home/.local/share/vulkan/icd.d/own.json");
    const std::string shared = path("etc/vulkan/icd.d/shared.json");
    write(own, "{}");
    write(shared, "{}");
    write(path("etc/vulkan/icd.d/readme.txt"), "no driver");
    const std::map<std::string, std::string> home = {{"HOME", path("home")},
                                                     {"XDG_CONFIG_DIRS", path("etc")},
                                                     {"XDG_DATA_DIRS", path("nothing")}};
    const auto found = manifestsOf(Interface::Vulkan, with(home));
    QVERIFY(std::find(found.begin(), found.end(), own) != found.end());
    QVERIFY(std::find(found.begin(), found.end(), shared)
            < std::find(found.begin(), found.end(), own));
    auto named = home;
    named["VK_ICD_FILENAMES"] = own;
    QCOMPARE(manifestsOf(Interface::Vulkan, with(named)), std::vector{own});
    const std::string cl = driver(Interface::Opencl, "a", "libnothing.so");
    QCOMPARE(manifestsOf(Interface::Opencl, with({{"OCL_ICD_VENDORS", path("icd")}})),
             std::vector{cl});
    QCOMPARE(manifestsOf(Interface::Opencl, with({{"OCL_ICD_VENDORS", cl}})), std::vector{cl});
}

void ScreeningTest::passesTheDriversOfThisMachine()
{
    for (const Interface which : {Interface::Vulkan, Interface::Opencl}) {
        if (realManifest(which).isEmpty())
            QSKIP("needs a software driver of Vulkan and of OpenCL");
        QCOMPARE(brokenDrivers(which, processEnvironment(), options_), std::vector<BrokenDriver>());
    }
}

void ScreeningTest::namesTheDriverThatDies()
{
    QFETCH(int, which);
    const auto interface = static_cast<Interface>(which);
    const std::string bad = driver(interface, "bad", XPU_DYING_DRIVER);
    const std::string missing = driver(interface, "missing", "/nowhere/libdriver.so");
    const auto broken = screen(interface, {missing, bad});
    QCOMPARE(broken, (std::vector<BrokenDriver>{{interface, bad, "SIGABRT"}}));
}

void ScreeningTest::namesTheDriverThatNeverAnswers()
{
    options_.patience = 1s;
    const std::string silent = driver(Interface::Vulkan, "silent", XPU_SILENT_DRIVER);
    const auto broken = screen(Interface::Vulkan, {silent});
    QCOMPARE(broken, (std::vector<BrokenDriver>{{Interface::Vulkan, silent, "no answer in 1 s"}}));
}

void ScreeningTest::namesAllWhenTheyDieOnlyTogether()
{
    const std::string one = driver(Interface::Vulkan, "one", XPU_UNSOCIAL_DRIVER);
    const std::string other = driver(Interface::Vulkan, "other", "/nowhere/libdriver.so");
    const std::string how = "SIGABRT beside the other drivers";
    QCOMPARE(screen(Interface::Vulkan, {one, other}),
             (std::vector<BrokenDriver>{{Interface::Vulkan, one, how},
                                        {Interface::Vulkan, other, how}}));
}

void ScreeningTest::remembersUntilADriverChanges()
{
    const std::string bad = driver(Interface::Vulkan, "bad", XPU_DYING_DRIVER);
    QCOMPARE(screen(Interface::Vulkan, {bad}).size(), std::size_t{1});
    const std::string worker = std::exchange(options_.worker, "/bin/true"); // finds no fault
    QCOMPARE(screen(Interface::Vulkan, {bad}).size(), std::size_t{1});
    driver(Interface::Vulkan, "bad", "/nowhere/libdriver.so"); // the maker has mended it
    options_.worker = worker;
    QCOMPARE(screen(Interface::Vulkan, {bad}).size(), std::size_t{0});
}

void ScreeningTest::triesNothingWithoutAWorker()
{
    options_.worker.clear();
    const std::string bad = driver(Interface::Vulkan, "bad", XPU_DYING_DRIVER);
    QVERIFY(screen(Interface::Vulkan, {bad}).empty());
}

void ScreeningTest::aProgramWithABrokenDriverWorksOnAndNamesIt()
{
    QFETCH(int, which);
    const auto interface = static_cast<Interface>(which);
    const QString real = realManifest(interface);
    if (real.isEmpty())
        QSKIP("needs a software driver beside the broken one");
    const std::string bad = driver(interface, "bad", XPU_DYING_DRIVER);
    QVERIFY(QFile::link(real, folder_->filePath(interface == Interface::Vulkan ? "icd/real.json"
                                                                               : "icd/real.icd")));
    const auto [name, value] = named(
        interface, {bad, path(interface == Interface::Vulkan ? "icd/real.json" : "icd/real.icd")});
    QProcess devices;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* place : {"HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
                              "XDG_STATE_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(place, folder_->filePath("home"));
    QDir().mkpath(folder_->filePath("home"));
    QFile::setPermissions(folder_->filePath("home"),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    environment.insert(QString::fromStdString(name), QString::fromStdString(value));
    devices.setProcessEnvironment(environment);
    devices.start(XPU_BIN_DIR "/xpuctl", {"devices"});
    QVERIFY(devices.waitForFinished(120'000));
    const QByteArray said = devices.readAllStandardOutput();
    QVERIFY2(devices.exitStatus() == QProcess::NormalExit && devices.exitCode() == 0,
             (said + devices.readAllStandardError()).constData());
    QVERIFY2(said.contains("SIGABRT") && said.contains(":bad"), said.constData());
    const QByteArray alive = interface == Interface::Vulkan ? "llvmpipe" : "pthread";
    QVERIFY2(said.contains(interface == Interface::Vulkan ? "vulkan:0" : "opencl:0"),
             said.constData());
    QVERIFY2(said.contains(alive), said.constData());
}

} // namespace

QTEST_GUILESS_MAIN(ScreeningTest)
#include "screening_test.moc"
