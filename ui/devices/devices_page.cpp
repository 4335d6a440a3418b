#include "ui/devices/devices_page.h"

#include "ui/bridge/engine_bridge.h"
#include "ui/devices/device_details.h"
#include "ui/devices/rest_menu.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/section_width.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QMenu>
#include <QTableView>
#include <QVBoxLayout>

namespace xpu::ui {

namespace {

bool usable(const DeviceView& device) { return device.info.unusableReason.empty(); }

QString memoryText(const DeviceView& device)
{
    if (device.limit.count == 0)
        return unknownText();
    return DeviceModel::tr("%1 of %2").arg(bytesText(device.usage.used), bytesText(device.limit));
}

QString stateText(const DeviceView& device)
{
    if (!usable(device))
        return text(device.info.unusableReason);
    if (device.now.empty() && device.snoozedUntilUtcMicros != 0)
        return DeviceModel::tr("rests until %1").arg(momentText(device.snoozedUntilUtcMicros));
    if (device.now.empty())
        return DeviceModel::tr("idle");
    QStringList steps;
    for (const std::string& step : device.now)
        steps << text(step);
    return steps.join(QStringLiteral(", "));
}

QString display(const DeviceView& device, int column)
{
    switch (column) {
    case DeviceModel::Id:
        return text(device.info.id);
    case DeviceModel::Name:
        return text(device.info.friendlyName);
    case DeviceModel::Kind:
        return word(device.info.kind);
    case DeviceModel::Label:
        return device.info.label.empty() ? unknownText() : text(device.info.label);
    case DeviceModel::Memory:
        return memoryText(device);
    case DeviceModel::Peak:
        return device.usage.peak.count == 0 ? unknownText() : bytesText(device.usage.peak);
    case DeviceModel::Busy:
        return durationText(device.usage.busy);
    case DeviceModel::State:
        return stateText(device);
    default:
        return {};
    }
}

QString sentence(const DeviceView& device)
{
    return DeviceModel::tr("Device %1, %2: %3, memory %4.")
        .arg(text(device.info.id), text(device.info.friendlyName), stateText(device),
             memoryText(device));
}

QColor colourOf(const DeviceView& device, int column)
{
    if (column != DeviceModel::State)
        return usable(device) ? theme().text : theme().muted;
    if (!usable(device))
        return theme().danger;
    return device.now.empty() ? theme().muted : theme().good;
}

Qt::Alignment alignmentOf(int column)
{
    const bool number = column >= DeviceModel::Memory && column <= DeviceModel::Busy;
    return (number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

} // namespace

void DeviceModel::show(const std::vector<DeviceView>& devices)
{
    if (devices.size() != devices_.size()) {
        beginResetModel();
        devices_ = devices;
        endResetModel();
        return;
    }
    devices_ = devices;
    if (!devices_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int DeviceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(devices_.size());
}

int DeviceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DeviceModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const DeviceView& device = devices_[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return display(device, index.column());
    case Qt::ToolTipRole:
        return index.column() == Name ? text(device.info.driverVersion)
                                      : display(device, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Id ? sentence(device) : display(device, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(alignmentOf(index.column()));
    case Qt::ForegroundRole:
        return colourOf(device, index.column());
    default:
        return {};
    }
}

QVariant DeviceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(alignmentOf(section));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Id:
        return tr("Device");
    case Name:
        return tr("Name");
    case Kind:
        return tr("Kind");
    case Label:
        return tr("Label");
    case Memory:
        return tr("Memory, own work");
    case Peak:
        return tr("Peak");
    case Busy:
        return tr("Busy so far");
    case State:
        return tr("Now");
    default:
        return {};
    }
}

DevicesPage::DevicesPage(EngineBridge& bridge, QWidget* parent)
    : QWidget(parent),
      bridge_(bridge),
      model_(new DeviceModel(this)),
      table_(new QTableView),
      details_(new DeviceDetails)
{
    setAccessibleName(tr("Devices"));
    QTableView* table = table_;
    table->setAccessibleName(tr("Devices"));
    table->setModel(model_);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 17);
    QHeaderView* header = table->horizontalHeader();
    header->setHighlightSections(false);
    setSectionWidth(*header, DeviceModel::Id, 100);
    setSectionWidth(*header, DeviceModel::Name, 300);
    setSectionWidth(*header, DeviceModel::Kind, 80);
    setSectionWidth(*header, DeviceModel::Label, 90);
    setSectionWidth(*header, DeviceModel::Memory, 170);
    setSectionWidth(*header, DeviceModel::Peak, 90);
    setSectionWidth(*header, DeviceModel::Busy, 110);
    header->setSectionResizeMode(DeviceModel::State, QHeaderView::Stretch);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(table, 3);
    column->addWidget(details_, 2);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table, &QWidget::customContextMenuRequested, this, [this, table](const QPoint& at) {
        const QModelIndex row = table->indexAt(at);
        if (!row.isValid() || model_->device(row.row()).info.kind == DeviceClass::Host)
            return;
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillRestMenu(*menu, bridge_, model_->device(row.row()).info.id);
        menu->popup(table->viewport()->mapToGlobal(at));
    });
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DevicesPage::showDetails);
    connect(&bridge_, &EngineBridge::snapshotChanged, this, &DevicesPage::applySnapshot);
    applySnapshot();
}

void DevicesPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    model_->show(bridge_.snapshot()->devices);
    showDetails();
}

void DevicesPage::applySnapshot()
{
    if (!isVisible() && model_->rowCount() > 0)
        return;
    model_->show(bridge_.snapshot()->devices);
    showDetails();
}

void DevicesPage::showDetails()
{
    if (!table_->currentIndex().isValid() && model_->rowCount() > 0)
        table_->selectRow(0);
    const int row = table_->currentIndex().row();
    details_->setVisible(row >= 0);
    if (row >= 0)
        details_->show(model_->device(row));
}

} // namespace xpu::ui
