#pragma once

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace xpu::ui {

class EngineBridge;

/// What a new user is told once: the processors that were found, that they can be measured, and
/// what happens to power. Every page can be skipped; the window behind works meanwhile.
class FirstRun : public QDialog {
    Q_OBJECT

public:
    explicit FirstRun(EngineBridge& bridge, QWidget* parent = nullptr);

private:
    QWidget* devicesPage();
    QWidget* measurePage();
    QWidget* powerPage();
    QWidget* footer();
    void turnTo(int page);
    void refresh();
    void showDevices();
    void showProgress();

    EngineBridge& bridge_;
    QStackedWidget* pages_;
    QVBoxLayout* devices_ = nullptr;
    QString shown_; ///< what the list of devices says
    QProgressBar* progress_ = nullptr;
    QLabel* measured_ = nullptr;
    QPushButton* measure_ = nullptr;
    QPushButton* back_ = nullptr;
    QPushButton* next_ = nullptr;
};

} // namespace xpu::ui
