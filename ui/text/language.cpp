#include "ui/text/language.h"

#include "core/wording/translator.h"

#include <QCoreApplication>
#include <QLocale>

namespace xpu::ui {

void installLanguage(const std::string& language, QTranslator& translator)
{
    const QLocale locale = language.empty() || language == "system"
                               ? QLocale::system()
                               : QLocale(QString::fromStdString(language));
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&translator);
    const bool found = translator.load(locale, QStringLiteral("xpu"), QStringLiteral("_"),
                                       QStringLiteral(":/i18n"));
    // English is what the sources speak; its file has the plural forms.
    if (found || translator.load(QStringLiteral(":/i18n/xpu_en.qm")))
        QCoreApplication::installTranslator(&translator);
    wording::installTranslator([](const char* context, const char* text) {
        return QCoreApplication::translate(context, text).toStdString();
    });
}

} // namespace xpu::ui
