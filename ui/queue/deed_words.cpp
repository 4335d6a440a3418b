#include "ui/queue/deed_words.h"

#include "ui/text/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace xpu::ui {

namespace {

struct Word {
    std::string_view command;
    const char* text;
};

constexpr std::array kWords = {
    Word{"submit", QT_TRANSLATE_NOOP("Deed", "adding %1")},
    Word{"remove", QT_TRANSLATE_NOOP("Deed", "removing %1")},
    Word{"restore", QT_TRANSLATE_NOOP("Deed", "bringing %1 back")},
    Word{"move", QT_TRANSLATE_NOOP("Deed", "moving %1")},
    Word{"hold", QT_TRANSLATE_NOOP("Deed", "holding %1")},
    Word{"release", QT_TRANSLATE_NOOP("Deed", "releasing %1")},
    Word{"pause", QT_TRANSLATE_NOOP("Deed", "pausing %1")},
    Word{"resume", QT_TRANSLATE_NOOP("Deed", "resuming %1")},
    Word{"cancel", QT_TRANSLATE_NOOP("Deed", "cancelling %1")},
    Word{"clear", QT_TRANSLATE_NOOP("Deed", "clearing %1")},
    Word{"set_priority", QT_TRANSLATE_NOOP("Deed", "the priority of %1")},
    Word{"pin", QT_TRANSLATE_NOOP("Deed", "pinning %1")},
    Word{"run_every_step", QT_TRANSLATE_NOOP("Deed", "running every step of %1")},
    Word{"run_up_to", QT_TRANSLATE_NOOP("Deed", "running only a part of %1")},
    Word{"skip_step", QT_TRANSLATE_NOOP("Deed", "skipping a step of %1")},
    Word{"start_now", QT_TRANSLATE_NOOP("Deed", "starting %1 now")},
    Word{"snooze", QT_TRANSLATE_NOOP("Deed", "the rest of a device")},
    Word{"set_thread_budget", QT_TRANSLATE_NOOP("Deed", "the thread budget")},
};

QString objectText(const UndoView& deed)
{
    if (deed.tasks == 0)
        return QCoreApplication::translate("Deed", "the queue");
    if (deed.tasks == 1)
        return QCoreApplication::translate("Deed", "“%1”").arg(text(deed.task));
    return QCoreApplication::translate("Deed", "%n task(s)", nullptr, static_cast<int>(deed.tasks));
}

} // namespace

QString deedText(const UndoView& deed)
{
    const auto at = std::find_if(kWords.begin(), kWords.end(),
                                 [&](const Word& word) { return word.command == deed.deed; });
    const char* const phrase =
        at == kWords.end() ? QT_TRANSLATE_NOOP("Deed", "the change of %1") : at->text;
    return QCoreApplication::translate("Deed", phrase)
        .replace(QStringLiteral("%1"), objectText(deed));
}

} // namespace xpu::ui
