#pragma once

#include <QListWidget>

namespace xpu::ui {

/// The pages of the window, one under the other, with a count beside a name.
class Navigation : public QListWidget {
    Q_OBJECT

public:
    explicit Navigation(QWidget* parent = nullptr);

    void addPage(const QString& name);
    void setCount(int page, int count);
    QSize sizeHint() const override { return {132, 200}; }
};

} // namespace xpu::ui
