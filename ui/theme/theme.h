#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

#include <array>

namespace xpu::ui {

/// The colours of one theme; every widget and painter takes them from here.
struct Theme {
    bool dark = false;
    QColor surface; ///< tables, panels, bars
    QColor page;    ///< what surfaces lie on
    QColor line;    ///< thin borders and separators
    QColor track;   ///< the empty part of a bar
    QColor text;
    QColor muted; ///< second rank text; still 4.5:1 on surface and page
    QColor accent;
    QColor onAccent;   ///< text on accent
    QColor accentSoft; ///< selected rows
    QColor good;
    QColor warn;
    QColor danger;
    QColor dangerSoft; ///< background of rejected rows
    /// Okabe-Ito: told apart by people with any colour vision; lines are dashed as well.
    std::array<QColor, 4> series;
};

const Theme& lightTheme();
const Theme& darkTheme();
/// The theme in force. GUI thread.
const Theme& theme();

/// @param choice  "light", "dark"; anything else follows the system's palette
void applyTheme(const QString& choice);
QPalette paletteOf(const Theme& theme);
QString styleSheetOf(const Theme& theme);

/// WCAG 2 contrast ratio, 1 to 21.
double contrastRatio(const QColor& a, const QColor& b);

} // namespace xpu::ui
