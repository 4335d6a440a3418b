#include "ui/history/history_model.h"

#include "ui/bridge/engine_bridge.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/theme.h"

#include <QPointer>

#include <algorithm>
#include <limits>

namespace xpu::ui {

namespace {

QString stateWord(const history::RunSummary& run)
{
    const auto state = taskStateFromName(run.state);
    return state ? word(*state) : text(run.state);
}

QString secondsText(const std::optional<double>& seconds)
{
    return seconds ? durationText(Seconds(*seconds)) : unknownText();
}

QString energyOf(const history::RunSummary& run)
{
    if (!run.energyJ)
        return unknownText();
    const QString figure = energyText(Joules(*run.energyJ));
    return run.energyQuality == "measured" ? figure : QStringLiteral("≈ ") + figure;
}

QString display(const history::RunSummary& run, int column)
{
    switch (column) {
    case HistoryModel::When:
        return momentText(run.startedUtcMicros);
    case HistoryModel::Task:
        return text(run.name);
    case HistoryModel::State:
        return stateWord(run);
    case HistoryModel::Steps:
        return QString::number(run.steps);
    case HistoryModel::Predicted:
        return secondsText(run.predictedS);
    case HistoryModel::Actual:
        return secondsText(run.makespanS);
    case HistoryModel::Deviation:
        return run.predictedS && run.makespanS ? deviationText(*run.predictedS, *run.makespanS)
                                               : unknownText();
    case HistoryModel::Bound:
        return secondsText(run.lowerBoundS);
    case HistoryModel::Energy:
        return energyOf(run);
    default:
        return {};
    }
}

QString sentence(const history::RunSummary& run)
{
    return HistoryModel::tr("%1 at %2: %3, predicted %4, took %5.")
        .arg(text(run.name), momentText(run.startedUtcMicros), stateWord(run),
             secondsText(run.predictedS), secondsText(run.makespanS));
}

QVariant colourOf(const history::RunSummary& run, int column)
{
    if (column != HistoryModel::State)
        return {};
    if (run.state == nameOf(TaskState::Failed))
        return theme().danger;
    return run.state == nameOf(TaskState::Done) ? theme().good : theme().muted;
}

} // namespace

HistoryModel::HistoryModel(EngineBridge& bridge, QObject* parent)
    : QAbstractTableModel(parent), bridge_(bridge)
{}

void HistoryModel::reload()
{
    const std::list<std::size_t> looked = recent_;
    recent_.clear();
    ask(0);
    for (const std::size_t page : looked)
        ask(page);
}

void HistoryModel::ask(std::size_t page) const
{
    if (std::find(recent_.begin(), recent_.end(), page) != recent_.end())
        return;
    recent_.push_front(page);
    if (recent_.size() > kPagesKept)
        recent_.pop_back();
    auto* self = const_cast<HistoryModel*>(this);
    bridge_.runs(page * kPage, kPage, [self = QPointer(self), page](const Result<RunPage>& rows) {
        if (!self)
            return;
        if (rows)
            self->take(page, *rows);
        else
            Q_EMIT self->failed(errorText(rows.error()));
    });
}

void HistoryModel::take(std::size_t page, const RunPage& rows)
{
    setTotal(rows.total);
    pages_[page] = rows.rows;
    std::erase_if(pages_, [this](const auto& held) {
        return std::find(recent_.begin(), recent_.end(), held.first) == recent_.end();
    });
    const int first = static_cast<int>(page * kPage);
    const int last = std::min(total_, first + static_cast<int>(kPage)) - 1;
    if (first <= last)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

void HistoryModel::setTotal(std::uint64_t total)
{
    const auto most = static_cast<std::uint64_t>(std::numeric_limits<int>::max());
    const int wanted = static_cast<int>(std::min(total, most));
    if (wanted > total_) {
        beginInsertRows({}, total_, wanted - 1);
        total_ = wanted;
        endInsertRows();
    } else if (wanted < total_) {
        beginRemoveRows({}, wanted, total_ - 1);
        total_ = wanted;
        endRemoveRows();
    }
}

const history::RunSummary* HistoryModel::run(int row) const
{
    if (row < 0)
        return nullptr;
    const auto at = static_cast<std::size_t>(row);
    const auto page = pages_.find(at / kPage);
    if (page == pages_.end() || at % kPage >= page->second.size())
        return nullptr;
    return &page->second[at % kPage];
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : total_;
}

int HistoryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((index.column() >= Steps ? Qt::AlignRight : Qt::AlignLeft)
                        | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ForegroundRole)
        return {};
    const history::RunSummary* summary = run(index.row());
    if (summary == nullptr) {
        ask(static_cast<std::size_t>(index.row()) / kPage);
        return role == Qt::ForegroundRole ? QVariant() : QStringLiteral("…");
    }
    if (role == Qt::ForegroundRole)
        return colourOf(*summary, index.column());
    if (role == Qt::AccessibleTextRole && index.column() <= Task)
        return sentence(*summary);
    return display(*summary, index.column());
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section >= Steps ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When:
        return tr("Started");
    case Task:
        return tr("Task");
    case State:
        return tr("State");
    case Steps:
        return tr("Steps");
    case Predicted:
        return tr("Predicted");
    case Actual:
        return tr("Took");
    case Deviation:
        return tr("Error");
    case Bound:
        return tr("Predicted bound");
    case Energy:
        return tr("Energy");
    default:
        return {};
    }
}

} // namespace xpu::ui
