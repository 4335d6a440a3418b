#include "ui/queue/empty_queue.h"

#include "ui/queue/dropped_files.h"
#include "ui/text/format.h"
#include "ui/theme/theme.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace xpu::ui {

namespace {

QLabel* centred(const QString& text, const char* role)
{
    auto* label = new QLabel(text);
    label->setProperty("role", QLatin1String(role));
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    return label;
}

} // namespace

EmptyQueue::EmptyQueue(const std::vector<std::string>& samples, QWidget* parent)
    : QWidget(parent), title_(centred({}, "title"))
{
    setObjectName(QStringLiteral("page"));
    setAccessibleName(tr("Empty queue"));
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(40, 40, 40, 40);
    column->setSpacing(10);
    column->addStretch();
    column->addWidget(title_);
    column->addWidget(
        centred(tr("Drop task files or folders here. Each becomes a row that you can hold, reorder "
                   "and follow."),
                "muted"));
    auto* open = new QPushButton(tr("&Open file…"));
    open->setProperty("primary", true);
    open->setAccessibleName(tr("Open a task file"));
    connect(open, &QPushButton::clicked, this, &EmptyQueue::openRequested);
    column->addWidget(open, 0, Qt::AlignHCenter);
    column->addSpacing(14);
    if (!samples.empty())
        column->addWidget(centred(tr("or run a sample"), "muted"));
    auto* row = new QHBoxLayout;
    row->addStretch();
    for (const std::string& sample : samples) {
        const QString name = QFileInfo(text(sample)).fileName().section(u'.', 0, 0);
        auto* button = new QPushButton(name);
        button->setAccessibleName(tr("Run the sample %1").arg(name));
        button->setToolTip(text(sample));
        connect(button, &QPushButton::clicked, this,
                [this, sample] { Q_EMIT sampleRequested(sample); });
        row->addWidget(button);
    }
    row->addStretch();
    column->addLayout(row);
    column->addStretch();
    setOpening(false);
}

void EmptyQueue::setOpening(bool opening)
{
    title_->setText(opening ? tr("Opening the queue…") : tr("The queue is empty"));
}

void EmptyQueue::dragEnterEvent(QDragEnterEvent* event)
{
    if (!event->mimeData()->hasUrls())
        return;
    hovered_ = true;
    update();
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void EmptyQueue::dragLeaveEvent(QDragLeaveEvent*)
{
    hovered_ = false;
    update();
}

void EmptyQueue::dropEvent(QDropEvent* event)
{
    hovered_ = false;
    update();
    const std::vector<std::string> paths = droppedFiles(*event->mimeData());
    if (paths.empty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    Q_EMIT filesDropped(paths, -1, (event->modifiers() & Qt::ControlModifier) != 0);
}

void EmptyQueue::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().page);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(hovered_ ? QBrush(theme().accentSoft) : QBrush(Qt::NoBrush));
    painter.setPen(QPen(hovered_ ? theme().accent : theme().line, hovered_ ? 2 : 1, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(16.5, 16.5, -16.5, -16.5), 8, 8);
}

} // namespace xpu::ui
