#pragma once

#include "ui/bridge/engine_bridge.h"
#include "ui/settings/settings_book.h"

#include <QTimer>
#include <QTranslator>

#include <memory>
#include <string>
#include <vector>

namespace xpu::ui {

class MainWindow;
class Notifier;

/// The window and the settings it follows. A change of language builds the window anew; the work
/// goes on behind the bridge meanwhile.
class ControlCenter : public QObject {
    Q_OBJECT

public:
    /// @param otherwise  settings where the door names no file for them
    explicit ControlCenter(EngineDoor door, Settings otherwise = {});
    ~ControlCenter() override;

    /// The engine behind the window has started; see EngineBridge.
    void open(EngineDoor door);
    /// It could not be started: says so, and ends the program when that has been read.
    void giveUp(const Error& error);
    bool isOpen() const { return bridge_.isOpen(); }

    void show();
    /// Shows the pages for new users above the window; closing them stores that they were seen.
    void welcome();
    void addFiles(const std::vector<std::string>& paths);
    MainWindow& window() { return *window_; }
    SettingsBook& settings() { return settings_; }

Q_SIGNALS:
    void opened();

private:
    void rebuild();
    void follow();
    void speakAnew();
    void hearNotices();

    SettingsBook settings_;
    EngineBridge bridge_;
    Settings followed_; ///< as they were last put in force
    QTranslator translator_;
    QTimer speaking_; ///< until the window may go
    Notifier* notifier_;
    std::unique_ptr<MainWindow> window_;
};

} // namespace xpu::ui
