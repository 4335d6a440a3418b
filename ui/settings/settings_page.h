#pragma once

#include "core/settings/settings.h"

#include <QWidget>

#include <string>
#include <string_view>
#include <vector>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace xpu::ui {

class EngineBridge;
class ProblemPanel;
class SettingRow;
class SettingsBook;

/// Every key of the settings table, written into the file as soon as it is changed, and the folders
/// tasks may use.
class SettingsPage : public QWidget {
    Q_OBJECT

public:
    SettingsPage(EngineBridge& bridge, SettingsBook& book, QWidget* parent = nullptr);

    /// Null when there is no such key.
    SettingRow* row(std::string_view key) const;
    /// Puts the row into view and the focus into its field.
    void turnTo(std::string_view key);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void addRows();
    /// A heading and a panel below it.
    QVBoxLayout* addPanel(const QString& title);
    void addFile();
    void change(SettingRow& row, const SettingValue& value);
    void refresh();
    void openFile(int line);

    SettingsBook& book_;
    QScrollArea* scroll_;
    QVBoxLayout* column_;
    ProblemPanel* problems_;
    std::vector<SettingRow*> rows_;
    QPushButton* open_ = nullptr;
    QLabel* unopened_ = nullptr;
};

} // namespace xpu::ui
