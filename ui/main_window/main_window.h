#pragma once

#include "ui/bridge/engine_door.h"

#include <QMainWindow>

#include <string>
#include <string_view>

class QActionGroup;
class QDockWidget;
class QLabel;
class QMenu;
class QMenuBar;
class QStackedWidget;

namespace xpu::ui {

class DevicesPage;
class EngineBridge;
class HistoryPage;
class Navigation;
class QueuePage;
class SettingsBook;
class SettingsPage;
class SummaryBar;
class WhyPanel;

/// The control center's window. Pages other than the queue are built when first shown.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    enum Page { Queue, History, Devices, Settings };

    MainWindow(EngineBridge& bridge, SettingsBook& settings);

    void showPage(Page page);
    Page page() const;
    /// The settings page with the focus in the field of this key.
    void showSetting(std::string_view key);
    /// Sizes and energies are shown in other units from now on.
    void writeFiguresAnew();
    /// Adds files as if they had been dropped at the end of the queue.
    void addFiles(const std::vector<std::string>& paths);
    void comeToFront();
    void showTask(const TaskId& task);
    void showReport(const QString& run);

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void buildMenus();
    void buildPageMenu();
    void addChoice(QMenu& menu, const QString& title, const std::string& key);
    QWidget* buildToolBar();
    QWidget* buildStatusLine();
    void buildWhyDock();
    void applySnapshot();
    void updateStatus(const Snapshot& snapshot);
    void updateWhy();
    void change(const std::string& key, const std::string& value);
    void showSettingProblems();
    void showLog(const QString& step, const QString& path);
    void showShortcuts();
    void showAbout();
    bool confirmStop();

    EngineBridge& bridge_;
    SettingsBook& book_;
    Navigation* navigation_;
    QStackedWidget* pages_;
    QueuePage* queue_;
    HistoryPage* history_ = nullptr;
    DevicesPage* devices_ = nullptr;
    SettingsPage* settings_ = nullptr;
    SummaryBar* settingsBar_;
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
