#pragma once

#include "ui/bridge/engine_bridge.h"

#include <QTranslator>

#include <memory>
#include <string>
#include <vector>

namespace xpu::ui {

class MainWindow;
class Notifier;

/// The window with its language and theme. A change of language builds the window anew; the work
/// goes on behind the bridge meanwhile.
class ControlCenter : public QObject {
    Q_OBJECT

public:
    ControlCenter(EngineDoor door, Preferences preferences);
    ~ControlCenter() override;

    /// The engine behind the window has started; see EngineBridge.
    void open(EngineDoor door);
    /// It could not be started: says so, and ends the program when that has been read.
    void giveUp(const Error& error);
    bool isOpen() const { return bridge_.isOpen(); }

    void show();
    /// Shows the pages for new users above the window; closing them stores the preferences.
    void welcome();
    void addFiles(const std::vector<std::string>& paths);
    MainWindow& window() { return *window_; }

Q_SIGNALS:
    void opened();

private:
    void rebuild();
    void change(const Preferences& preferences);
    void hearNotices();

    EngineBridge bridge_;
    Preferences preferences_;
    QTranslator translator_;
    Notifier* notifier_;
    std::unique_ptr<MainWindow> window_;
};

} // namespace xpu::ui
