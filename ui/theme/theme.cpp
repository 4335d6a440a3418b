#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>
#include <utility>

namespace xpu::ui {

namespace {

const Theme* current = nullptr;

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

/// The palette the desktop gave us, before any theme of ours replaced it.
bool systemIsDark()
{
    static const bool kDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    return kDark;
}

} // namespace

const Theme& lightTheme()
{
    static const Theme kTheme{
        .dark = false,
        .surface = QColor(0xffffff),
        .page = QColor(0xf4f5f7),
        .line = QColor(0xd9dce2),
        .track = QColor(0xe6e9ee),
        .text = QColor(0x1b2330),
        .muted = QColor(0x5c6675),
        .accent = QColor(0x235bcb),
        .onAccent = QColor(0xffffff),
        .accentSoft = QColor(0xe5edfb),
        .good = QColor(0x157a3c),
        .warn = QColor(0x8a5200),
        .danger = QColor(0xb3221a),
        .dangerSoft = QColor(0xfdebe9),
        .series = {QColor(0x0072b2), QColor(0xd55e00), QColor(0x009e73), QColor(0xcc79a7)},
    };
    return kTheme;
}

const Theme& darkTheme()
{
    static const Theme kTheme{
        .dark = true,
        .surface = QColor(0x1d2026),
        .page = QColor(0x15181c),
        .line = QColor(0x353b45),
        .track = QColor(0x2c323b),
        .text = QColor(0xe7eaef),
        .muted = QColor(0x9aa4b2),
        .accent = QColor(0x78a5ff),
        .onAccent = QColor(0x0d1420),
        .accentSoft = QColor(0x22304a),
        .good = QColor(0x5ccf8b),
        .warn = QColor(0xefb454),
        .danger = QColor(0xff9b90),
        .dangerSoft = QColor(0x3a2223),
        .series = {QColor(0x56b4e9), QColor(0xe69f00), QColor(0x2cc29a), QColor(0xcc79a7)},
    };
    return kTheme;
}

const Theme& theme() { return current != nullptr ? *current : lightTheme(); }

void applyTheme(const QString& choice)
{
    const bool systemDark = systemIsDark();
    const bool dark =
        choice == QLatin1String("dark") || (choice != QLatin1String("light") && systemDark);
    current = dark ? &darkTheme() : &lightTheme();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(paletteOf(*current));
    qApp->setStyleSheet(styleSheetOf(*current));
}

QPalette paletteOf(const Theme& t)
{
    QPalette palette;
    palette.setColor(QPalette::Window, t.surface);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.surface);
    palette.setColor(QPalette::AlternateBase, t.page);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.muted);
    palette.setColor(QPalette::Button, t.surface);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.danger);
    palette.setColor(QPalette::Highlight, t.accent);
    palette.setColor(QPalette::HighlightedText, t.onAccent);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::ToolTipBase, t.surface);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Mid, t.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.dark ? QColor(0x5f6875) : QColor(0xa3abb7));
    return palette;
}

QString styleSheetOf(const Theme& t)
{
    QFile file(QStringLiteral(":/styles/xpu.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::array<std::pair<const char*, QColor>, 13> names{
        {{"@surface", t.surface},
         {"@page", t.page},
         {"@line", t.line},
         {"@track", t.track},
         {"@text", t.text},
         {"@muted", t.muted},
         {"@accent-soft", t.accentSoft},
         {"@accent-hover", t.dark ? t.accent.lighter(112) : t.accent.darker(112)},
         {"@accent", t.accent},
         {"@on-accent", t.onAccent},
         {"@danger-soft", t.dangerSoft},
         {"@danger", t.danger},
         {"@disabled", t.dark ? QColor(0x5f6875) : QColor(0xa3abb7)}}};
    for (const auto& [name, colour] : names)
        sheet.replace(QLatin1String(name), colour.name());
    return sheet;
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double one = luminance(a);
    const double two = luminance(b);
    return (std::max(one, two) + 0.05) / (std::min(one, two) + 0.05);
}

} // namespace xpu::ui
