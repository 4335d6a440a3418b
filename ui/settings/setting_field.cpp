#include "ui/settings/setting_field.h"

#include "ui/settings/setting_words.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <utility>

namespace xpu::ui {

namespace {

constexpr int kTurningMs = 300;

QString plain(const std::string& text) { return QString::fromStdString(text); }

/// A number without zeros at its end, as it stands in the file.
class RealBox : public QDoubleSpinBox {
public:
    QString textFromValue(double value) const override { return settingFigure(value); }
};

/// Also keeps the unit right for the number: "1 day", "2 days".
template <class Box>
void dress(Box& box, const SettingInfo& info)
{
    box.setKeyboardTracking(false);
    box.setSpecialValueText(info.least == 0 ? settingZero(info) : QString());
    const auto suffix = [&box, &info](double value) {
        const QString unit = settingUnit(info, value);
        box.setSuffix(unit.isEmpty() ? QString() : u' ' + unit);
    };
    suffix(info.least);
    QObject::connect(&box, &Box::valueChanged, &box, suffix);
}

} // namespace

SettingField::SettingField(const SettingInfo& info, const QString& name, const QString& help,
                           QWidget* parent)
    : QWidget(parent), info_(info)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(8);
    turning_.setSingleShot(true);
    turning_.setInterval(kTurningMs);
    connect(&turning_, &QTimer::timeout, this, &SettingField::finish);
    switch (info.kind) {
    case SettingInfo::Kind::Choice:
    case SettingInfo::Kind::Language:
        makeChoice();
        break;
    case SettingInfo::Kind::Whole:
        makeWhole();
        break;
    case SettingInfo::Kind::Real:
        makeReal();
        break;
    default:
        makeText();
    }
    focusProxy()->setAccessibleName(name);
    for (QLineEdit* inner : focusProxy()->findChildren<QLineEdit*>())
        inner->setAccessibleName(name); // of a number
    focusProxy()->setAccessibleDescription(help);
}

bool SettingField::namesFile(const SettingInfo& info) { return info.key.ends_with(".file"); }

void SettingField::hold(QWidget* editor)
{
    editor->setMinimumHeight(fontMetrics().height() + 12); // as high as a button
    layout()->addWidget(editor);
    setFocusProxy(editor);
    editor->setFocusPolicy(Qt::StrongFocus);
    editor->installEventFilter(this);
}

bool SettingField::eventFilter(QObject* watched, QEvent* event)
{
    // Who scrolls the page must not change what happens to lie below the pointer.
    if (event->type() == QEvent::Wheel && !focusProxy()->hasFocus()) {
        event->ignore();
        return true;
    }
    if (event->type() == QEvent::FocusOut)
        finish();
    return QWidget::eventFilter(watched, event);
}

void SettingField::put(const SettingValue& value)
{
    if (waiting_)
        return;
    put_(value);
    // What the editor says of it is no news.
    waiting_.reset();
    turning_.stop();
}

void SettingField::hideEvent(QHideEvent* event)
{
    finish();
    QWidget::hideEvent(event);
}

void SettingField::wait(SettingValue value)
{
    waiting_ = std::move(value);
    turning_.start();
}

void SettingField::finish()
{
    turning_.stop();
    if (const auto value = std::exchange(waiting_, std::nullopt))
        Q_EMIT chosen(*value);
}

void SettingField::makeChoice()
{
    auto* box = new QComboBox;
    for (const auto& [value, word] : settingChoices(info_))
        box->addItem(word, plain(value));
    put_ = [box](const SettingValue& value) {
        const QString now = plain(std::get<std::string>(value));
        // A language that only the file names is shown as it stands there.
        if (box->findData(now) < 0)
            box->addItem(now, now);
        box->setCurrentIndex(box->findData(now));
    };
    connect(box, &QComboBox::activated, this,
            [this, box] { Q_EMIT chosen(box->currentData().toString().toStdString()); });
    hold(box);
}

void SettingField::makeWhole()
{
    auto* box = new QSpinBox;
    box->setRange(static_cast<int>(info_.least), static_cast<int>(info_.most));
    dress(*box, info_);
    put_ = [box](const SettingValue& value) {
        box->setValue(static_cast<int>(std::get<std::int64_t>(value)));
    };
    connect(box, &QSpinBox::valueChanged, this, [this](int value) { wait(std::int64_t{value}); });
    hold(box);
}

void SettingField::makeReal()
{
    auto* box = new RealBox;
    box->setRange(info_.least, info_.most);
    box->setDecimals(3);
    dress(*box, info_);
    put_ = [box](const SettingValue& value) { box->setValue(std::get<double>(value)); };
    connect(box, &QDoubleSpinBox::valueChanged, this, [this](double value) { wait(value); });
    hold(box);
}

void SettingField::makeText()
{
    auto* line = new QLineEdit;
    put_ = [line](const SettingValue& value) {
        if (line->hasFocus() && line->isModified())
            return;
        line->setText(plain(std::get<std::string>(value)));
        line->setToolTip(line->text());
    };
    connect(line, &QLineEdit::editingFinished, this, [this, line] {
        if (!line->isModified())
            return;
        line->setModified(false);
        Q_EMIT chosen(line->text().toStdString());
    });
    hold(line);
    if (!namesFile(info_))
        return;
    auto* choose = new QPushButton(tr("Choose…"));
    choose->setAccessibleName(tr("Choose a file"));
    layout()->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, [this, line] {
        const QString file = QFileDialog::getOpenFileName(this, {}, line->text());
        if (!file.isEmpty())
            Q_EMIT chosen(file.toStdString());
    });
}

} // namespace xpu::ui
