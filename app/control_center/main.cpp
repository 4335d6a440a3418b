#include "app/assembly/check_place.h"
#include "app/assembly/owner.h"
#include "app/control_center/bench_mode.h"
#include "app/control_center/export_report.h"
#include "app/control_center/hand_over.h"
#include "app/control_center/opening.h"
#include "app/control_center/owner_door.h"
#include "app/control_center/preferences.h"
#include "app/options/window.h"
#include "core/wording/message.h"
#include "ui/main_window/control_center.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QGuiApplication>

#include <chrono>
#include <cstdio>
#include <thread>

namespace xpu::control_center {
namespace {

/// A command line owns the folder for the length of its call; a window waits for it that long.
constexpr int kTries = 300;
constexpr auto kBetweenTries = std::chrono::milliseconds(50);

using OwnerPtr = std::unique_ptr<xpu::assembly::Owner>;

/// The folder's owner; null when another window has it and took the files.
xpu::Result<OwnerPtr> ownOrHandOver(const std::string& folder,
                                    const std::vector<std::string>& files,
                                    const std::shared_ptr<Raise>& raise)
{
    for (int attempt = 1;; ++attempt) {
        auto owner =
            xpu::assembly::Owner::claim({.dataFolder = folder,
                                         .raise = [raise] { raise->call(); },
                                         .standsAt = [raise] { return raise->standsAt.load(); },
                                         .onSessionBus = true});
        if (owner || owner.error().code != xpu::Errc::Busy)
            return owner;
        if (handOver(folder, files) == HandedOver::ToWindow)
            return OwnerPtr();
        if (attempt == kTries)
            return owner;
        std::this_thread::sleep_for(kBetweenTries);
    }
}

void complain(const xpu::Error& error)
{
    std::fprintf(stderr, "xpu-optimizer: %s\n", xpu::wording::message(error).c_str());
}

int runFromMemory(const BenchOrder& bench)
{
    xpu::ui::ControlCenter center(memoryDoor(bench.length), loadPreferences());
    carryOut(bench, center);
    center.show();
    return QApplication::exec();
}

int runWindow(xpu::assembly::Owner& owner, const std::shared_ptr<Raise>& raise,
              const std::vector<std::string>& files, const std::optional<BenchOrder>& bench)
{
    xpu::ui::ControlCenter center(doorWhileOpening(raise), loadPreferences());
    if (bench)
        carryOut(*bench, center);
    center.show();
    if (!bench && files.empty() && isFirstStart())
        center.welcome();
    center.addFiles(files);
    const Opening opening(owner, center, [&](const xpu::Result<void>& outcome) {
        if (outcome)
            return center.open(doorOf(owner, raise));
        complain(outcome.error());
        center.giveUp(outcome.error());
    });
    return QApplication::exec();
}

/// A parser for the one table of options, and for the benches' hidden one.
class Words {
public:
    Words()
    {
        // As Qt's own options are written; "-reverse" must not be taken for seven short ones.
        parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
        for (const options::OptionInfo& option : options::window().options) {
            const QString name = QString::fromStdString(option.name.substr(2));
            parser.addOption({name, QString(), QString::fromStdString(option.value)});
        }
        benchKind.setFlags(QCommandLineOption::HiddenFromHelp);
        parser.addOption(benchKind);
    }

    std::string value(const char* option) const
    {
        return parser.value(QLatin1String(option)).toStdString();
    }

    QCommandLineParser parser;
    QCommandLineOption benchKind{QStringLiteral("bench"), QString(), QStringLiteral("kind")};
};

/// Answers --help and --version, which need no screen.
bool answered(int argc, char** argv)
{
    QStringList words;
    for (int i = 0; i < argc; ++i)
        words << QString::fromLocal8Bit(argv[i]);
    Words known;
    known.parser.parse(words); // what is wrong in them is said once Qt has taken its own
    if (known.parser.isSet(QStringLiteral("help")))
        std::fputs(options::windowHelp().c_str(), stdout);
    else if (known.parser.isSet(QStringLiteral("version")))
        std::puts("xpu-optimizer " XPU_VERSION);
    else
        return false;
    return true;
}

void nameProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("xpu-optimizer"));
    QCoreApplication::setApplicationVersion(QStringLiteral(XPU_VERSION));
    // The name of the .desktop file: shells group windows and find their icon by it.
    QGuiApplication::setDesktopFileName(QStringLiteral("org.xpu_optimizer.ControlCenter"));
}

int startExport(int argc, char** argv)
{
    // Pages are painted without a display, also where there is one.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication app(argc, argv);
    nameProgram();
    Words words;
    const bool understood = words.parser.parse(QGuiApplication::arguments());
    const QStringList files = words.parser.positionalArguments();
    if (!understood || files.size() != 1 || words.parser.isSet(words.benchKind)) {
        const QString trouble = understood ? QStringLiteral("--export-report RUN needs one FILE")
                                           : words.parser.errorText();
        std::fprintf(stderr, "xpu-optimizer: %s\n", qUtf8Printable(trouble));
        return 2;
    }
    return exportReport({words.value("data-dir"), words.value("export-report"),
                         files.front().toStdString(), loadPreferences().language});
}

int start(int argc, char** argv)
{
    // Fractional scaling is the desktop's business; the default of Qt 6 follows it.
    QApplication app(argc, argv);
    nameProgram();
    Words words;
    QCommandLineParser& parser = words.parser;
    parser.process(app);
    QStringList arguments = parser.positionalArguments();
    std::optional<BenchOrder> bench;
    if (parser.isSet(words.benchKind)) {
        bench = benchOrder(parser.value(words.benchKind), arguments.value(0));
        if (!bench) {
            std::fputs(options::windowHelp().c_str(), stderr);
            return 2;
        }
        arguments.clear();
        if (bench->kind == BenchOrder::Kind::ChartsFromMemory)
            return runFromMemory(*bench);
    }
    std::vector<std::string> files;
    for (const QString& file : arguments)
        files.push_back(QFileInfo(file).absoluteFilePath().toStdString());

    const std::string folder = xpu::assembly::dataFolderOr(words.value("data-dir"));
    const auto raise = std::make_shared<Raise>();
    auto owner = ownOrHandOver(folder, files, raise);
    if (!owner) {
        complain(owner.error());
        return 1;
    }
    if (*owner == nullptr)
        return 0; // the window that is open already has the files
    return runWindow(**owner, raise, files, bench);
}

} // namespace
} // namespace xpu::control_center

int main(int argc, char** argv)
{
    if (xpu::control_center::answered(argc, argv))
        return 0;
    return xpu::control_center::asksForReport(argc, argv)
               ? xpu::control_center::startExport(argc, argv)
               : xpu::control_center::start(argc, argv);
}
