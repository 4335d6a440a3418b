#include "ui/why/step_model.h"

#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/theme.h"

namespace xpu::ui {

namespace {

QColor colourOf(StepState state)
{
    switch (state) {
    case StepState::Running:
    case StepState::Done:
        return theme().good;
    case StepState::Failed:
        return theme().danger;
    case StepState::Interrupted:
        return theme().warn;
    default:
        return theme().muted;
    }
}

/// Its results are of an earlier run and still good.
bool stands(const StepView& step)
{
    const bool open = step.state == StepState::Waiting || step.state == StepState::Ready
                      || step.state == StepState::Done;
    return open && step.cache && step.cache->state == CacheState::Clean && !step.startedUtcMicros;
}

QString display(const StepView& step, int column)
{
    switch (column) {
    case StepModel::Name:
        return text(step.id);
    case StepModel::State:
        if (step.state == StepState::Running && step.percent)
            return valueText(*step.percent, Unit::Percent);
        if (stands(step))
            return StepModel::tr("up to date");
        return word(step.state);
    case StepModel::Device:
        return step.device.empty() ? unknownText() : text(step.device);
    case StepModel::Predicted:
        return step.predicted && step.predicted->known ? durationText(step.predicted->run)
                                                       : unknownText();
    case StepModel::Actual:
        return durationText(step.actual);
    default:
        return {};
    }
}

QString sentence(const StepView& step)
{
    QString said = StepModel::tr("Step %1 is %2").arg(text(step.id), word(step.state));
    if (!step.device.empty())
        said += StepModel::tr(" on %1").arg(text(step.device));
    if (step.actual)
        said += StepModel::tr(", took %1").arg(durationText(step.actual));
    return said + u'.';
}

QString toolTip(const StepView& step)
{
    if (step.error)
        return text(step.error->code + ": " + step.error->message);
    QStringList lines;
    for (const std::string& line : {step.operation, step.blockedBy})
        if (!line.empty())
            lines << text(line);
    if (step.cache && !step.cache->reason.empty())
        lines << StepModel::tr("Runs because %1").arg(text(step.cache->reason));
    return lines.join(u'\n');
}

} // namespace

void StepModel::show(Steps steps)
{
    if (steps == steps_)
        return;
    const std::size_t before = steps_ ? steps_->size() : 0;
    const std::size_t now = steps ? steps->size() : 0;
    if (before != now) {
        beginResetModel();
        steps_ = std::move(steps);
        endResetModel();
        return;
    }
    steps_ = std::move(steps);
    if (now > 0)
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(now) - 1, ColumnCount - 1));
}

const StepView* StepModel::step(int row) const
{
    if (!steps_ || row < 0 || static_cast<std::size_t>(row) >= steps_->size())
        return nullptr;
    return &(*steps_)[static_cast<std::size_t>(row)];
}

int StepModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !steps_ ? 0 : static_cast<int>(steps_->size());
}

int StepModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StepModel::data(const QModelIndex& index, int role) const
{
    const StepView* view = step(index.row());
    if (view == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return display(*view, index.column());
    case Qt::ForegroundRole:
        return index.column() == State ? colourOf(view->state) : QVariant();
    case Qt::ToolTipRole:
        return toolTip(*view);
    case Qt::AccessibleTextRole:
        return index.column() == Name ? sentence(*view) : display(*view, index.column());
    case Qt::TextAlignmentRole:
        return QVariant((index.column() >= Predicted ? Qt::AlignRight : Qt::AlignLeft)
                        | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant StepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section >= Predicted ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Step");
    case State:
        return tr("State");
    case Device:
        return tr("Device");
    case Predicted:
        return tr("Predicted");
    case Actual:
        return tr("Took");
    default:
        return {};
    }
}

} // namespace xpu::ui
