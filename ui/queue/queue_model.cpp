#include "ui/queue/queue_model.h"

#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QMimeData>

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

namespace xpu::ui {

namespace {

using Rows = std::vector<QueueModel::Row>;

bool contains(const Rows& rows, std::size_t from, const TaskId& id)
{
    return std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.end(),
                       [&](const auto& row) { return row->id == id; });
}

QString devicesOf(const TaskView& task)
{
    QStringList names;
    for (const std::string& device : task.devicesInUse)
        names << text(device);
    if (!names.isEmpty())
        return names.join(QStringLiteral(", "));
    const auto pinned = task.wishes.pins.find("");
    return pinned == task.wishes.pins.end() ? unknownText()
                                            : QueueModel::tr("only %1").arg(text(pinned->second));
}

QString leftOf(const TaskView& task)
{
    if (isFinal(task.state))
        return task.makespan ? QueueModel::tr("took %1").arg(durationText(*task.makespan))
                             : unknownText();
    if (task.remainingLo && task.remainingHi)
        return durationRangeText(*task.remainingLo, *task.remainingHi);
    return durationText(task.predicted);
}

QString energyOf(const TaskView& task)
{
    if (!task.energy)
        return unknownText();
    const QString figure = energyText(*task.energy);
    return task.energyQuality == Quality::Measured ? figure : QStringLiteral("≈ ") + figure;
}

double progressOf(const TaskView& task)
{
    if (task.stepCount == 0)
        return 0;
    return static_cast<double>(task.stepsDone) / static_cast<double>(task.stepCount);
}

QString display(const TaskView& task, int column)
{
    switch (column) {
    case QueueModel::Number:
        return QString::number(task.position);
    case QueueModel::Task:
        return text(task.name);
    case QueueModel::State:
        return word(task.state);
    case QueueModel::Priority:
        return QString::number(task.priority);
    case QueueModel::Device:
        return devicesOf(task);
    case QueueModel::Progress:
        return valueText(progressOf(task) * 100, Unit::Percent);
    case QueueModel::Left:
        return leftOf(task);
    case QueueModel::Energy:
        return energyOf(task);
    default:
        return {};
    }
}

QString toolTip(const TaskView& task, int column)
{
    if (column == QueueModel::Task)
        return text(task.path);
    if (column == QueueModel::Priority)
        return task.wishes.priority ? QueueModel::tr("set here; Queue > Priority gives it back")
                                    : QueueModel::tr("as the task file says");
    if (column == QueueModel::Energy && task.energy)
        return word(task.energyQuality);
    const QString detail = stateDetail(task);
    QStringList lines{detail.isEmpty() ? word(task.state)
                                       : word(task.state) + QStringLiteral(", ") + detail};
    if (const QString warnings = warningsOf(task); !warnings.isEmpty())
        lines << warnings;
    return lines.join(u'\n');
}

} // namespace

void QueueModel::show(const std::vector<Row>& queue)
{
    removeMissing(queue);
    for (std::size_t i = 0; i < queue.size(); ++i)
        placeAt(i, queue);
    // One signal a stretch: a drop at the top of a long queue gives every row another number.
    for (std::size_t i = 0; i < queue.size();) {
        const std::size_t begin = i;
        for (; i < queue.size() && rows_[i] != queue[i]; ++i)
            rows_[i] = queue[i];
        if (i > begin)
            Q_EMIT dataChanged(index(static_cast<int>(begin), 0),
                               index(static_cast<int>(i) - 1, ColumnCount - 1));
        else
            ++i;
    }
}

void QueueModel::removeMissing(const std::vector<Row>& queue)
{
    std::unordered_set<TaskId> kept;
    for (const Row& row : queue)
        kept.insert(row->id);
    for (std::size_t end = rows_.size(); end > 0;) {
        if (kept.contains(rows_[end - 1]->id)) {
            --end;
            continue;
        }
        std::size_t begin = end - 1;
        while (begin > 0 && !kept.contains(rows_[begin - 1]->id))
            --begin;
        beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
        rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(begin),
                    rows_.begin() + static_cast<std::ptrdiff_t>(end));
        endRemoveRows();
        end = begin;
    }
}

void QueueModel::placeAt(std::size_t i, const std::vector<Row>& queue)
{
    const TaskId& wanted = queue[i]->id;
    if (i < rows_.size() && rows_[i]->id == wanted)
        return;
    if (i >= rows_.size() || !contains(rows_, i, wanted)) {
        insertRun(i, queue);
        return;
    }
    // One row dragged down is one move, not a move up of every row it passed.
    if (i + 1 < rows_.size() && rows_[i + 1]->id == wanted) {
        const TaskId displaced = rows_[i]->id;
        const auto target = std::find_if(queue.begin(), queue.end(),
                                         [&](const Row& r) { return r->id == displaced; });
        const auto to = static_cast<std::size_t>(target - queue.begin());
        moveRow(i, std::min(to, rows_.size() - 1));
        return;
    }
    const auto from = std::find_if(rows_.begin() + static_cast<std::ptrdiff_t>(i), rows_.end(),
                                   [&](const Row& r) { return r->id == wanted; });
    moveRow(static_cast<std::size_t>(from - rows_.begin()), i);
}

void QueueModel::insertRun(std::size_t i, const std::vector<Row>& queue)
{
    std::unordered_set<TaskId> present;
    for (const Row& row : rows_)
        present.insert(row->id);
    std::size_t end = i + 1;
    while (end < queue.size() && !present.contains(queue[end]->id))
        ++end;
    beginInsertRows({}, static_cast<int>(i), static_cast<int>(end) - 1);
    rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(i),
                 queue.begin() + static_cast<std::ptrdiff_t>(i),
                 queue.begin() + static_cast<std::ptrdiff_t>(end));
    endInsertRows();
}

void QueueModel::moveRow(std::size_t from, std::size_t to)
{
    const int destination = static_cast<int>(to > from ? to + 1 : to);
    beginMoveRows({}, static_cast<int>(from), static_cast<int>(from), {}, destination);
    Row row = std::move(rows_[from]);
    rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(from));
    rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(to), std::move(row));
    endMoveRows();
}

int QueueModel::rowOf(const TaskId& id) const
{
    const auto found =
        std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row->id == id; });
    return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

int QueueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QueueModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const TaskView& view = task(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(view, index.column());
    case Qt::ToolTipRole:
        return toolTip(view, index.column());
    case Qt::AccessibleTextRole:
        return index.column() <= Task ? rowSentence(view) : display(view, index.column());
    case Qt::TextAlignmentRole:
        if (index.column() == Left || index.column() == Energy || index.column() == Priority)
            return QVariant(Qt::AlignRight | Qt::AlignVCenter);
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section >= Left || section == Priority ? Qt::AlignRight : Qt::AlignLeft)
                        | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return QStringLiteral("#");
    case Task:
        return tr("Task");
    case State:
        return tr("State");
    case Priority:
        return tr("Priority");
    case Device:
        return tr("Device");
    case Progress:
        return tr("Progress");
    case Left:
        return tr("Left");
    case Energy:
        return tr("Energy");
    default:
        return {};
    }
}

Qt::ItemFlags QueueModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags common = QAbstractTableModel::flags(index) | Qt::ItemIsDropEnabled;
    return index.isValid() ? common | Qt::ItemIsDragEnabled : common;
}

QStringList QueueModel::mimeTypes() const
{
    return {taskMimeType(), QStringLiteral("text/uri-list")};
}

QString QueueModel::taskMimeType() { return QStringLiteral("application/x-xpu-optimizer-tasks"); }

QMimeData* QueueModel::mimeData(const QModelIndexList& indexes) const
{
    std::vector<int> rows;
    for (const QModelIndex& i : indexes)
        rows.push_back(i.row());
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    QByteArray ids;
    for (const int row : rows)
        ids += QByteArray::fromStdString(task(row).id.text()) + '\n';
    auto* mime = new QMimeData;
    mime->setData(taskMimeType(), ids);
    return mime;
}

std::vector<TaskId> QueueModel::tasksIn(const QMimeData& mime)
{
    std::vector<TaskId> tasks;
    for (const QByteArray& line : mime.data(taskMimeType()).split('\n'))
        if (const auto id = Uuid::parse(line.toStdString()))
            tasks.emplace_back(*id);
    return tasks;
}

} // namespace xpu::ui
