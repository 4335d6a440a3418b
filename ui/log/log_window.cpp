#include "ui/log/log_window.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QUrl>
#include <QVBoxLayout>

namespace xpu::ui {

namespace {

constexpr int kReadEvery = 300; // ms, while the window is seen
constexpr int kMostLines = 200'000;

} // namespace

LogWindow::LogWindow(const QString& step, const QString& path, QWidget* parent)
    : QWidget(parent, Qt::Window),
      tail_(path),
      text_(new QPlainTextEdit),
      search_(new QLineEdit),
      follow_(new QCheckBox(tr("&Follow"))),
      state_(new QLabel)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Log of %1").arg(step));
    resize(820, 520);
    text_->setReadOnly(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text_->setMaximumBlockCount(kMostLines);
    text_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text_->setAccessibleName(tr("What the step printed"));
    follow_->setChecked(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(makeBar());
    column->addWidget(text_, 1);
    column->addWidget(state_);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, search_,
            [this] { search_->setFocus(); });
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
    connect(&timer_, &QTimer::timeout, this, [this] {
        if (isVisible() && !isMinimized())
            readOn();
    });
    timer_.start(kReadEvery);
    readOn();
}

QWidget* LogWindow::makeBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    search_->setPlaceholderText(tr("Search"));
    search_->setAccessibleName(tr("Search the log"));
    search_->setClearButtonEnabled(true);
    auto* previous = new QPushButton(tr("&Previous"));
    auto* next = new QPushButton(tr("&Next"));
    auto* open = new QPushButton(tr("&Open file"));
    row->addWidget(search_, 1);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(follow_);
    row->addWidget(open);
    connect(search_, &QLineEdit::returnPressed, this, [this] { find(false); });
    connect(previous, &QPushButton::clicked, this, [this] { find(true); });
    connect(next, &QPushButton::clicked, this, [this] { find(false); });
    connect(open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(tail_.path())); });
    connect(follow_, &QCheckBox::toggled, this, [this](bool follow) {
        if (follow)
            text_->verticalScrollBar()->setValue(text_->verticalScrollBar()->maximum());
    });
    return bar;
}

void LogWindow::readOn()
{
    append(tail_.next());
    showState();
}

void LogWindow::append(const LogTail::Piece& piece)
{
    if (piece.restarted)
        text_->clear();
    if (piece.text.isEmpty())
        return;
    QScrollBar* bar = text_->verticalScrollBar();
    const int before = bar->value();
    QTextCursor end(text_->document());
    end.movePosition(QTextCursor::End);
    if (piece.cut)
        end.insertText(tr("… what lies before was left out") + u'\n');
    end.insertText(piece.text);
    bar->setValue(follow_->isChecked() ? bar->maximum() : before);
}

void LogWindow::find(bool backward)
{
    if (search_->text().isEmpty())
        return;
    const QTextDocument::FindFlags flags =
        backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    follow_->setChecked(false);
    if (text_->find(search_->text(), flags)) {
        state_->clear();
        return;
    }
    const QTextCursor before = text_->textCursor();
    text_->moveCursor(backward ? QTextCursor::End : QTextCursor::Start);
    if (text_->find(search_->text(), flags)) {
        state_->setText(tr("Searched on from the other end"));
    } else {
        text_->setTextCursor(before);
        state_->setText(tr("“%1” does not occur").arg(search_->text()));
    }
}

void LogWindow::showState()
{
    if (!tail_.exists())
        state_->setText(tr("Nothing was printed yet, or the log is gone: %1").arg(tail_.path()));
    else if (text_->document()->isEmpty())
        state_->setText(tr("Nothing was printed yet"));
    else if (!follow_->isChecked())
        return;
    else
        state_->setText(tail_.path());
}

} // namespace xpu::ui
