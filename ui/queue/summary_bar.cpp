#include "ui/queue/summary_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace xpu::ui {

namespace {

QPushButton* link(const QString& text, const QString& accessibleName)
{
    auto* button = new QPushButton(text);
    button->setProperty("link", true);
    button->setAccessibleName(accessibleName);
    return button;
}

} // namespace

SummaryBar::SummaryBar(QWidget* parent)
    : QWidget(parent),
      label_(new QLabel),
      show_(link(tr("&Show"), tr("Show the rejected file"))),
      undo_(link(tr("&Undo"), tr("Undo this change"))),
      offer_(link(QString(), tr("Accept the offer")))
{
    setObjectName(QStringLiteral("summaryBar"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Summary"));
    auto* close = link(QStringLiteral("✕"), tr("Close the summary"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 6, 4);
    row->addWidget(label_);
    row->addWidget(show_);
    row->addWidget(undo_);
    row->addWidget(offer_);
    row->addStretch();
    row->addWidget(close);
    connect(close, &QPushButton::clicked, this, &QWidget::hide);
    connect(show_, &QPushButton::clicked, this, [this] { Q_EMIT showWanted(firstRejected_); });
    connect(undo_, &QPushButton::clicked, this, [this] {
        hide();
        if (inverse_)
            Q_EMIT undoWanted(*inverse_);
    });
    connect(offer_, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto accept = std::exchange(accept_, {}))
            accept();
    });
    hide();
}

void SummaryBar::offer(const QString& sentence, const QString& button, std::function<void()> accept)
{
    say(sentence);
    offer_->setText(button);
    offer_->setAccessibleName(button);
    offer_->show();
    accept_ = std::move(accept);
}

void SummaryBar::expect(const std::vector<TaskId>& tasks, const std::optional<Command>& inverse)
{
    expected_ = tasks;
    inverse_ = inverse;
}

void SummaryBar::snapshotChanged(const Snapshot& snapshot)
{
    if (expected_.empty())
        return;
    int added = 0;
    int rejected = 0;
    firstRejected_ = {};
    for (const auto& task : snapshot.queue) {
        if (std::find(expected_.begin(), expected_.end(), task->id) == expected_.end())
            continue;
        if (task->state == TaskState::Checking)
            return;
        const bool bad = task->state == TaskState::Rejected;
        (bad ? rejected : added) += 1;
        if (bad && !firstRejected_)
            firstRejected_ = task->id;
    }
    if (added + rejected == 0)
        return;
    expected_.clear();
    say(rejected == 0 ? tr("%n file(s) added", nullptr, added)
                      : tr("%1 added, %2 rejected").arg(added).arg(rejected),
        inverse_);
    show_->setVisible(rejected > 0);
}

void SummaryBar::say(const QString& sentence, const std::optional<Command>& inverse)
{
    inverse_ = inverse;
    label_->setText(sentence);
    show_->hide();
    offer_->hide();
    accept_ = {};
    undo_->setVisible(inverse_.has_value());
    show();
}

QString SummaryBar::sentence() const { return label_->text(); }

} // namespace xpu::ui
