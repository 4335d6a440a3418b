#pragma once

#include "core/settings/setting_table.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

namespace xpu::ui {

/// Edits one setting, with the widget that fits its kind.
class SettingField : public QWidget {
    Q_OBJECT

public:
    /// @param name, help  for screen readers
    SettingField(const SettingInfo& info, const QString& name, const QString& help,
                 QWidget* parent = nullptr);

    /// A value that has been accepted. What is still being typed stays.
    void put(const SettingValue& value);
    /// Whether the text is the path of a file that exists.
    static bool namesFile(const SettingInfo& info);
    /// Passes on at once what waits for the next turn of a number.
    void finish();

Q_SIGNALS:
    void chosen(const xpu::SettingValue& value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeChoice();
    void makeWhole();
    void makeReal();
    void makeText();
    void hold(QWidget* editor);
    void wait(SettingValue value);

    const SettingInfo& info_;
    std::function<void(const SettingValue&)> put_;
    std::optional<SettingValue> waiting_;
    QTimer turning_; ///< a number that is turned is not written at every step
};

} // namespace xpu::ui
