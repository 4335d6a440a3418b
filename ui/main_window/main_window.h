#pragma once

#include "ui/bridge/engine_door.h"

#include <QMainWindow>

class QDockWidget;
class QLabel;
class QMenuBar;
class QStackedWidget;

namespace xpu::ui {

class DevicesPage;
class EngineBridge;
class HistoryPage;
class Navigation;
class QueuePage;
class WhyPanel;

/// The control center's window. Pages other than the queue are built when first shown.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    enum Page { Queue, History, Devices };

    MainWindow(EngineBridge& bridge, Preferences preferences);

    void showPage(Page page);
    /// Adds files as if they had been dropped at the end of the queue.
    void addFiles(const std::vector<std::string>& paths);
    void comeToFront();
    void showTask(const TaskId& task);
    void showReport(const QString& run);

Q_SIGNALS:
    void preferencesChanged(const xpu::ui::Preferences& preferences);

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void buildMenus();
    void buildPageMenu();
    QWidget* buildToolBar();
    QWidget* buildStatusLine();
    void buildWhyDock();
    void applySnapshot();
    void updateStatus(const Snapshot& snapshot);
    void updateWhy();
    void showLog(const QString& step, const QString& path);
    void showShortcuts();
    void showAbout();
    bool confirmStop();

    EngineBridge& bridge_;
    Preferences preferences_;
    Navigation* navigation_;
    QStackedWidget* pages_;
    QueuePage* queue_;
    HistoryPage* history_ = nullptr;
    DevicesPage* devices_ = nullptr;
    WhyPanel* why_;
    QDockWidget* whyDock_;
    QAction* whyAction_;
    QMenuBar* menus_;
    QLabel* outlook_;
    QLabel* trouble_;
    QLabel* counts_;
    QLabel* deviceLine_;
    QLabel* message_;
};

} // namespace xpu::ui
