#pragma once

#include "core/engine/snapshot.h"

#include <QWidget>

#include <memory>

namespace xpu::ui {

/// The devices weighed for a step: interval as a bar, median as a tick, the chosen one in green,
/// excluded ones with their reason.
class CandidateChart : public QWidget {
    Q_OBJECT

public:
    explicit CandidateChart(QWidget* parent = nullptr);

    void show(std::shared_ptr<const Why> why, const std::string& chosen);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {260, heightForWidth(260)}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int rowHeight(const Candidate& candidate, int width) const;
    void paintInterval(QPainter& painter, const Candidate& candidate, const QRect& row) const;
    double scale() const;

    std::shared_ptr<const Why> why_;
    std::string chosen_;
};

} // namespace xpu::ui
