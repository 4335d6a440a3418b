#pragma once

#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace xpu::ui {

class EngineBridge;

/// The folders that were granted to tasks, each with the way to take that back.
class GrantsPanel : public QWidget {
    Q_OBJECT

public:
    explicit GrantsPanel(EngineBridge& bridge, QWidget* parent = nullptr);

private:
    void refresh();
    QWidget* makeRow(const std::string& folder);

    EngineBridge& bridge_;
    QLabel* none_;
    QVBoxLayout* rows_;
    std::vector<std::string> shown_;
};

} // namespace xpu::ui
