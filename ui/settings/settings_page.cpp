#include "ui/settings/settings_page.h"

#include "core/settings/setting_table.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/files/editor.h"
#include "ui/settings/grants_panel.h"
#include "ui/settings/problem_panel.h"
#include "ui/settings/setting_field.h"
#include "ui/settings/setting_row.h"
#include "ui/settings/setting_words.h"
#include "ui/settings/settings_book.h"
#include "ui/text/format.h"
#include "ui/theme/label.h"

#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace xpu::ui {

namespace {

constexpr int kWidest = 800;

/// Above everything but the first.
void addLine(QVBoxLayout& panel)
{
    if (panel.isEmpty())
        return;
    auto* line = new QFrame;
    line->setObjectName(QStringLiteral("rowLine"));
    line->setFixedHeight(1);
    panel.addWidget(line);
}

} // namespace

SettingsPage::SettingsPage(EngineBridge& bridge, SettingsBook& book, QWidget* parent)
    : QWidget(parent),
      book_(book),
      scroll_(new QScrollArea),
      column_(new QVBoxLayout),
      problems_(new ProblemPanel)
{
    setAccessibleName(tr("Settings"));
    auto* content = new QWidget;
    content->setMaximumWidth(kWidest);
    content->setLayout(column_);
    column_->setContentsMargins(20, 16, 20, 20);
    column_->setSpacing(6);
    column_->addWidget(problems_);
    addRows();
    auto* grants = new GrantsPanel(bridge);
    addPanel(grants->accessibleName())->addWidget(grants);
    addFile();
    column_->addStretch();
    auto* ground = new QWidget;
    ground->setObjectName(QStringLiteral("page"));
    ground->setAttribute(Qt::WA_StyledBackground);
    auto* middle = new QHBoxLayout(ground);
    middle->setContentsMargins({});
    middle->addWidget(content);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setWidget(ground);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins({});
    all->addWidget(scroll_);
    connect(problems_, &ProblemPanel::openWanted, this, &SettingsPage::openFile);
    connect(&book_, &SettingsBook::changed, this, &SettingsPage::refresh);
    refresh();
}

SettingRow* SettingsPage::row(std::string_view key) const
{
    const auto at = std::find_if(rows_.begin(), rows_.end(),
                                 [key](const SettingRow* row) { return row->info().key == key; });
    return at == rows_.end() ? nullptr : *at;
}

void SettingsPage::turnTo(std::string_view key)
{
    SettingRow* wanted = row(key);
    if (wanted == nullptr)
        return;
    wanted->field().setFocus();
    scroll_->ensureWidgetVisible(wanted);
}

QVBoxLayout* SettingsPage::addPanel(const QString& title)
{
    QLabel* heading = plainLabel("heading", title);
    heading->setContentsMargins(2, 10, 0, 0);
    column_->addWidget(heading);
    auto* panel = new QWidget;
    panel->setObjectName(QStringLiteral("tile"));
    panel->setAttribute(Qt::WA_StyledBackground);
    panel->setAccessibleName(title);
    auto* rows = new QVBoxLayout(panel);
    rows->setContentsMargins(1, 4, 1, 4);
    rows->setSpacing(0);
    column_->addWidget(panel);
    return rows;
}

void SettingsPage::addRows()
{
    std::map<QString, QVBoxLayout*> panels;
    for (const SettingInfo& info : settingTable()) {
        QVBoxLayout*& panel = panels[settingSection(info)];
        if (panel == nullptr)
            panel = addPanel(settingSection(info));
        auto* row = new SettingRow(info);
        addLine(*panel);
        panel->addWidget(row);
        connect(row, &SettingRow::chosen, this,
                [this, row](const SettingValue& value) { change(*row, value); });
        rows_.push_back(row);
    }
}

void SettingsPage::addFile()
{
    const QString file = text(book_.file());
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(2, 10, 2, 0);
    QLabel* kept = wrappedLabel("muted", tr("Kept in %1").arg(file));
    kept->setTextInteractionFlags(Qt::TextSelectableByMouse);
    open_ = new QPushButton(tr("Open the file"));
    open_->setAccessibleName(tr("Open the settings file"));
    connect(open_, &QPushButton::clicked, this, [this] { openFile(0); });
    row->addWidget(kept, 1);
    row->addWidget(open_);
    column_->addWidget(bar);
    unopened_ = plainLabel("danger", tr("No editor could be started."));
    unopened_->hide();
    column_->addWidget(unopened_);
    bar->setVisible(!file.isEmpty());
}

void SettingsPage::openFile(int line)
{
    unopened_->setVisible(!openInEditor(text(book_.file()), line, 0));
}

void SettingsPage::change(SettingRow& row, const SettingValue& value)
{
    const Result<void> done = book_.change(std::string(row.info().key), value);
    row.display(book_.values());
    if (!done)
        row.complain(book_.isUnreadable()
                         ? tr("Not changed: the settings file has to be mended first.")
                         : tr("Not changed: %1").arg(errorText(done.error())));
}

void SettingsPage::refresh()
{
    for (SettingRow* row : rows_)
        row->display(book_.values());
    problems_->display(book_.problems(), book_.isUnreadable());
    // There is nothing to open before the first choice.
    open_->setVisible(QFileInfo::exists(text(book_.file())));
}

void SettingsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    open_->setVisible(QFileInfo::exists(text(book_.file())));
}

} // namespace xpu::ui
