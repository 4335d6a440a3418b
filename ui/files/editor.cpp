#include "ui/files/editor.h"

#include <QDesktopServices>
#include <QProcess>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>
#include <array>

namespace xpu::ui {

namespace {

/// %f, %l and %c stand for the place. Editors that need a terminal are left out on purpose.
struct Known {
    const char* program;
    std::array<const char*, 4> arguments;
};
constexpr std::array<Known, 13> kKnown = {{{"code", {"--goto", "%f:%l:%c"}},
                                           {"codium", {"--goto", "%f:%l:%c"}},
                                           {"subl", {"%f:%l:%c"}},
                                           {"kate", {"--line=%l", "--column=%c", "%f"}},
                                           {"kwrite", {"--line=%l", "--column=%c", "%f"}},
                                           {"gnome-text-editor", {"+%l", "%f"}},
                                           {"gedit", {"+%l:%c", "%f"}},
                                           {"xed", {"+%l", "%f"}},
                                           {"pluma", {"+%l", "%f"}},
                                           {"mousepad", {"--line=%l", "--column=%c", "%f"}},
                                           {"geany", {"--line=%l", "%f"}},
                                           {"gvim", {"+%l", "%f"}},
                                           {"emacs", {"+%l:%c", "%f"}}}};

const Known* findKnown(const QString& command)
{
    const QString name = command.section(u' ', 0, 0).section(u'/', -1);
    const auto found = std::find_if(kKnown.begin(), kKnown.end(), [&name](const Known& known) {
        return name == QLatin1String(known.program);
    });
    return found == kKnown.end() ? nullptr : &*found;
}

} // namespace

EditorCommand editorCommand(const QString& file, int line, int column,
                            const std::function<QString(const char*)>& variable,
                            const std::function<QString(const QString&)>& installed)
{
    const Known* chosen = nullptr;
    QString program;
    for (const char* name : {"VISUAL", "EDITOR"}) {
        const QString wanted = variable(name);
        const Known* known = findKnown(wanted);
        if (chosen == nullptr && known != nullptr) {
            program = installed(wanted.section(u' ', 0, 0));
            chosen = program.isEmpty() ? nullptr : known;
        }
    }
    for (const Known& known : kKnown) {
        if (chosen != nullptr)
            break;
        program = installed(QLatin1String(known.program));
        chosen = program.isEmpty() ? nullptr : &known;
    }
    EditorCommand command;
    if (chosen == nullptr)
        return command;
    command.program = program;
    for (const char* argument : chosen->arguments) {
        if (argument == nullptr)
            break;
        // The file comes last: its own name may hold a per cent sign.
        command.arguments << QString::fromLatin1(argument)
                                 .replace(QStringLiteral("%l"), QString::number(std::max(line, 1)))
                                 .replace(QStringLiteral("%c"),
                                          QString::number(std::max(column, 1)))
                                 .replace(QStringLiteral("%f"), file);
    }
    return command;
}

bool openInEditor(const QString& file, int line, int column)
{
    const EditorCommand command = editorCommand(
        file, line, column, [](const char* name) { return qEnvironmentVariable(name); },
        [](const QString& program) { return QStandardPaths::findExecutable(program); });
    if (!command.program.isEmpty() && QProcess::startDetached(command.program, command.arguments))
        return true;
    return QDesktopServices::openUrl(QUrl::fromLocalFile(file));
}

} // namespace xpu::ui
