#include "ui/main_window/control_center.h"

#include "ui/first_run/first_run.h"
#include "ui/main_window/main_window.h"
#include "ui/notify/notifier.h"
#include "ui/text/format.h"
#include "ui/text/language.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QIcon>
#include <QMessageBox>

#include <utility>

namespace xpu::ui {

namespace {

constexpr int kTryAgainMs = 200;

QString themeOf(const Settings& settings)
{
    const std::string_view name = nameOf(settings.theme);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

/// A dialog, a menu or a drag waits for its end on the stack of the window it belongs to.
bool somebodyIsBusy()
{
    return QApplication::activeModalWidget() != nullptr
           || QApplication::activePopupWidget() != nullptr
           || QApplication::mouseButtons() != Qt::NoButton;
}

} // namespace

ControlCenter::ControlCenter(EngineDoor door, Settings otherwise)
    : settings_(door.settingsFile, std::move(otherwise)),
      bridge_(std::move(door)),
      followed_(settings_.values()),
      // A dialog of ours is as good as the window.
      notifier_(new Notifier(
          bridge_, [] { return QApplication::activeWindow() != nullptr; }, this))
{
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/xpu-optimizer.svg")));
    connect(&bridge_, &EngineBridge::opened, this, &ControlCenter::opened);
    wording::showUnits(followed_.units);
    applyTheme(themeOf(followed_));
    installLanguage(followed_.language, translator_);
    settings_.reread(); // its problems in this language
    connect(&settings_, &SettingsBook::changed, this, &ControlCenter::follow);
    speaking_.setSingleShot(true);
    connect(&speaking_, &QTimer::timeout, this, &ControlCenter::speakAnew);
    rebuild();
    hearNotices();
}

ControlCenter::~ControlCenter() = default;

void ControlCenter::rebuild() { window_ = std::make_unique<MainWindow>(bridge_, settings_); }

void ControlCenter::hearNotices()
{
    connect(notifier_, &Notifier::showWanted, this, [this](const TaskId& task) {
        window_->comeToFront();
        window_->showTask(task);
    });
    connect(notifier_, &Notifier::reportWanted, this, [this](const QString& run) {
        window_->comeToFront();
        window_->showReport(run);
    });
}

void ControlCenter::follow()
{
    const Settings before = std::exchange(followed_, settings_.values());
    bridge_.applySettings(followed_);
    if (before.theme != followed_.theme)
        applyTheme(themeOf(followed_));
    if (before.units != followed_.units) {
        wording::showUnits(followed_.units);
        window_->writeFiguresAnew();
    }
    // Who asked for it may belong to the window about to go.
    if (before.language != followed_.language)
        speaking_.start(0);
}

void ControlCenter::speakAnew()
{
    if (somebodyIsBusy())
        return speaking_.start(kTryAgainMs);
    installLanguage(followed_.language, translator_);
    settings_.reread();
    const QByteArray place = window_->saveGeometry();
    const MainWindow::Page page = window_->page();
    const bool shown = window_->isVisible();
    rebuild();
    window_->restoreGeometry(place);
    window_->showPage(page);
    if (page == MainWindow::Settings)
        window_->showSetting("language");
    window_->setVisible(shown);
}

void ControlCenter::open(EngineDoor door)
{
    bridge_.open(std::move(door));
    // The engine read the file when it was started, which is a while ago.
    bridge_.applySettings(settings_.values());
}

void ControlCenter::giveUp(const Error& error)
{
    auto* box = new QMessageBox(QMessageBox::Critical, tr("XPU Optimizer cannot start"),
                                errorText(error), QMessageBox::Close, window_.get());
    connect(box, &QDialog::finished, qApp, [] { QCoreApplication::exit(1); });
    box->open();
}

void ControlCenter::welcome()
{
    auto* pages = new FirstRun(bridge_, window_.get());
    // That there is a file says that this is no first start.
    connect(pages, &QDialog::finished, this,
            [this] { static_cast<void>(settings_.change("language", followed_.language)); });
    pages->show();
}

void ControlCenter::show() { window_->show(); }

void ControlCenter::addFiles(const std::vector<std::string>& paths)
{
    if (!paths.empty())
        window_->addFiles(paths);
}

} // namespace xpu::ui
