#include "ui/main_window/main_window.h"

#include "ui/bridge/engine_bridge.h"
#include "ui/devices/devices_page.h"
#include "ui/history/history_page.h"
#include "ui/log/log_window.h"
#include "ui/main_window/navigation.h"
#include "ui/main_window/outlook.h"
#include "ui/queue/queue_actions.h"
#include "ui/queue/queue_page.h"
#include "ui/queue/summary_bar.h"
#include "ui/settings/setting_words.h"
#include "ui/settings/settings_book.h"
#include "ui/settings/settings_page.h"
#include "ui/text/format.h"
#include "ui/theme/label.h"
#include "ui/why/step_menu.h"
#include "ui/why/why_panel.h"

#include <QAbstractItemView>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace xpu::ui {

namespace {

QWidget* bar(const char* name)
{
    auto* made = new QWidget;
    made->setObjectName(QLatin1String(name));
    made->setAttribute(Qt::WA_StyledBackground);
    return made;
}

/// A push button that follows an action's text, state and trigger.
QPushButton* buttonFor(QAction* action, bool primary)
{
    auto* button = new QPushButton;
    button->setProperty("primary", primary);
    const auto follow = [button, action] {
        button->setText(action->text());
        QString plain = action->text();
        button->setAccessibleName(plain.remove(u'&'));
        button->setEnabled(action->isEnabled());
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

MainWindow::MainWindow(EngineBridge& bridge, SettingsBook& settings)
    : bridge_(bridge),
      book_(settings),
      navigation_(new Navigation),
      pages_(new QStackedWidget),
      queue_(new QueuePage(bridge)),
      settingsBar_(new SummaryBar),
      why_(new WhyPanel),
      whyDock_(new QDockWidget(tr("Why"), this)),
      whyAction_(new QAction(tr("&Why panel"), this)),
      menus_(new QMenuBar),
      outlook_(plainLabel("muted")),
      trouble_(plainLabel("danger")),
      counts_(plainLabel("")),
      deviceLine_(plainLabel("muted")),
      message_(plainLabel("danger"))
{
    setWindowTitle(tr("XPU Optimizer"));
    resize(1440, 900);
    for (const QString& name : {tr("Queue"), tr("History"), tr("Devices"), tr("Settings")})
        navigation_->addPage(name);
    pages_->addWidget(queue_);
    while (pages_->count() <= Settings)
        pages_->addWidget(new QWidget);

    auto* middle = new QHBoxLayout;
    middle->setContentsMargins({});
    middle->setSpacing(0);
    middle->addWidget(navigation_);
    middle->addWidget(pages_, 1);
    QWidget* troubleBar = bar("troubleBar");
    auto* troubleLayout = new QHBoxLayout(troubleBar);
    troubleLayout->setContentsMargins(12, 6, 12, 6);
    troubleLayout->addWidget(trouble_);
    troubleBar->hide();
    auto* central = new QWidget;
    auto* column = new QVBoxLayout(central);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(troubleBar);
    column->addWidget(settingsBar_);
    column->addLayout(middle, 1);
    setCentralWidget(central);
    buildWhyDock();
    buildMenus();
    auto* tools = buildToolBar();
    // One menu widget holds both: a QToolBar would bring handles and a frame of its own.
    auto* top = new QWidget;
    auto* topLayout = new QVBoxLayout(top);
    topLayout->setContentsMargins({});
    topLayout->setSpacing(0);
    topLayout->addWidget(menus_);
    topLayout->addWidget(tools);
    setMenuWidget(top);
    column->addWidget(buildStatusLine());

    connect(navigation_, &QListWidget::currentRowChanged, this,
            [this](int row) { showPage(static_cast<Page>(row)); });
    connect(queue_, &QueuePage::currentTaskChanged, this, &MainWindow::updateWhy);
    connect(&bridge_, &EngineBridge::opened, this, [this] {
        if (history_ != nullptr)
            history_->reload();
    });
    connect(&bridge_, &EngineBridge::snapshotChanged, this, &MainWindow::applySnapshot);
    connect(&bridge_, &EngineBridge::raiseRequested, this, &MainWindow::comeToFront);
    connect(&bridge_, &EngineBridge::refused, message_, &QLabel::setText);
    connect(&book_, &SettingsBook::problemsChanged, this, &MainWindow::showSettingProblems);
    showSettingProblems();
    navigation_->setCurrentRow(Queue);
    applySnapshot();
    updateWhy();
}

void MainWindow::buildWhyDock()
{
    whyDock_->setObjectName(QStringLiteral("whyDock"));
    whyDock_->setAccessibleName(tr("Why"));
    whyDock_->setTitleBarWidget(new QWidget(whyDock_));
    whyDock_->setFeatures(QDockWidget::NoDockWidgetFeatures);
    whyDock_->setWidget(why_);
    addDockWidget(Qt::RightDockWidgetArea, whyDock_);
    resizeDocks({whyDock_}, {376}, Qt::Horizontal);
    whyAction_->setCheckable(true);
    whyAction_->setChecked(true);
    whyAction_->setShortcut(Qt::Key_F7);
    connect(whyAction_, &QAction::toggled, this, &MainWindow::updateWhy);
    auto* stepMenu = new StepMenu(bridge_, *why_);
    connect(why_, &WhyPanel::menuWanted, stepMenu, &StepMenu::popup);
    connect(why_, &WhyPanel::logWanted, this, &MainWindow::showLog);
    connect(stepMenu, &StepMenu::logWanted, this, &MainWindow::showLog);
}

QWidget* MainWindow::buildToolBar()
{
    QWidget* tools = bar("toolBar");
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(12, 7, 12, 7);
    row->setSpacing(8);
    row->addWidget(buttonFor(queue_->actions().addFiles, true));
    row->addWidget(buttonFor(queue_->actions().pauseQueue, false));
    row->addWidget(buttonFor(queue_->actions().clear, false));
    row->addSpacing(12);
    row->addWidget(outlook_);
    row->addStretch();
    return tools;
}

QWidget* MainWindow::buildStatusLine()
{
    QWidget* line = bar("statusLine");
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(12, 5, 12, 5);
    row->setSpacing(22);
    row->addWidget(counts_);
    row->addWidget(message_);
    row->addStretch();
    row->addWidget(deviceLine_);
    return line;
}

void MainWindow::buildMenus()
{
    QueueActions& actions = queue_->actions();
    QMenu* file = menus_->addMenu(tr("&File"));
    file->addAction(actions.addFiles);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &QWidget::close);
    QMenu* edit = menus_->addMenu(tr("&Edit"));
    edit->addActions({actions.undo, actions.redo});
    edit->addSeparator();
    edit->addAction(tr("&Filter the queue"), QKeySequence::Find, this, [this] {
        showPage(Queue);
        queue_->openFilter();
    });
    edit->addSeparator();
    edit->addAction(tr("&Settings"), QKeySequence(Qt::CTRL | Qt::Key_Comma), this,
                    [this] { showPage(Settings); });
    QMenu* queue = menus_->addMenu(tr("&Queue"));
    actions.addQueueActions(*queue);
    queue->addSeparator();
    queue_->fillTaskMenu(*queue);
    buildPageMenu();
    QMenu* help = menus_->addMenu(tr("&Help"));
    help->addAction(tr("&Keyboard shortcuts"), QKeySequence(Qt::Key_F1), this,
                    &MainWindow::showShortcuts);
    help->addAction(tr("&About XPU Optimizer"), this, &MainWindow::showAbout);
}

void MainWindow::buildPageMenu()
{
    QMenu* view = menus_->addMenu(tr("&View"));
    for (const Page page : {Queue, History, Devices, Settings})
        view->addAction(navigation_->item(page)->text(),
                        QKeySequence(Qt::CTRL | static_cast<Qt::Key>(int(Qt::Key_1) + int(page))),
                        this, [this, page] { showPage(page); });
    view->addSeparator();
    view->addAction(whyAction_);
    QAction* charts = view->addAction(tr("&Live charts"));
    charts->setCheckable(true);
    charts->setChecked(true);
    charts->setShortcut(Qt::Key_F8);
    connect(charts, &QAction::toggled, queue_, &QueuePage::setChartsVisible);
    view->addSeparator();
    addChoice(*view, tr("&Theme"), "theme");
    addChoice(*view, tr("L&anguage"), "language");
}

void MainWindow::addChoice(QMenu& menu, const QString& title, const std::string& key)
{
    const SettingInfo& info = *findSetting(key);
    QMenu* choices = menu.addMenu(title);
    auto* group = new QActionGroup(choices);
    group->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    for (const auto& [value, word] : settingChoices(info)) {
        QAction* action = choices->addAction(word);
        action->setCheckable(true);
        group->addAction(action);
        const auto follow = [this, action, &info, wanted = value] {
            action->setChecked(info.get(book_.values()) == SettingValue(wanted));
        };
        follow();
        connect(&book_, &SettingsBook::changed, action, follow);
        connect(action, &QAction::triggered, this, [this, key, follow, wanted = value] {
            change(key, wanted);
            follow();
        });
    }
}

void MainWindow::change(const std::string& key, const std::string& value)
{
    if (const Result<void> done = book_.change(key, value); !done)
        message_->setText(tr("%1 was not changed: %2")
                              .arg(settingCaption(*findSetting(key)), errorText(done.error())));
}

void MainWindow::showPage(Page page)
{
    const auto put = [this](Page at, QWidget* made) {
        QWidget* placeholder = pages_->widget(at);
        pages_->removeWidget(placeholder);
        delete placeholder;
        pages_->insertWidget(at, made);
    };
    if (page == History && history_ == nullptr)
        put(History, history_ = new HistoryPage(bridge_));
    if (page == Devices && devices_ == nullptr)
        put(Devices, devices_ = new DevicesPage(bridge_));
    if (page == Settings && settings_ == nullptr)
        put(Settings, settings_ = new SettingsPage(bridge_, book_));
    pages_->setCurrentIndex(page);
    if (page == History)
        history_->reload();
    navigation_->setCurrentRow(page);
    if (page == Settings)
        settingsBar_->hide(); // the page says more
    updateWhy();
}

MainWindow::Page MainWindow::page() const { return static_cast<Page>(pages_->currentIndex()); }

void MainWindow::showSetting(std::string_view key)
{
    showPage(Settings);
    settings_->turnTo(key);
}

void MainWindow::showSettingProblems()
{
    const auto count = static_cast<int>(book_.problems().size());
    if (count == 0 || page() == Settings)
        return settingsBar_->hide();
    settingsBar_->offer(tr("The settings file has %n problem(s).", nullptr, count),
                        tr("&Show them"), [this] { showPage(Settings); });
}

void MainWindow::writeFiguresAnew()
{
    Q_EMIT bridge_.snapshotChanged();
    for (QAbstractItemView* view : findChildren<QAbstractItemView*>())
        view->viewport()->update();
    if (history_ == nullptr)
        return;
    // Reports are texts through and through.
    const Page before = page();
    delete std::exchange(history_, nullptr);
    pages_->insertWidget(History, new QWidget);
    showPage(before);
}

void MainWindow::addFiles(const std::vector<std::string>& paths)
{
    queue_->submit(paths, -1, false);
}

void MainWindow::comeToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::showTask(const TaskId& task)
{
    showPage(Queue);
    queue_->showTask(task);
}

void MainWindow::showReport(const QString& run)
{
    showPage(History);
    history_->openRun(run);
}

void MainWindow::applySnapshot()
{
    const auto snapshot = bridge_.snapshot();
    navigation_->setCount(Queue, static_cast<int>(snapshot->queue.size()));
    trouble_->setText(text(snapshot->trouble));
    trouble_->parentWidget()->setVisible(!snapshot->trouble.empty());
    updateStatus(*snapshot);
}

void MainWindow::updateStatus(const Snapshot& snapshot)
{
    if (!bridge_.isOpen()) {
        counts_->setText(tr("Opening the queue and the devices…"));
        return;
    }
    outlook_->setText(outlookText(snapshot));
    counts_->setText(countsText(snapshot));
    deviceLine_->setText(devicesText(snapshot));
}

void MainWindow::updateWhy()
{
    const bool wanted = whyAction_->isChecked() && pages_->currentIndex() == Queue;
    whyDock_->setVisible(wanted);
    if (wanted)
        why_->show(queue_->currentTask());
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (page() == Queue)
        queue_->setFocus();
    QTimer::singleShot(0, queue_, &QueuePage::buildCharts);
}

void MainWindow::closeEvent(QCloseEvent* event) { event->setAccepted(confirmStop()); }

bool MainWindow::confirmStop()
{
    const auto snapshot = bridge_.snapshot();
    const auto running =
        std::count_if(snapshot->queue.begin(), snapshot->queue.end(),
                      [](const auto& task) { return task->state == TaskState::Running; });
    if (running == 0)
        return true;
    QMessageBox question(QMessageBox::Question, tr("Work is running"),
                         tr("%n task(s) are running. Closing stops them; what is done is kept and "
                            "the rest is offered again at the next start.",
                            nullptr, static_cast<int>(running)),
                         QMessageBox::NoButton, this);
    const auto* stop = question.addButton(tr("&Stop and close"), QMessageBox::AcceptRole);
    question.setDefaultButton(question.addButton(tr("&Keep open"), QMessageBox::RejectRole));
    question.exec();
    return question.clickedButton() == stop;
}

void MainWindow::showLog(const QString& step, const QString& path)
{
    auto* window = new LogWindow(step, path, this);
    window->show();
}

void MainWindow::showShortcuts()
{
    QString lines;
    for (const QAction* action : findChildren<QAction*>()) {
        if (action->shortcut().isEmpty())
            continue;
        QString name = action->text();
        lines += QStringLiteral("<tr><td style='padding-right:24px'>%1</td><td>%2</td></tr>")
                     .arg(name.remove(u'&').toHtmlEscaped(),
                          action->shortcut().toString(QKeySequence::NativeText).toHtmlEscaped());
    }
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, tr("Keyboard shortcuts"),
                        QStringLiteral("<table>%1</table>").arg(lines), QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, tr("About XPU Optimizer"),
        tr("XPU Optimizer %1\nRuns task files on the devices of this machine and says why each "
           "step runs where it runs.\nGPL-3.0-or-later")
            .arg(QApplication::applicationVersion()),
        QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace xpu::ui
