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
#include <QTimer>

#include <utility>

namespace xpu::ui {

ControlCenter::ControlCenter(EngineDoor door, Preferences preferences)
    : bridge_(std::move(door)),
      preferences_(std::move(preferences)),
      // A dialog of ours is as good as the window.
      notifier_(new Notifier(
          bridge_, [] { return QApplication::activeWindow() != nullptr; }, this))
{
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/xpu-optimizer.svg")));
    connect(&bridge_, &EngineBridge::opened, this, &ControlCenter::opened);
    applyTheme(QString::fromStdString(preferences_.theme));
    installLanguage(preferences_.language, translator_);
    rebuild();
    hearNotices();
}

ControlCenter::~ControlCenter() = default;

void ControlCenter::rebuild()
{
    window_ = std::make_unique<MainWindow>(bridge_, preferences_);
    connect(window_.get(), &MainWindow::preferencesChanged, this, &ControlCenter::change);
}

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

void ControlCenter::change(const Preferences& preferences)
{
    const Preferences before = std::exchange(preferences_, preferences);
    bridge_.savePreferences(preferences_);
    if (before.theme != preferences_.theme)
        applyTheme(QString::fromStdString(preferences_.theme));
    if (before.language == preferences_.language)
        return;
    // The menu that asked for it belongs to the window about to go.
    QTimer::singleShot(0, this, [this] {
        installLanguage(preferences_.language, translator_);
        const QByteArray place = window_->saveGeometry();
        rebuild();
        window_->restoreGeometry(place);
        window_->show();
    });
}

void ControlCenter::open(EngineDoor door) { bridge_.open(std::move(door)); }

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
    connect(pages, &QDialog::finished, this, [this] { bridge_.savePreferences(preferences_); });
    pages->show();
}

void ControlCenter::show() { window_->show(); }

void ControlCenter::addFiles(const std::vector<std::string>& paths)
{
    if (!paths.empty())
        window_->addFiles(paths);
}

} // namespace xpu::ui
