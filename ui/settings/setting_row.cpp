#include "ui/settings/setting_row.h"

#include "ui/settings/setting_field.h"
#include "ui/settings/setting_words.h"
#include "ui/theme/label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace xpu::ui {

namespace {

constexpr int kFieldWidth = 230;
constexpr int kFileWidth = 340;

} // namespace

SettingRow::SettingRow(const SettingInfo& info, QWidget* parent)
    : QWidget(parent),
      info_(info),
      caption_(wrappedLabel("", settingCaption(info))),
      help_(wrappedLabel("muted", settingHelp(info))),
      trouble_(wrappedLabel("danger")),
      reset_(new QPushButton(tr("Default"))),
      field_(new SettingField(info, settingCaption(info), settingHelp(info)))
{
    caption_->setBuddy(field_);
    trouble_->hide();
    reset_->setProperty("link", true);
    const QString otherwise = settingValueText(info, info.get(Settings{}));
    reset_->setToolTip(tr("Back to the default: %1").arg(otherwise));
    reset_->setAccessibleName(
        tr("%1: back to the default, %2").arg(settingCaption(info), otherwise));
    // Fields stay where they are when the button comes and goes.
    QSizePolicy keeps = reset_->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    reset_->setSizePolicy(keeps);
    field_->setFixedWidth(SettingField::namesFile(info) ? kFileWidth : kFieldWidth);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(caption_);
    words->addWidget(help_);
    words->addWidget(trouble_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(12);
    row->addLayout(words, 1);
    row->addWidget(reset_);
    row->addWidget(field_);
    setTabOrder(field_, reset_);
    connect(field_, &SettingField::chosen, this, &SettingRow::chosen);
    connect(reset_, &QPushButton::clicked, this, [this] {
        field_->setFocus(); // the button is about to go
        Q_EMIT chosen(info_.get(Settings{}));
    });
}

void SettingRow::display(const Settings& values)
{
    field_->put(info_.get(values));
    trouble_->hide();
    reset_->setVisible(info_.get(values) != info_.get(Settings{}));
}

void SettingRow::complain(const QString& sentence)
{
    trouble_->setText(sentence);
    trouble_->show();
}

} // namespace xpu::ui
