#include "ui/queue/queue_filter.h"

#include "ui/queue/queue_model.h"
#include "ui/queue/queue_view.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>

namespace xpu::ui {

QueueFilter::QueueFilter(QueueView& view, QueueModel& model)
    : view_(view), model_(model), words_(new QLineEdit), count_(new QLabel)
{
    setObjectName(QStringLiteral("filterBar"));
    setAttribute(Qt::WA_StyledBackground);
    words_->setPlaceholderText(tr("Filter by name, file, state or device"));
    words_->setAccessibleName(tr("Filter the queue"));
    words_->setClearButtonEnabled(true);
    count_->setProperty("role", QStringLiteral("muted"));
    auto* away = new QPushButton(QStringLiteral("✕"));
    away->setProperty("link", true);
    away->setAccessibleName(tr("Show every task again"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 6, 4);
    row->addWidget(words_, 1);
    row->addWidget(count_);
    row->addWidget(away);
    connect(words_, &QLineEdit::textChanged, this, &QueueFilter::apply);
    connect(away, &QPushButton::clicked, this, &QueueFilter::close);
    auto* escape =
        new QShortcut(Qt::Key_Escape, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &QueueFilter::close);
    hide();
}

void QueueFilter::open()
{
    show();
    words_->setFocus();
    words_->selectAll();
}

void QueueFilter::close()
{
    words_->clear();
    hide();
    view_.setFocus();
}

void QueueFilter::apply()
{
    const QStringList words = words_->text().split(u' ', Qt::SkipEmptyParts);
    int shown = 0;
    for (int row = 0; row < model_.rowCount(); ++row) {
        const bool hidden = !words.isEmpty() && !matches(model_.task(row), words);
        if (view_.isRowHidden(row) != hidden)
            view_.setRowHidden(row, hidden);
        shown += hidden ? 0 : 1;
    }
    count_->setText(words.isEmpty() ? QString() : tr("%1 of %2").arg(shown).arg(model_.rowCount()));
}

bool QueueFilter::matches(const TaskView& task, const QStringList& words)
{
    QString said = text(task.name) + u'\n' + text(task.path) + u'\n' + word(task.state) + u'\n'
                   + text(task.submitter);
    for (const std::string& device : task.devicesInUse)
        said += u'\n' + text(device);
    return std::all_of(words.begin(), words.end(), [&](const QString& wanted) {
        return said.contains(wanted, Qt::CaseInsensitive);
    });
}

} // namespace xpu::ui
