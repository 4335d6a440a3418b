#include "ui/settings/problem_panel.h"

#include "ui/text/format.h"
#include "ui/theme/label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace xpu::ui {

namespace {

void removeRows(QVBoxLayout& rows)
{
    while (QLayoutItem* old = rows.takeAt(0)) {
        old->widget()->hide();
        old->widget()->deleteLater();
        delete old;
    }
}

} // namespace

QString sentenceOf(const SettingProblem& problem)
{
    QString what = text(problem.message);
    if (problem.line == 0)
        return what;
    if (problem.key.empty())
        return ProblemPanel::tr("Line %1: %2").arg(problem.line).arg(what);
    return ProblemPanel::tr("Line %1, %2: %3").arg(problem.line).arg(text(problem.key), what);
}

ProblemPanel::ProblemPanel(QWidget* parent)
    : QWidget(parent),
      title_(wrappedLabel("title")),
      meaning_(wrappedLabel("")),
      rows_(new QVBoxLayout)
{
    setObjectName(QStringLiteral("problemPanel"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Problems of the settings file"));
    rows_->setSpacing(2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(6);
    column->addWidget(title_);
    column->addLayout(rows_);
    column->addWidget(meaning_);
    hide();
}

void ProblemPanel::display(const std::vector<SettingProblem>& problems, bool unreadable)
{
    removeRows(*rows_);
    for (const SettingProblem& problem : problems)
        add(problem);
    title_->setText(
        tr("The settings file has %n problem(s)", nullptr, static_cast<int>(problems.size())));
    meaning_->setText(
        unreadable ? tr("What was in force stays so. Nothing can be changed here until the file "
                        "is mended.")
                   : tr("Defaults are in force instead. The file stays as it is."));
    setVisible(!problems.empty());
}

void ProblemPanel::add(const SettingProblem& problem)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    QLabel* sentence = wrappedLabel("danger", sentenceOf(problem));
    sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* open = new QPushButton(tr("Open the file"));
    open->setProperty("link", true);
    open->setAccessibleName(problem.line > 0 ? tr("Open the file at line %1").arg(problem.line)
                                             : tr("Open the file"));
    connect(open, &QPushButton::clicked, this,
            [this, line = problem.line] { Q_EMIT openWanted(line); });
    layout->addWidget(sentence, 1);
    layout->addWidget(open, 0, Qt::AlignTop);
    rows_->addWidget(row);
}

} // namespace xpu::ui
