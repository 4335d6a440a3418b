#include "ui/first_run/first_run.h"

#include "ui/bridge/engine_bridge.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace xpu::ui {

namespace {

QLabel* label(const QString& words, const char* role = "")
{
    auto* made = new QLabel(words);
    made->setProperty("role", QLatin1String(role));
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    return made;
}

/// A title, what it is about, and room below.
QVBoxLayout* column(QWidget& page, const QString& title, const QString& about)
{
    auto* made = new QVBoxLayout(&page);
    made->setContentsMargins(0, 0, 0, 0);
    made->setSpacing(10);
    made->addWidget(label(title, "title"));
    made->addWidget(label(about));
    return made;
}

QString lineOf(const DeviceView& device)
{
    const QString name =
        text(device.info.id) + QStringLiteral(" – ") + text(device.info.friendlyName);
    if (!device.info.unusableReason.empty())
        return FirstRun::tr("%1: cannot be used, %2").arg(name, text(device.info.unusableReason));
    return FirstRun::tr("%1: ready, up to %2 of memory").arg(name, bytesText(device.limit));
}

} // namespace

FirstRun::FirstRun(EngineBridge& bridge, QWidget* parent)
    : QDialog(parent), bridge_(bridge), pages_(new QStackedWidget)
{
    setWindowTitle(tr("Welcome to XPU Optimizer"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(560, 360);
    pages_->addWidget(devicesPage());
    pages_->addWidget(measurePage());
    pages_->addWidget(powerPage());
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(22, 18, 22, 18);
    all->setSpacing(14);
    all->addWidget(pages_, 1);
    all->addWidget(footer());
    connect(&bridge_, &EngineBridge::snapshotChanged, this, &FirstRun::refresh);
    turnTo(0);
    refresh();
}

QWidget* FirstRun::devicesPage()
{
    auto* page = new QWidget;
    QVBoxLayout* rows =
        column(*page, tr("These processors were found"),
               tr("Tasks run on all that are ready; each step goes where it is predicted to end "
                  "first. The Devices page tells more of each."));
    devices_ = new QVBoxLayout;
    devices_->setSpacing(6);
    rows->addLayout(devices_);
    rows->addStretch(1);
    return page;
}

QWidget* FirstRun::measurePage()
{
    auto* page = new QWidget;
    QVBoxLayout* rows =
        column(*page, tr("Measure them once"),
               tr("Predictions are better when every operator has run on every device. That takes "
                  "about half a minute and happens by itself whenever nothing is to be done; "
                  "tasks always go first."));
    progress_ = new QProgressBar;
    progress_->setAccessibleName(tr("Operators measured"));
    progress_->setTextVisible(false);
    measured_ = label({}, "muted");
    measure_ = new QPushButton(tr("&Measure now"));
    connect(measure_, &QPushButton::clicked, this, [this] { bridge_.send(command::Measure{}); });
    rows->addWidget(progress_);
    rows->addWidget(measured_);
    rows->addWidget(measure_, 0, Qt::AlignLeft);
    rows->addStretch(1);
    return page;
}

QWidget* FirstRun::powerPage()
{
    auto* page = new QWidget;
    QVBoxLayout* rows =
        column(*page, tr("Power is watched, not changed"),
               tr("Where this machine has sensors their readings are shown; elsewhere power is "
                  "modelled from what runs, and such figures carry ≈. No clock, limit or power "
                  "state of this machine is changed."));
    rows->addWidget(label(tr("Everything can be set later on the Settings page."), "muted"));
    rows->addStretch(1);
    return page;
}

QWidget* FirstRun::footer()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    auto* skip = new QPushButton(tr("&Skip"));
    back_ = new QPushButton(tr("&Back"));
    next_ = new QPushButton;
    next_->setProperty("primary", true);
    next_->setDefault(true);
    skip->setAutoDefault(false);
    back_->setAutoDefault(false);
    measure_->setAutoDefault(false);
    row->addWidget(skip);
    row->addStretch(1);
    row->addWidget(back_);
    row->addWidget(next_);
    connect(skip, &QPushButton::clicked, this, &QDialog::reject);
    connect(back_, &QPushButton::clicked, this, [this] { turnTo(pages_->currentIndex() - 1); });
    connect(next_, &QPushButton::clicked, this, [this] {
        if (pages_->currentIndex() + 1 == pages_->count())
            accept();
        else
            turnTo(pages_->currentIndex() + 1);
    });
    return bar;
}

void FirstRun::turnTo(int page)
{
    pages_->setCurrentIndex(page);
    back_->setEnabled(page > 0);
    next_->setText(page + 1 == pages_->count() ? tr("S&tart") : tr("&Next"));
}

void FirstRun::refresh()
{
    showDevices();
    showProgress();
}

void FirstRun::showDevices()
{
    QStringList lines;
    for (const DeviceView& device : bridge_.snapshot()->devices)
        if (device.info.kind != DeviceClass::Host && device.info.driver != "sandbox"
            && !runsKernels(device.info))
            lines << lineOf(device);
    if (lines.isEmpty())
        lines << tr("Still looking…");
    if (lines.join(u'\n') == shown_)
        return;
    shown_ = lines.join(u'\n');
    while (QLayoutItem* old = devices_->takeAt(0)) {
        delete old->widget();
        delete old;
    }
    for (const QString& line : lines)
        devices_->addWidget(label(line));
}

void FirstRun::showProgress()
{
    const Measuring& measuring = bridge_.snapshot()->measuring;
    const auto all = static_cast<int>(std::max<std::size_t>(1, measuring.all));
    const auto left = static_cast<int>(std::min(measuring.left, measuring.all));
    progress_->setRange(0, all);
    progress_->setValue(all - left);
    measure_->setEnabled(left > 0 && !measuring.active);
    if (left == 0 && bridge_.isOpen())
        measured_->setText(tr("All operators are measured."));
    else if (measuring.active)
        measured_->setText(tr("Measuring: %n to go", nullptr, left));
    else
        measured_->setText(tr("%n to be measured", nullptr, left));
}

} // namespace xpu::ui
