#pragma once

#include <QWidget>

#include <string>
#include <vector>

namespace xpu::ui {

/// What an empty queue shows: a dashed place to drop files, "Open file", samples that run.
class EmptyQueue : public QWidget {
    Q_OBJECT

public:
    explicit EmptyQueue(const std::vector<std::string>& samples, QWidget* parent = nullptr);

Q_SIGNALS:
    void openRequested();
    void filesDropped(const std::vector<std::string>& paths, int row, bool held);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool hovered_ = false;
};

} // namespace xpu::ui
