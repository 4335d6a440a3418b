#include "core/settings/setting_table.h"
#include "tests/ui/support/hand_made.h"
#include "ui/main_window/control_center.h"
#include "ui/main_window/main_window.h"
#include "ui/queue/summary_bar.h"
#include "ui/settings/problem_panel.h"
#include "ui/settings/setting_field.h"
#include "ui/settings/setting_row.h"
#include "ui/settings/setting_words.h"
#include "ui/settings/settings_page.h"
#include "ui/text/format.h"
#include "ui/text/language.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <optional>

using namespace xpu;
using namespace xpu::ui;

namespace {

/// A window whose settings lie in a file of their own.
struct Stage {
    explicit Stage(const QByteArray& content = {})
    {
        if (!content.isEmpty())
            write(content);
        engine.publish(test::fullSnapshot());
    }
    QString file() const { return folder.filePath(QStringLiteral("settings.toml")); }
    void write(const QByteArray& content) const
    {
        QFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content);
    }
    /// As editors and `xpuctl settings` do it.
    void replace(const QByteArray& content) const
    {
        QSaveFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content);
        QVERIFY(out.commit());
    }
    QByteArray read() const
    {
        QFile in(file());
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    MainWindow& open()
    {
        EngineDoor door = engine.door();
        door.settingsFile = file().toStdString();
        door.applySettings = [this](const Settings& settings) { applied = settings; };
        center.emplace(std::move(door));
        center->show();
        return center->window();
    }
    SettingsPage& page()
    {
        if (!center)
            open();
        center->window().showPage(MainWindow::Settings);
        return *center->window().findChild<SettingsPage*>();
    }
    template <class Editor>
    Editor* editor(const char* key)
    {
        return page().row(key)->field().findChild<Editor*>();
    }
    void choose(const char* key, const char* value)
    {
        auto* box = editor<QComboBox>(key);
        const int index = box->findData(QLatin1String(value));
        QVERIFY(index >= 0);
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }
    QPushButton* reset(const char* key) { return page().row(key)->findChild<QPushButton*>(); }
    /// What can be read on the page.
    QString words()
    {
        QStringList all;
        for (const QLabel* label : page().findChildren<QLabel*>())
            if (label->isVisibleTo(&page()))
                all << label->text();
        return all.join(u'\n');
    }

    QTemporaryDir folder;
    test::FakeEngine engine;
    std::optional<Settings> applied;
    std::optional<ControlCenter> center;
};

SummaryBar* hintOf(const MainWindow& window)
{
    for (auto* bar : window.findChildren<SummaryBar*>())
        if (bar->parentWidget() == window.centralWidget())
            return bar;
    return nullptr;
}

bool isChecked(const MainWindow& window, const char* action)
{
    for (const QAction* each : window.findChildren<QAction*>())
        if (each->text() == QLatin1String(action))
            return each->isChecked();
    return false;
}

} // namespace

class SettingsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKeyOfTheTableHasARowWithWordsOfItsOwn()
    {
        Stage stage;
        for (const SettingInfo& info : settingTable()) {
            SettingRow* row = stage.page().row(info.key);
            const std::string key(info.key);
            QVERIFY2(row != nullptr, key.c_str());
            QVERIFY2(!row->field().focusProxy()->accessibleName().isEmpty(), key.c_str());
            QVERIFY2(settingCaption(info) != text(key), key.c_str());
            QVERIFY2(settingHelp(info) != text(std::string(info.help)), key.c_str());
            QVERIFY2(settingSection(info) != QStringLiteral("More"), key.c_str());
            for (const auto& [value, word] : settingChoices(info))
                QVERIFY2(word != text(value), value.c_str());
        }
    }

    void everyRowSpeaksGerman()
    {
        const auto words = [] {
            std::vector<QString> all;
            for (const SettingInfo& info : settingTable())
                all.insert(all.end(),
                           {settingCaption(info), settingHelp(info), settingSection(info)});
            return all;
        };
        QTranslator translator;
        installLanguage("en", translator);
        const std::vector<QString> english = words();
        installLanguage("de", translator);
        const std::vector<QString> german = words();
        for (std::size_t i = 0; i < german.size(); ++i)
            QVERIFY2(german[i] != english[i], qPrintable(english[i]));
        const SettingInfo& days = *findSetting("retention.logs_days");
        QCOMPARE(settingValueText(days, std::int64_t{1}), QStringLiteral("1 Tag"));
        QCOMPARE(settingValueText(days, std::int64_t{2}), QStringLiteral("2 Tage"));
        QCOMPARE(settingValueText(days, std::int64_t{0}), QStringLiteral("für immer"));
        installLanguage("en", translator);
        QCOMPARE(settingValueText(days, std::int64_t{1}), QStringLiteral("1 day"));
    }

    void aChosenValueIsInTheFileWithItsCommentAndInForce()
    {
        Stage stage("# mine\n[tasks]\npriority = 60 # low\n[strange]\nkey = 1\n");
        stage.editor<QSpinBox>("tasks.priority")->setValue(70);
        QTRY_COMPARE(stage.read(),
                     QByteArray("# mine\n[tasks]\npriority = 70 # low\n[strange]\nkey = 1\n"));
        QCOMPARE(stage.applied->priority, 70);
    }

    void everyKindOfFieldWritesWhatItShows()
    {
        Stage stage;
        stage.choose("units.bytes", "decimal");
        stage.editor<QDoubleSpinBox>("telemetry.rate_hz")->setValue(2.5);
        stage.editor<QSpinBox>("retention.logs_days")->setValue(0);
        QTRY_COMPARE(stage.applied->retention.logDays, 0);
        QTRY_COMPARE(stage.applied->telemetryHz, 2.5);
        const LoadedSettings loaded = loadSettings(stage.file().toStdString());
        QVERIFY(loaded.problems.empty());
        QVERIFY(loaded.values.units.bytes == wording::ShownUnits::Bytes::Decimal);
        QCOMPARE(loaded.values.telemetryHz, 2.5);
        QCOMPARE(loaded.values.retention.logDays, 0);
        QCOMPARE(stage.editor<QDoubleSpinBox>("telemetry.rate_hz")->text(),
                 QStringLiteral("2.5 per second"));
        QCOMPARE(stage.editor<QSpinBox>("retention.logs_days")->text(), QStringLiteral("for ever"));
    }

    void aNumberThatWasJustTurnedIsWrittenWhenThePageIsLeft()
    {
        Stage stage;
        stage.editor<QSpinBox>("tasks.priority")->setValue(33);
        stage.center->window().showPage(MainWindow::Queue);
        QCOMPARE(stage.read(), QByteArray("[tasks]\npriority = 33\n"));
    }

    void theWayBackToTheDefaultIsOfferedWhereAValueDiffers()
    {
        Stage stage("[tasks]\npriority = 60 # low\n");
        QVERIFY(stage.reset("tasks.priority")->isVisible());
        QVERIFY(!stage.reset("cpu.threads")->isVisible());
        stage.reset("tasks.priority")->click();
        QCOMPARE(stage.read(), QByteArray("[tasks]\npriority = 50 # low\n"));
        QCOMPARE(stage.editor<QSpinBox>("tasks.priority")->value(), 50);
        QVERIFY(!stage.reset("tasks.priority")->isVisible());
    }

    void whatSomebodyElseWritesIsShownAndInForce()
    {
        Stage stage("[tasks]\npriority = 10\n");
        QCOMPARE(stage.editor<QSpinBox>("tasks.priority")->value(), 10);
        stage.write("[tasks]\npriority = 90\n");
        QTRY_COMPARE(stage.editor<QSpinBox>("tasks.priority")->value(), 90);
        QCOMPARE(stage.applied->priority, 90);
        for (const int priority : {20, 30}) { // every file that comes in its place
            stage.replace("[tasks]\npriority = " + QByteArray::number(priority) + "\n");
            QTRY_COMPARE(stage.editor<QSpinBox>("tasks.priority")->value(), priority);
            QCOMPARE(stage.applied->priority, priority);
        }
        QVERIFY(QFile::remove(stage.file()));
        QTRY_COMPARE(stage.editor<QSpinBox>("tasks.priority")->value(), 50);
    }

    void aFolderThatIsMadeLaterIsFollowedToo()
    {
        Stage stage;
        SettingsBook book(
            (stage.folder.path() + QStringLiteral("/later/settings.toml")).toStdString());
        QVERIFY(QDir(stage.folder.path()).mkdir(QStringLiteral("later")));
        QVERIFY(storeSetting(book.file(), "tasks.priority", std::int64_t{5}));
        QTRY_COMPARE(book.values().priority, 5);
        QVERIFY(storeSetting(book.file(), "tasks.priority", std::int64_t{6}));
        QTRY_COMPARE(book.values().priority, 6);
    }

    void aFileBehindALinkIsFollowed()
    {
        Stage stage;
        QDir folder(stage.folder.path());
        QVERIFY(folder.mkdir(QStringLiteral("repository")));
        const QString real = folder.filePath(QStringLiteral("repository/mine.toml"));
        QVERIFY(storeSetting(real.toStdString(), "tasks.priority", std::int64_t{5}));
        QVERIFY(QFile::link(real, stage.file()));
        const SettingsBook book(stage.file().toStdString());
        QCOMPARE(book.values().priority, 5);
        QVERIFY(storeSetting(real.toStdString(), "tasks.priority", std::int64_t{6}));
        QTRY_COMPARE(book.values().priority, 6);
    }

    void themeAndUnitsFollowTheFile()
    {
        Stage stage("theme = \"light\"\n");
        const MainWindow& window = stage.open();
        QVERIFY(!theme().dark);
        stage.replace("theme = \"dark\"\n[units]\nbytes = \"decimal\"\n");
        QTRY_VERIFY(theme().dark);
        QVERIFY(isChecked(window, "Dark"));
        QCOMPARE(bytesText(Bytes(5'000'000)), QStringLiteral("5\u00a0MB"));
        stage.replace("theme = \"light\"\n");
        QTRY_VERIFY(!theme().dark);
        QCOMPARE(bytesText(Bytes(5 << 20)), QStringLiteral("5\u00a0MiB"));
    }

    void theMenuAndThePageAreOne()
    {
        Stage stage("theme = \"light\"\n");
        stage.choose("theme", "dark");
        QVERIFY(isChecked(stage.center->window(), "Dark"));
        for (QAction* action : stage.center->window().findChildren<QAction*>())
            if (action->text() == QStringLiteral("Light"))
                action->trigger();
        QCOMPARE(stage.editor<QComboBox>("theme")->currentData().toString(),
                 QStringLiteral("light"));
        QCOMPARE(stage.read(), QByteArray("theme = \"light\"\n"));
    }

    void aLanguageIsTakenOnThePageAndThePageStays()
    {
        Stage stage("language = \"en\"\n");
        stage.choose("language", "de");
        QTRY_COMPARE(stage.center->window().findChild<SettingsPage*>() == nullptr
                         ? QString()
                         : stage.center->window().findChild<SettingsPage*>()->accessibleName(),
                     QStringLiteral("Einstellungen"));
        QVERIFY(stage.center->window().page() == MainWindow::Settings);
        QVERIFY(stage.center->window().isVisible());
    }

    void aWindowWithAnOpenDialogIsNotBuiltAnew()
    {
        Stage stage("language = \"en\"\n");
        const MainWindow* before = &stage.open();
        QDialog dialog(&stage.center->window());
        dialog.setModal(true);
        dialog.show();
        stage.replace("language = \"de\"\n[tasks]\npriority = 1\n");
        QTRY_COMPARE(stage.applied ? stage.applied->priority : 0, 1);
        QTest::qWait(0);
        QVERIFY(&stage.center->window() == before);
        dialog.close();
        dialog.setParent(nullptr);
        QTRY_VERIFY(&stage.center->window() != before);
    }

    void problemsAreNamedWithTheirLinesAndTheFileKeepsItsBytes()
    {
        const QByteArray bad = "theme = 7 # odd\n[telemetry]\nrate_hz = \"often\"\n[strange]\n"
                               "[tasks]\npriority = 60\n";
        Stage stage(bad);
        const QString words = stage.words();
        QVERIFY(words.contains(QStringLiteral("The settings file has 3 problems")));
        QVERIFY(words.contains(QStringLiteral("Line 1, theme: one of system, light, dark")));
        QVERIFY(words.contains(QStringLiteral("Line 3, telemetry.rate_hz: a number from 1 to")));
        QVERIFY(words.contains(QStringLiteral("Line 4, strange: no such setting")));
        QCOMPARE(stage.editor<QSpinBox>("tasks.priority")->value(), 60);
        QCOMPARE(stage.editor<QDoubleSpinBox>("telemetry.rate_hz")->value(), 10.0);
        QCOMPARE(stage.read(), bad);
        stage.replace("[tasks]\npriority = 60\n");
        QTRY_VERIFY(!stage.page().findChild<ProblemPanel*>()->isVisible());
    }

    void theProblemBarAsksForTheFileAtTheLine()
    {
        ProblemPanel panel;
        panel.display({{"theme", 12, "odd"}}, false);
        int line = 0;
        connect(&panel, &ProblemPanel::openWanted, this, [&line](int wanted) { line = wanted; });
        auto* open = panel.findChild<QPushButton*>();
        QCOMPARE(open->accessibleName(), QStringLiteral("Open the file at line 12"));
        open->click();
        QCOMPARE(line, 12);
    }

    void aProblemAtTheStartIsHintedAtInTheWindowOnce()
    {
        Stage stage("theme = 7\n");
        MainWindow& window = stage.open();
        SummaryBar* hint = hintOf(window);
        QVERIFY(hint != nullptr && hint->isVisible());
        QCOMPARE(hint->sentence(), QStringLiteral("The settings file has 1 problem."));
        hint->hide();
        stage.replace("theme = 7\n[tasks]\npriority = 1\n");
        QTRY_COMPARE(stage.applied ? stage.applied->priority : 0, 1);
        QVERIFY2(!hint->isVisible(), "who closed it has read it");
        stage.replace("\ntheme = 7\n");
        QTRY_VERIFY(hint->isVisible());
        window.showPage(MainWindow::Settings);
        QVERIFY(!hint->isVisible());
    }

    void aFileThatCannotBeReadChangesNothingInTheOpenWindow()
    {
        Stage stage("theme = \"dark\"\n[tasks]\npriority = 60\n");
        auto* spin = stage.editor<QSpinBox>("tasks.priority");
        stage.replace("theme = \"dark\n[tasks\n");
        auto* panel = stage.page().findChild<ProblemPanel*>();
        QTRY_VERIFY(panel->isVisible());
        QVERIFY(theme().dark);
        QCOMPARE(spin->value(), 60);
        spin->setValue(70);
        stage.page().row("tasks.priority")->field().finish();
        QCOMPARE(stage.read(), QByteArray("theme = \"dark\n[tasks\n"));
        QCOMPARE(spin->value(), 60);
        QVERIFY(stage.words().contains(QStringLiteral("has to be mended first")));
    }

    void aPriceFileThatIsMendedIsNoProblemAnyMore()
    {
        Stage stage("price.file = \"prices.toml\"\n");
        const auto prices = [&](const QByteArray& content) {
            QFile out(stage.folder.filePath(QStringLiteral("prices.toml")));
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(content);
        };
        prices("currency = \"EUR\"\nper_kwh = -1\n");
        QVERIFY2(stage.words().contains(QStringLiteral("prices.toml:2: per_kwh must not be")),
                 qPrintable(stage.words()));
        prices("currency = \"EUR\"\nper_kwh = 1\n");
        QTRY_VERIFY(!stage.words().contains(QStringLiteral("prices.toml:2")));
        auto* line = stage.editor<QLineEdit>("price.file");
        QCOMPARE(line->text(), QStringLiteral("prices.toml"));
        QVERIFY2(stage.editor<QPushButton>("price.file") != nullptr, "a file can be chosen");
    }

    void anEmptyKeyIsNotTakenForTheWholeFile()
    {
        Stage stage("\"\" = 1\n[tasks]\npriority = 60\n");
        QCOMPARE(stage.editor<QSpinBox>("tasks.priority")->value(), 60);
        stage.replace("\"\" = 1\n[tasks]\npriority = 61\n");
        QTRY_COMPARE(stage.editor<QSpinBox>("tasks.priority")->value(), 61);
    }

    void aKindWithoutAnEditorOfItsOwnIsEditedAsText()
    {
        SettingInfo info;
        info.key = "price.file";
        info.kind = static_cast<SettingInfo::Kind>(200);
        SettingField field(info, QStringLiteral("Prices"), {});
        auto* line = field.findChild<QLineEdit*>();
        QCOMPARE(line->accessibleName(), QStringLiteral("Prices"));
        QVERIFY2(field.findChild<QPushButton*>() != nullptr, "a file can be chosen");
        field.put(std::string("/prices.csv"));
        QCOMPARE(line->text(), QStringLiteral("/prices.csv"));
        std::optional<SettingValue> chosen;
        connect(&field, &SettingField::chosen, this,
                [&chosen](const SettingValue& value) { chosen = value; });
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY2(!chosen, "nothing was typed");
        QTest::keyClicks(line, QStringLiteral("2"));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(chosen == SettingValue(std::string("/prices.csv2")));
    }

    void scrollingOverAFieldDoesNotChangeIt()
    {
        Stage stage;
        for (const char* key : {"tasks.priority", "theme", "telemetry.rate_hz"}) {
            QWidget* editor = stage.page().row(key)->field().focusProxy();
            QWheelEvent wheel(QPointF(5, 5), QPointF(5, 5), {}, QPoint(0, -120), Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(editor, &wheel);
        }
        QCOMPARE(stage.editor<QSpinBox>("tasks.priority")->value(), 50);
        QCOMPARE(stage.editor<QComboBox>("theme")->currentIndex(), 0);
        QCOMPARE(stage.editor<QDoubleSpinBox>("telemetry.rate_hz")->value(), 10.0);
    }

    void grantedFoldersAreListedAndRevoked()
    {
        Stage stage;
        auto snapshot = std::make_shared<Snapshot>(*test::fullSnapshot());
        snapshot->grantedFolders = {"/data/photos", "/data/films"};
        stage.engine.publish(snapshot);
        const auto revoke = [&stage](const char* name) -> QPushButton* {
            for (auto* button : stage.page().findChildren<QPushButton*>())
                if (button->accessibleName() == QLatin1String(name))
                    return button;
            return nullptr;
        };
        QTRY_VERIFY(revoke("Revoke /data/films") != nullptr);
        revoke("Revoke /data/photos")->setFocus();
        revoke("Revoke /data/photos")->click();
        QCOMPARE(std::get<command::Revoke>(stage.engine.commands.back()).folder,
                 std::string("/data/photos"));
        snapshot = std::make_shared<Snapshot>(*snapshot);
        snapshot->grantedFolders = {};
        stage.engine.publish(snapshot);
        QTRY_VERIFY(revoke("Revoke /data/films") == nullptr);
        QVERIFY(stage.words().contains(QStringLiteral("None so far.")));
        QVERIFY2(stage.center->window().focusWidget()->accessibleName()
                     == QStringLiteral("Folders that tasks may use"),
                 "the page stays where it is");
    }

    void theShortcutShowsThePage()
    {
        Stage stage;
        MainWindow& window = stage.open();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(window.page() == MainWindow::Settings);
    }
};

QTEST_MAIN(SettingsPageTest)
#include "settings_test.moc"
