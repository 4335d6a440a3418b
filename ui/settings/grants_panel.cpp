#include "ui/settings/grants_panel.h"

#include "ui/bridge/engine_bridge.h"
#include "ui/text/format.h"
#include "ui/theme/label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace xpu::ui {

namespace {

/// A path may be broken after every slash; a label breaks lines at spaces only.
QString breakable(QString path) { return path.replace(u'/', QStringLiteral("/\u200b")); }

} // namespace

GrantsPanel::GrantsPanel(EngineBridge& bridge, QWidget* parent)
    : QWidget(parent),
      bridge_(bridge),
      none_(wrappedLabel("", tr("None so far."))),
      rows_(new QVBoxLayout)
{
    setAccessibleName(tr("Folders that tasks may use"));
    rows_->setSpacing(4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(6);
    column->addWidget(wrappedLabel(
        "muted", tr("Besides the one that the task file lies in. [Allow this folder] on a "
                    "row of the queue adds one.")));
    column->addWidget(none_);
    column->addLayout(rows_);
    connect(&bridge_, &EngineBridge::snapshotChanged, this, &GrantsPanel::refresh);
    refresh();
}

void GrantsPanel::refresh()
{
    const std::vector<std::string>& folders = bridge_.snapshot()->grantedFolders;
    none_->setVisible(folders.empty() && bridge_.isOpen());
    if (folders == shown_)
        return;
    shown_ = folders;
    // A focus whose button goes would jump, and the page with it.
    if (const QWidget* focused = window()->focusWidget();
        focused != nullptr && isAncestorOf(focused))
        setFocus();
    while (QLayoutItem* old = rows_->takeAt(0)) {
        old->widget()->hide();
        old->widget()->deleteLater(); // its button may be what is being pressed
        delete old;
    }
    for (const std::string& folder : folders)
        rows_->addWidget(makeRow(folder));
}

QWidget* GrantsPanel::makeRow(const std::string& folder)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    QLabel* path = wrappedLabel("", breakable(text(folder)));
    path->setAccessibleName(text(folder));
    auto* revoke = new QPushButton(tr("Revoke"));
    revoke->setAccessibleName(tr("Revoke %1").arg(text(folder)));
    connect(revoke, &QPushButton::clicked, this,
            [this, folder] { bridge_.send(command::Revoke{folder}); });
    layout->addWidget(path, 1);
    layout->addWidget(revoke);
    return row;
}

} // namespace xpu::ui
