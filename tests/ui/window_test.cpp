#include "tests/ui/support/hand_made.h"
#include "ui/main_window/control_center.h"
#include "ui/main_window/main_window.h"
#include "ui/monitor/live_strip.h"
#include "ui/theme/theme.h"
#include "ui/why/why_panel.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QXmlStreamReader>

#include <algorithm>

using namespace xpu;
using namespace xpu::ui;

namespace {

QString path(const char* inSource)
{
    return QStringLiteral(XPU_SOURCE_DIR "/") + QLatin1String(inSource);
}

struct Messages {
    int total = 0;
    QStringList unfinished;
};

/// Reads a .ts file; a message counts as unfinished when a translation of it is missing.
Messages messagesOf(const QString& file)
{
    Messages found;
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        return found;
    QXmlStreamReader xml(&input);
    QString source;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("source")) {
            source = xml.readElementText();
            ++found.total;
        } else if (xml.name() == QLatin1String("translation")) {
            const bool open = xml.attributes().hasAttribute(QStringLiteral("type"));
            const QString text =
                xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            if (open || text.isEmpty())
                found.unfinished << source;
        }
    }
    return found;
}

bool canHoldFocus(const QWidget& widget)
{
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) != 0;
}

/// Whether a label that can be seen has this text.
bool says(const QWidget& window, const char* text)
{
    const auto labels = window.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [text](const QLabel* label) {
        return label->isVisible() && label->text() == QString::fromUtf8(text);
    });
}

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsReadableInBothThemes()
    {
        for (const ui::Theme* t : {&lightTheme(), &darkTheme()}) {
            for (const QColor& ground : {t->surface, t->page, t->accentSoft, t->dangerSoft})
                QVERIFY(contrastRatio(t->text, ground) >= 4.5);
            for (const QColor& ground : {t->surface, t->page, t->accentSoft})
                for (const QColor& ink : {t->muted, t->good, t->warn})
                    QVERIFY2(contrastRatio(ink, ground) >= 4.5,
                             qPrintable(ink.name() + ground.name()));
            for (const QColor& ground : {t->surface, t->dangerSoft, t->accentSoft})
                QVERIFY(contrastRatio(t->danger, ground) >= 4.5);
            QVERIFY(contrastRatio(t->onAccent, t->accent) >= 4.5);
            QVERIFY(contrastRatio(t->accent, t->accentSoft) >= 4.5);
            for (const QColor& line : t->series)
                QVERIFY(contrastRatio(line, t->surface) >= 2.8);
        }
        QCOMPARE(qRound(contrastRatio(Qt::white, Qt::black)), 21);
    }

    void styleSheetLeavesNoNameUnfilled()
    {
        for (const ui::Theme* t : {&lightTheme(), &darkTheme()}) {
            const QString sheet = styleSheetOf(*t);
            QVERIFY(sheet.size() > 1000);
            QVERIFY(!sheet.contains(u'@'));
        }
    }

    void everyWidgetThatTakesTheFocusHasAName()
    {
        test::FakeEngine engine;
        engine.publish(test::fullSnapshot());
        engine.runs.resize(3);
        ControlCenter center(engine.door(), test::lightEnglish());
        center.show();
        QVERIFY(QTest::qWaitForWindowExposed(&center.window()));
        QStringList nameless;
        int seen = 0;
        for (const auto page :
             {MainWindow::Queue, MainWindow::History, MainWindow::Devices, MainWindow::Settings}) {
            center.window().showPage(page);
            QCoreApplication::processEvents();
            for (const QWidget* widget : center.window().findChildren<QWidget*>()) {
                if (!canHoldFocus(*widget))
                    continue;
                ++seen;
                if (widget->accessibleName().isEmpty())
                    nameless << QLatin1String(widget->metaObject()->className()) + u' '
                                    + widget->objectName();
            }
        }
        QVERIFY(seen > 8);
        QCOMPARE(nameless.join(u'\n'), QString());
    }

    void everyMenuEntryHasAMnemonicOrIsAChoice()
    {
        test::FakeEngine engine;
        ControlCenter center(engine.door(), test::lightEnglish());
        for (const QMenu* menu : center.window().findChildren<QMenu*>())
            QVERIFY2(menu->title().contains(u'&'), qPrintable(menu->title()));
    }

    void whyFollowsTheSelectedTask()
    {
        test::FakeEngine engine;
        engine.publish(test::fullSnapshot());
        ControlCenter center(engine.door(), test::lightEnglish());
        center.show();
        QVERIFY(QTest::qWaitForWindowExposed(&center.window()));
        auto* why = center.window().findChild<WhyPanel*>();
        QStringList texts;
        for (const QLabel* label : why->findChildren<QLabel*>())
            texts << label->text();
        const QString all = texts.join(u'\n');
        QVERIFY(all.contains(QStringLiteral("gauss[9]")));
        QVERIFY(all.contains(QStringLiteral("Finishes first on vulkan:0")));
        QVERIFY(all.contains(QStringLiteral("31 measurement")));
    }

    void aSecondStartRaisesTheWindow()
    {
        test::FakeEngine engine;
        ControlCenter center(engine.door(), test::lightEnglish());
        center.window().showMinimized();
        engine.raise();
        QCoreApplication::processEvents();
        QVERIFY(!center.window().isMinimized());
    }

    void snapshotsFromAnotherThreadArriveOnThisOne()
    {
        test::FakeEngine engine;
        engine.publish(std::make_shared<Snapshot>());
        EngineBridge bridge(engine.door());
        const QThread* heard = nullptr;
        int times = 0;
        connect(&bridge, &EngineBridge::snapshotChanged, this, [&] {
            heard = QThread::currentThread();
            ++times;
        });
        std::unique_ptr<QThread> other(QThread::create([&] {
            for (int i = 0; i < 100; ++i)
                engine.publish(test::fullSnapshot());
        }));
        other->start();
        other->wait();
        QTRY_VERIFY(times > 0);
        QVERIFY(heard == QThread::currentThread());
        QVERIFY(times < 100);
        QCOMPARE(bridge.snapshot()->queue.size(), std::size_t{7});
    }

    void anEngineThatOutlivesTheBridgeMayStillCall()
    {
        test::FakeEngine engine;
        {
            const EngineBridge bridge(engine.door());
        }
        engine.publish(test::fullSnapshot());
        engine.raise();
        QCoreApplication::processEvents();
    }

    void whatIsSentWhileTheEngineStartsReachesItInOrder()
    {
        test::FakeEngine engine;
        ControlCenter center(EngineDoor{}, test::lightEnglish());
        center.addFiles({"/first"});
        center.addFiles({"/second"});
        center.open(engine.door());
        QCOMPARE(engine.commands.size(), std::size_t{2});
        QCOMPARE(std::get<command::Submit>(engine.commands[0]).paths.front(),
                 std::string("/first"));
        QCOMPARE(std::get<command::Submit>(engine.commands[1]).paths.front(),
                 std::string("/second"));
    }

    void aQueueThatIsNotReadYetIsNotCalledEmpty()
    {
        test::FakeEngine engine;
        engine.publish(std::make_shared<Snapshot>());
        ControlCenter center(EngineDoor{}, test::lightEnglish());
        center.show();
        QVERIFY(!says(center.window(), "The queue is empty"));
        QVERIFY(says(center.window(), "Opening the queue…"));
        QVERIFY(says(center.window(), "Opening the queue and the devices…"));
        center.open(engine.door());
        QVERIFY(says(center.window(), "The queue is empty"));
        QVERIFY(!says(center.window(), "Opening the queue…"));
        QVERIFY(!says(center.window(), "Opening the queue and the devices…"));
    }

    void pagesShownWhileTheEngineStartsFillWhenItIsThere()
    {
        test::FakeEngine engine;
        engine.publish(test::fullSnapshot());
        ControlCenter center(EngineDoor{}, test::lightEnglish());
        center.show();
        center.window().showPage(MainWindow::History);
        QCOMPARE(engine.runQueries, std::size_t{0});
        center.open(engine.door());
        QVERIFY(engine.runQueries > 0);
        center.window().showPage(MainWindow::Queue);
        QVERIFY(says(center.window(), "1 queued, 1 running · 1 waiting for approval"));
    }

    void chartsThatAreSeenBeforeTheEngineIsThereAreFedByIt()
    {
        test::FakeEngine engine;
        ControlCenter center(EngineDoor{}, test::lightEnglish());
        center.show();
        QTRY_VERIFY(center.window().findChild<LiveStrip*>() != nullptr);
        QVERIFY(engine.attention == Attention::None);
        center.open(engine.door());
        QVERIFY(engine.attention == Attention::Live);
    }

    void anEngineThatDoesNotStartIsExplainedBeforeTheProgramEnds()
    {
        ControlCenter center(EngineDoor{}, test::lightEnglish());
        center.show();
        center.giveUp({Errc::Unsupported, "/data/xpu.sqlite"});
        auto* box = center.window().findChild<QMessageBox*>();
        QVERIFY(box != nullptr);
        QVERIFY(box->text().contains(QStringLiteral("/data/xpu.sqlite")));
        QTimer::singleShot(0, box, &QDialog::accept);
        QCOMPARE(QApplication::exec(), 1);
    }

    void germanSpeaksEveryString()
    {
        const Messages german = messagesOf(path("translations/xpu_de.ts"));
        QVERIFY(german.total > 100);
        QCOMPARE(german.unfinished.join(u'\n'), QString());
    }

    void theTranslationKnowsEveryStringOfTheSources()
    {
        QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("xpu_de.ts"));
        QVERIFY(QFile::copy(path("translations/xpu_de.ts"), copy));
        QProcess lupdate;
        lupdate.start(QStringLiteral(XPU_LUPDATE),
                      {path("ui"), path("core"), QStringLiteral("-I"),
                       QStringLiteral(XPU_SOURCE_DIR), QStringLiteral("-tr-function-alias"),
                       QStringLiteral("QT_TRANSLATE_NOOP+=XPU_TR"), QStringLiteral("-locations"),
                       QStringLiteral("none"), QStringLiteral("-no-obsolete"),
                       QStringLiteral("-ts"), copy});
        QVERIFY(lupdate.waitForFinished(120'000));
        QCOMPARE(lupdate.exitCode(), 0);
        QCOMPARE(messagesOf(copy).unfinished.join(u'\n'), QString());
    }

    void languageChangesWhileTheWindowIsOpen()
    {
        test::FakeEngine engine;
        engine.publish(test::fullSnapshot());
        ControlCenter center(engine.door(), test::lightEnglish());
        center.show();
        for (QAction* action : center.window().findChildren<QAction*>())
            if (action->text() == QStringLiteral("Deutsch"))
                action->trigger();
        QCOMPARE(center.settings().values().language, std::string("de"));
        QTRY_VERIFY(center.window().findChildren<QAction*>().size() > 10);
        const auto speaksGerman = [&] {
            for (const QAction* action : center.window().findChildren<QAction*>())
                if (action->text() == QStringLiteral("&Beenden"))
                    return true;
            return false;
        };
        QTRY_VERIFY(speaksGerman());
    }
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
