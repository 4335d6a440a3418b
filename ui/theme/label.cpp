#include "ui/theme/label.h"

namespace xpu::ui {

QLabel* plainLabel(const char* role, const QString& text)
{
    auto* made = new QLabel(text);
    made->setProperty("role", QLatin1String(role));
    made->setTextFormat(Qt::PlainText);
    return made;
}

QLabel* wrappedLabel(const char* role, const QString& text)
{
    QLabel* made = plainLabel(role, text);
    made->setWordWrap(true);
    return made;
}

} // namespace xpu::ui
