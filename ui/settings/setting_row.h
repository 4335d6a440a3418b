#pragma once

#include "core/settings/setting_table.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace xpu::ui {

class SettingField;

/// One setting: what it is called and means, its field, and the way back to its default.
class SettingRow : public QWidget {
    Q_OBJECT

public:
    explicit SettingRow(const SettingInfo& info, QWidget* parent = nullptr);

    const SettingInfo& info() const { return info_; }
    void display(const Settings& values);
    /// Says below the caption why a value was not taken, until the next one is shown.
    void complain(const QString& sentence);
    SettingField& field() { return *field_; }

Q_SIGNALS:
    void chosen(const xpu::SettingValue& value);

private:
    const SettingInfo& info_;
    QLabel* caption_;
    QLabel* help_;
    QLabel* trouble_;
    QPushButton* reset_;
    SettingField* field_;
};

} // namespace xpu::ui
