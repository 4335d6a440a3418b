#pragma once

#include "core/engine/snapshot.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QLineEdit;

namespace xpu::ui {

class QueueModel;
class QueueView;

/// A field above the queue: rows without its words are hidden. Order and selection stay.
class QueueFilter : public QWidget {
    Q_OBJECT

public:
    QueueFilter(QueueView& view, QueueModel& model);

    /// Shows the field and puts the cursor into it.
    void open();
    /// Empties and hides it: every row shows again.
    void close();
    /// After the rows have changed.
    void apply();
    /// Every word stands in the task's name, file, state, device or submitter.
    static bool matches(const TaskView& task, const QStringList& words);

private:
    QueueView& view_;
    QueueModel& model_;
    QLineEdit* words_;
    QLabel* count_;
};

} // namespace xpu::ui
