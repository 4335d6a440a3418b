#include "ui/devices/device_details.h"

#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

namespace xpu::ui {

namespace {

QLabel* label(const char* role, const QString& text = {})
{
    auto* made = new QLabel(text);
    made->setProperty("role", QLatin1String(role));
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return made;
}

QString driverText(const DeviceInfo& info)
{
    QStringList parts;
    for (const std::string& part : {info.driver, info.driverVersion, info.label})
        if (!part.empty())
            parts << text(part);
    return parts.join(QStringLiteral(", "));
}

QString abilitiesText(const DeviceInfo& info)
{
    QStringList parts{DeviceDetails::tr("%n thread(s)", nullptr, info.threads)};
    if (info.kind == DeviceClass::Gpu)
        parts.clear();
    for (const std::string& ability : info.abilities)
        parts << text(ability);
    return parts.isEmpty() ? unknownText() : parts.join(QStringLiteral(", "));
}

QString selfTestText(DeviceInfo::SelfTest test)
{
    switch (test) {
    case DeviceInfo::SelfTest::Passed:
        return DeviceDetails::tr("passed at the start");
    case DeviceInfo::SelfTest::Failed:
        return DeviceDetails::tr("failed: no work is given to it");
    case DeviceInfo::SelfTest::None:
        break;
    }
    return DeviceDetails::tr("this driver has none");
}

QString ratesText(const DeviceInfo& info)
{
    if (info.peakFlops <= 0 && info.peakBandwidth <= 0)
        return unknownText();
    const QLocale locale;
    const QString rates = DeviceDetails::tr("%1 GFLOP/s, %2 GB/s")
                              .arg(locale.toString(info.peakFlops * 1e-9, 'f', 1),
                                   locale.toString(info.peakBandwidth * 1e-9, 'f', 1));
    return info.ratesMeasured ? DeviceDetails::tr("%1, measured").arg(rates)
                              : DeviceDetails::tr("%1, from a model of its kind").arg(rates);
}

QString powerText(const DeviceInfo& info)
{
    if (info.maxPower.value <= 0)
        return unknownText();
    return DeviceDetails::tr("%1 to %2 W, modelled")
        .arg(QLocale().toString(info.idlePower.value, 'f', 0),
             QLocale().toString(info.maxPower.value, 'f', 0));
}

QString memoryText(const DeviceView& device)
{
    if (device.limit.count == 0)
        return unknownText();
    return DeviceDetails::tr("%1 of %2 in use, at most %3 so far")
        .arg(bytesText(device.usage.used), bytesText(device.limit), bytesText(device.usage.peak));
}

QString poolText(const DeviceView& device)
{
    if (device.usage.reserved.count == 0)
        return unknownText();
    return DeviceDetails::tr("%1 taken from the driver, %2 % of its gaps in small pieces")
        .arg(bytesText(device.usage.reserved),
             QLocale().toString(device.usage.fragmentation * 100, 'f', 0));
}

} // namespace

DeviceDetails::DeviceDetails(QWidget* parent)
    : QWidget(parent),
      title_(label("title")),
      trouble_(label("danger")),
      owners_(new QTableWidget(0, 2))
{
    setObjectName(QStringLiteral("deviceDetails"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("The selected device"));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(6);
    driver_ = addFact(*form, tr("Driver"));
    abilities_ = addFact(*form, tr("Abilities"));
    selfTest_ = addFact(*form, tr("Self-test"));
    rates_ = addFact(*form, tr("Peak rates"));
    power_ = addFact(*form, tr("Power"));
    memory_ = addFact(*form, tr("Memory"));
    pool_ = addFact(*form, tr("Pool"));
    auto* facts = new QVBoxLayout;
    facts->addWidget(title_);
    facts->addWidget(trouble_);
    facts->addLayout(form);
    facts->addStretch();
    owners_->setAccessibleName(tr("Tasks whose values lie in its memory"));
    owners_->setHorizontalHeaderLabels({tr("In its memory"), tr("Size")});
    owners_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    owners_->horizontalHeader()->setHighlightSections(false);
    owners_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    owners_->verticalHeader()->hide();
    owners_->setShowGrid(false);
    owners_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    owners_->setSelectionMode(QAbstractItemView::NoSelection);
    owners_->setTabKeyNavigation(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 10, 12, 10);
    row->setSpacing(24);
    row->addLayout(facts, 3);
    row->addWidget(owners_, 2);
}

QLabel* DeviceDetails::addFact(QFormLayout& form, const QString& name)
{
    QLabel* value = label("");
    form.addRow(label("muted", name), value);
    return value;
}

void DeviceDetails::show(const DeviceView& device)
{
    const DeviceInfo& info = device.info;
    title_->setText(tr("%1: %2").arg(text(info.id), text(info.friendlyName)));
    trouble_->setText(text(info.unusableReason));
    trouble_->setVisible(!info.unusableReason.empty());
    driver_->setText(driverText(info));
    abilities_->setText(abilitiesText(info));
    selfTest_->setText(selfTestText(info.selfTest));
    rates_->setText(ratesText(info));
    power_->setText(powerText(info));
    memory_->setText(memoryText(device));
    pool_->setText(poolText(device));
    showOwners(device);
}

void DeviceDetails::showOwners(const DeviceView& device)
{
    const auto count = static_cast<int>(device.owners.size());
    owners_->setRowCount(std::max(1, count));
    for (int row = 0; row < count; ++row) {
        const DeviceView::Owner& owner = device.owners[static_cast<std::size_t>(row)];
        owners_->setItem(row, 0, new QTableWidgetItem(text(owner.name)));
        auto* size = new QTableWidgetItem(bytesText(owner.held));
        size->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        owners_->setItem(row, 1, size);
    }
    if (count == 0) {
        owners_->setItem(0, 0, new QTableWidgetItem(tr("nothing")));
        owners_->setItem(0, 1, new QTableWidgetItem);
    }
}

} // namespace xpu::ui
