#include "ui/queue/approve_dialog.h"

#include "ui/text/format.h"
#include "ui/theme/label.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace xpu::ui {

namespace {

QString commandsOf(const TaskView& task)
{
    QStringList lines;
    if (task.steps)
        for (const StepView& step : *task.steps)
            if (!step.commandLine.empty())
                lines << text(step.id) + QStringLiteral(":  ") + text(step.commandLine);
    return lines.join(u'\n');
}

QLabel* selectableLabel(const char* role, const QString& text)
{
    QLabel* made = wrappedLabel(role, text);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return made;
}

} // namespace

ApproveDialog::ApproveDialog(const TaskView& task, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Approve commands"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(640, 420);
    auto* commands = new QPlainTextEdit(commandsOf(task));
    commands->setReadOnly(true);
    // Nothing of what will run may hide behind the edge.
    commands->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    commands->setTabChangesFocus(true);
    commands->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    commands->setAccessibleName(tr("Commands of this task"));
    auto* digest = selectableLabel("muted", text(task.approvalDigest));
    digest->setAccessibleName(tr("Digest"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* approve = buttons->addButton(tr("&Approve"), QDialogButtonBox::AcceptRole);
    approve->setProperty("primary", true);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("&Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(18, 16, 18, 16);
    column->setSpacing(10);
    column->addWidget(
        selectableLabel("title", tr("%1 runs these commands in a sandbox").arg(text(task.name))));
    column->addWidget(selectableLabel("muted", text(task.path)));
    column->addWidget(commands, 1);
    column->addWidget(selectableLabel(
        "muted", tr("The approval holds for exactly this content. A changed file asks again.")));
    column->addWidget(digest);
    column->addWidget(buttons);
}

} // namespace xpu::ui
