#pragma once

#include <QString>
#include <QStringList>

#include <functional>

namespace xpu::ui {

/// How to open a file at a place in it.
struct EditorCommand {
    QString program; ///< empty: no editor is known that goes to a line
    QStringList arguments;
};

/// The user's editor ($VISUAL, then $EDITOR) when it is one with a window of its own that is known
/// here; else the first known one that is installed.
/// @param line, column  1-based; 0 = the beginning
/// @param variable      value of an environment variable
/// @param installed     path of a program, empty when there is none
EditorCommand editorCommand(const QString& file, int line, int column,
                            const std::function<QString(const char*)>& variable,
                            const std::function<QString(const QString&)>& installed);

/// Opens it, with the desktop's own choice where no editor is known.
bool openInEditor(const QString& file, int line, int column);

} // namespace xpu::ui
