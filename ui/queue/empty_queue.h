#pragma once

#include <QWidget>

#include <string>
#include <vector>

class QLabel;

namespace xpu::ui {

/// What an empty queue shows: a dashed place to drop files, "Open file", samples that run.
class EmptyQueue : public QWidget {
    Q_OBJECT

public:
    explicit EmptyQueue(const std::vector<std::string>& samples, QWidget* parent = nullptr);
    /// Whether rows may still come: the queue has not been read yet.
    void setOpening(bool opening);

Q_SIGNALS:
    void openRequested();
    void sampleRequested(const std::string& sample);
    void filesDropped(const std::vector<std::string>& paths, int row, bool held);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* title_;
    bool hovered_ = false;
};

} // namespace xpu::ui
