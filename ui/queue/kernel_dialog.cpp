#include "ui/queue/kernel_dialog.h"

#include "ui/text/format.h"
#include "ui/theme/label.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileInfo>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace xpu::ui {

namespace {

enum Column { NameColumn, UseColumn, FileColumn, TypeColumn, ShapeColumn };

constexpr std::array kTypes = {DType::F32, DType::F64, DType::F16, DType::I8,
                               DType::I16, DType::I32, DType::I64, DType::U8,
                               DType::U16, DType::U32, DType::U64, DType::C64};

QFileInfo infoOf(const std::string& path) { return QFileInfo(QString::fromStdString(path)); }

QTableWidget* tableOf(const QStringList& headers, const QString& name)
{
    auto* table = new QTableWidget(0, static_cast<int>(headers.size()));
    table->setHorizontalHeaderLabels(headers);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->verticalHeader()->hide();
    table->setAccessibleName(name);
    table->setTabKeyNavigation(false);
    return table;
}

QTableWidgetItem* fixedItem(const QString& text)
{
    auto* item = new QTableWidgetItem(text);
    item->setFlags(item->flags() & ~Qt::ItemIsEditable);
    return item;
}

QString cell(const QTableWidget& table, int row, int column)
{
    const QTableWidgetItem* item = table.item(row, column);
    return item != nullptr ? item->text().trimmed() : QString();
}

QComboBox* choice(const QTableWidget& table, int row, int column)
{
    return qobject_cast<QComboBox*>(table.cellWidget(row, column));
}

/// A number or a flag as a task file writes it; empty for anything else.
std::string constantText(const QString& text)
{
    bool good = false;
    if (const qlonglong whole = text.toLongLong(&good); good)
        return std::to_string(whole);
    if (const double number = text.toDouble(&good); good && std::isfinite(number))
        return QString::number(number, 'e', QLocale::FloatingPointShortest).toStdString();
    return text == QLatin1String("true") || text == QLatin1String("false") ? text.toStdString()
                                                                           : std::string();
}

} // namespace

KernelDialog::KernelDialog(const std::string& path, const KernelSketch& kernel, QWidget* parent)
    : QDialog(parent),
      path_(path),
      kernel_(kernel),
      name_(new QLineEdit(infoOf(path).completeBaseName())),
      buffers_(tableOf({tr("Buffer"), tr("Use"), tr("File"), tr("Type"), tr("Shape")},
                       tr("Buffers of the kernel"))),
      constants_(tableOf({tr("Constant"), tr("Value")}, tr("Constants of the kernel"))),
      global_(new QLineEdit),
      local_(new QLineEdit),
      task_(new QPlainTextEdit),
      missing_(wrappedLabel("danger"))
{
    setWindowTitle(tr("Task for a kernel"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(720, 640);
    global_->setPlaceholderText(tr("as many as the first output has elements"));
    local_->setPlaceholderText(
        tr("%1 × %2 × %3").arg(kernel.local[0]).arg(kernel.local[1]).arg(kernel.local[2]));
    local_->setEnabled(kernel.localIsOpen);
    task_->setReadOnly(true);
    task_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    task_->setAccessibleName(tr("Task file"));
    task_->setTabChangesFocus(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    add_ = buttons->addButton(tr("&Write and add"), QDialogButtonBox::AcceptRole);
    add_->setProperty("primary", true);
    add_->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("&Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &KernelDialog::write);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* form = new QFormLayout;
    form->addRow(tr("&Name"), name_);
    form->addRow(tr("Work &items"), global_);
    form->addRow(tr("&Group size"), local_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(18, 16, 18, 16);
    column->setSpacing(10);
    column->addWidget(
        wrappedLabel("title", tr("What does %1 work on?").arg(infoOf(path).fileName())));
    column->addLayout(form);
    column->addWidget(buffers_, 2);
    column->addWidget(constants_, 1);
    column->addWidget(wrappedLabel("muted", tr("This file is written beside the kernel:")));
    column->addWidget(task_, 2);
    column->addWidget(missing_);
    column->addWidget(buttons);

    fillBuffers();
    fillConstants();
    for (QLineEdit* edit : {name_, global_, local_})
        connect(edit, &QLineEdit::textChanged, this, &KernelDialog::showTask);
    connect(buffers_, &QTableWidget::cellChanged, this, &KernelDialog::showTask);
    connect(constants_, &QTableWidget::cellChanged, this, &KernelDialog::showTask);
    showTask();
}

void KernelDialog::fillBuffers()
{
    for (const KernelSketch::Buffer& buffer : kernel_.buffers) {
        const int row = buffers_->rowCount();
        buffers_->insertRow(row);
        const QString name = text(buffer.name);
        buffers_->setItem(row, NameColumn, fixedItem(name));
        auto* use = new QComboBox;
        use->addItems({tr("input"), tr("output")});
        use->setCurrentIndex(buffer.output ? 1 : 0);
        use->setAccessibleName(tr("Use of %1").arg(name));
        buffers_->setCellWidget(row, UseColumn, use);
        buffers_->setItem(row, FileColumn, new QTableWidgetItem(name + QStringLiteral(".npy")));
        auto* type = new QComboBox;
        for (const DType one : kTypes)
            type->addItem(text(std::string(nameOf(one))));
        type->setAccessibleName(tr("Type of %1").arg(name));
        buffers_->setCellWidget(row, TypeColumn, type);
        buffers_->setItem(row, ShapeColumn, new QTableWidgetItem);
        const auto update = [this, row] {
            // What an input is stands in its file.
            const bool output = choice(*buffers_, row, UseColumn)->currentIndex() == 1;
            choice(*buffers_, row, TypeColumn)->setEnabled(output);
            QTableWidgetItem* shape = buffers_->item(row, ShapeColumn);
            shape->setFlags(output ? shape->flags() | Qt::ItemIsEnabled
                                   : shape->flags() & ~Qt::ItemIsEnabled);
            showTask();
        };
        connect(use, &QComboBox::currentIndexChanged, this, update);
        connect(type, &QComboBox::currentIndexChanged, this, &KernelDialog::showTask);
        update();
    }
}

void KernelDialog::fillConstants()
{
    for (const auto* names : {&kernel_.push, &kernel_.spec})
        for (const std::string& name : *names) {
            const int row = constants_->rowCount();
            constants_->insertRow(row);
            constants_->setItem(row, 0, fixedItem(text(name)));
            constants_->setItem(row, 1, new QTableWidgetItem);
        }
    constants_->setVisible(constants_->rowCount() > 0);
}

std::optional<KernelAnswers::Port> KernelDialog::port(int row, QString& missing) const
{
    KernelAnswers::Port made;
    made.name = kernel_.buffers[static_cast<std::size_t>(row)].name;
    made.output = choice(*buffers_, row, UseColumn)->currentIndex() == 1;
    made.file = cell(*buffers_, row, FileColumn).toStdString();
    const QString name = text(made.name);
    if (!made.output) {
        if (made.file.empty())
            missing = tr("%1 needs a file").arg(name);
        return made.file.empty() ? std::nullopt : std::optional(std::move(made));
    }
    const int type = choice(*buffers_, row, TypeColumn)->currentIndex();
    made.dtype = kTypes[static_cast<std::size_t>(std::max(0, type))];
    const auto shape = extentsOf(cell(*buffers_, row, ShapeColumn).toStdString(), Shape::kMaxRank);
    if (!shape) {
        missing = tr("%1 needs a shape, such as 64, 64").arg(name);
        return std::nullopt;
    }
    made.shape = *shape;
    return made;
}

std::optional<KernelAnswers> KernelDialog::answers(QString& missing) const
{
    KernelAnswers out;
    out.name = name_->text().trimmed().toStdString();
    out.kernelFile = infoOf(path_).fileName().toStdString();
    if (out.name.empty()) {
        missing = tr("The task needs a name");
        return std::nullopt;
    }
    for (int row = 0; row < buffers_->rowCount(); ++row) {
        auto one = port(row, missing);
        if (!one)
            return std::nullopt;
        out.ports.push_back(std::move(*one));
    }
    for (auto [edit, extents] : {std::pair{global_, &out.global}, {local_, &out.local}}) {
        const std::string words = edit->text().trimmed().toStdString();
        if (words.empty())
            continue;
        const auto numbers = extentsOf(words, 3);
        if (!numbers) {
            missing = tr("Sizes are one to three numbers of 1 or more");
            return std::nullopt;
        }
        *extents = *numbers;
    }
    for (int row = 0; row < constants_->rowCount(); ++row) {
        const bool needed = row < static_cast<int>(kernel_.push.size());
        const QString value = cell(*constants_, row, 1);
        const QString name = cell(*constants_, row, 0);
        if (value.isEmpty() && !needed)
            continue;
        std::string written = constantText(value);
        if (written.empty()) {
            missing = tr("%1 needs a number").arg(name);
            return std::nullopt;
        }
        (needed ? out.push : out.spec).emplace_back(name.toStdString(), std::move(written));
    }
    return out;
}

void KernelDialog::showTask()
{
    QString missing;
    const auto given = answers(missing);
    add_->setEnabled(given.has_value());
    missing_->setText(missing);
    task_->setPlainText(given ? text(kernelTaskText(kernel_, *given)) : QString());
}

void KernelDialog::write()
{
    QString missing;
    const auto given = answers(missing);
    if (!given)
        return;
    const QFileInfo kernel = infoOf(path_);
    const QString stem = kernel.path() + u'/' + kernel.completeBaseName();
    const QByteArray task = QByteArray::fromStdString(kernelTaskText(kernel_, *given));
    // Nobody's file is written over: the next free name takes it.
    for (int n = 1; n <= 1000; ++n) {
        const QString number = n == 1 ? QString() : QStringLiteral("-%1").arg(n);
        QFile file(stem + number + QStringLiteral(".xpu.toml"));
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
            if (file.exists())
                continue;
            missing_->setText(
                tr("%1 cannot be written: %2").arg(file.fileName(), file.errorString()));
            return;
        }
        // Others must not be able to change what runs.
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup
                            | QFile::ReadOther);
        if (file.write(task) != task.size() || !file.flush()) {
            missing_->setText(
                tr("%1 cannot be written: %2").arg(file.fileName(), file.errorString()));
            file.remove();
            return;
        }
        file.close();
        Q_EMIT written(file.fileName().toStdString());
        return accept();
    }
    missing_->setText(tr("%1 cannot be written: %2")
                          .arg(stem + QStringLiteral(".xpu.toml"), tr("too many of that name")));
}

} // namespace xpu::ui
