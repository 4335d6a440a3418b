#include "core/wording/shown_units.h"
#include "tests/ui/support/hand_made.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/files/editor.h"
#include "ui/queue/kernel_dialog.h"
#include "ui/queue/queue_actions.h"
#include "ui/queue/queue_delegate.h"
#include "ui/queue/queue_filter.h"
#include "ui/queue/queue_model.h"
#include "ui/queue/queue_page.h"
#include "ui/queue/queue_view.h"
#include "ui/queue/summary_bar.h"
#include "ui/text/format.h"
#include "ui/why/step_menu.h"

#include <QAction>
#include <QDialog>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace xpu;
using namespace xpu::ui;

namespace {

void writeFile(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

void clickNamed(const QWidget& parent, const QString& caption)
{
    for (auto* button : parent.findChildren<QPushButton*>())
        if (button->text() == caption)
            return button->click();
    QFAIL("no such button");
}

/// A page over a fake engine, shown.
struct Stage {
    test::FakeEngine engine;
    EngineBridge bridge;
    QueuePage page;
    QueueView& view;

    explicit Stage(std::shared_ptr<const Snapshot> snapshot = test::fullSnapshot())
        : bridge((engine.publish(std::move(snapshot)), engine.door())),
          page(bridge),
          view(*page.findChild<QueueView*>())
    {
        page.resize(1100, 700);
        page.show();
        if (!QTest::qWaitForWindowExposed(&page))
            qFatal("no window");
    }

    QPoint upperHalfOf(int row) const
    {
        return {60, view.rowViewportPosition(row) + view.rowHeight(row) / 4};
    }
    QPoint below() const { return {60, view.viewport()->height() - 4}; }

    void drop(const QMimeData& mime, QPoint at, Qt::KeyboardModifiers keys = {})
    {
        QWidget* target = view.viewport();
        const Qt::DropActions all = Qt::CopyAction | Qt::MoveAction;
        QDragEnterEvent enter(at, all, &mime, Qt::LeftButton, keys);
        QCoreApplication::sendEvent(target, &enter);
        QDragMoveEvent move(at, all, &mime, Qt::LeftButton, keys);
        QCoreApplication::sendEvent(target, &move);
        QVERIFY(move.isAccepted());
        QDropEvent drop(at, all, &mime, Qt::LeftButton, keys);
        QCoreApplication::sendEvent(target, &drop);
        QVERIFY(drop.isAccepted());
    }

    template <class T>
    T last()
    {
        const Command& command = engine.commands.back();
        if (!std::holds_alternative<T>(command))
            qFatal("another command");
        return std::get<T>(command);
    }
    TaskId id(int row) const { return bridge.snapshot()->queue[static_cast<std::size_t>(row)]->id; }
};

void setFiles(QMimeData& mime, const QStringList& paths)
{
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls << QUrl::fromLocalFile(path);
    mime.setUrls(urls);
}

} // namespace

class QueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEnergyInWattHoursKeepsItsUnit()
    {
        const Stage stage;
        wording::showUnits({.energy = wording::ShownUnits::Energy::WattHour});
        QStringList texts;
        for (const double joules : {0.2, 0.98, 2700.0, 123'456.0, 98'765'432.0})
            texts << QStringLiteral("≈ ") + energyText(Joules(joules));
        wording::showUnits({});
        constexpr int kMargins = 16;
        for (const QString& text : texts)
            QVERIFY2(stage.view.fontMetrics().horizontalAdvance(text) + kMargins
                         <= stage.view.columnWidth(QueueModel::Energy),
                     qPrintable(text));
    }

    void filesDroppedBetweenRowsKeepTheirOrderAndRow()
    {
        Stage stage;
        QMimeData mime;
        setFiles(mime, {QStringLiteral("/t/b.xpu.toml"), QStringLiteral("/t/a.xpu.toml")});
        stage.drop(mime, stage.upperHalfOf(2));
        const auto submit = stage.last<command::Submit>();
        QCOMPARE(submit.row, 2);
        QVERIFY(!submit.held);
        QVERIFY((submit.paths == std::vector<std::string>{"/t/b.xpu.toml", "/t/a.xpu.toml"}));
    }

    void filesDroppedBelowTheRowsAreAppended()
    {
        Stage stage;
        QMimeData mime;
        setFiles(mime, {QStringLiteral("/t/a.xpu.toml")});
        stage.drop(mime, stage.below());
        QCOMPARE(stage.last<command::Submit>().row, -1);
    }

    void filesOfASecondStartGoBeforeTheRowThatWasChosen()
    {
        Stage stage;
        QCOMPARE(stage.engine.standsAt, -1); // the first row is selected, but nobody chose it
        stage.view.selectRow(2);
        QCOMPARE(stage.engine.standsAt, 2);
        stage.view.clearSelection();
        QCOMPARE(stage.engine.standsAt, -1);
    }

    void theRowSelectedByItselfCountsOnceItIsPressed()
    {
        Stage stage;
        QTest::mouseClick(stage.view.viewport(), Qt::LeftButton, {}, stage.upperHalfOf(0));
        QCOMPARE(stage.engine.standsAt, 0);
    }

    void controlAddsThemHeld()
    {
        Stage stage;
        QMimeData mime;
        setFiles(mime, {QStringLiteral("/t/a.xpu.toml")});
        stage.drop(mime, stage.upperHalfOf(0), Qt::ControlModifier);
        const auto submit = stage.last<command::Submit>();
        QVERIFY(submit.held);
        QCOMPARE(submit.row, 0);
    }

    void aFolderStandsForItsTaskFiles()
    {
        QTemporaryDir folder;
        for (const char* name : {"b.xpu.toml", "a.xpu.toml", "notes.txt"}) {
            QFile file(folder.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        Stage stage;
        QMimeData mime;
        setFiles(mime, {folder.path()});
        stage.drop(mime, stage.below());
        QTRY_VERIFY(!stage.engine.commands.empty());
        const auto submit = stage.last<command::Submit>();
        QCOMPARE(submit.paths.size(), std::size_t{2});
        QVERIFY(submit.paths[0].ends_with("/a.xpu.toml"));
        QVERIFY(submit.paths[1].ends_with("/b.xpu.toml"));
    }

    void manyFilesOfAFolderAreAddedOnlyWhenAgreed()
    {
        QTemporaryDir folder;
        for (int i = 0; i < 51; ++i) {
            QFile file(folder.filePath(QStringLiteral("%1.xpu.toml").arg(i)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        Stage stage;
        stage.page.submit({folder.path().toStdString()}, -1, false);
        auto* bar = stage.page.findChild<SummaryBar*>();
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(stage.engine.commands.empty());
        clickNamed(*bar, QStringLiteral("&Add all of them"));
        QCOMPARE(stage.last<command::Submit>().paths.size(), std::size_t{51});
    }

    void aDoubleIsTakenOnlyWhenAskedForAgain()
    {
        Stage stage;
        stage.engine.answer.tasks = {stage.id(3)};
        stage.page.submit({"/t/double.xpu.toml"}, 1, true);
        QVERIFY(!stage.last<command::Submit>().again);
        auto* bar = stage.page.findChild<SummaryBar*>();
        QTRY_COMPARE(bar->sentence(), QStringLiteral("double.xpu.toml is already queued at #4"));
        clickNamed(*bar, QStringLiteral("&Add again"));
        const auto again = stage.last<command::Submit>();
        QVERIFY(again.again && again.held && again.row == 1);
        QVERIFY((again.paths == std::vector<std::string>{"/t/double.xpu.toml"}));
    }

    void aRowWhosePathLeavesItsFolderOffersToAllowTheOther()
    {
        auto row = std::make_shared<TaskView>(*ui::test::task("far", TaskState::Rejected));
        row->path = "/home/ada/job/far.xpu.toml";
        row->diagnostics = {{"E301", Severity::Error, 4, 1, {}, {{"path", "../data/*/x.png"}}}};
        QCOMPARE(folderToAllow(*row), QStringLiteral("/home/ada/data"));
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->queue = {row};
        Stage stage(snapshot);
        for (const PlacedButton& placed : stage.view.delegate().buttonsAt(0))
            if (placed.button == RowButton::Allow)
                QTest::mouseClick(stage.view.viewport(), Qt::LeftButton, {}, placed.rect.center());
        QCOMPARE(stage.last<command::Grant>().folder, std::string("/home/ada/data"));
    }

    void aSavedFileOfARejectedRowIsCheckedAgain_data()
    {
        QTest::addColumn<bool>("replaced");
        QTest::newRow("written in place") << false;
        QTest::newRow("put in its place") << true;
    }

    void aSavedFileOfARejectedRowIsCheckedAgain()
    {
        QFETCH(const bool, replaced);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("bad.xpu.toml"));
        writeFile(path, "xpu = 2");
        auto row = std::make_shared<TaskView>(*ui::test::task("bad", TaskState::Rejected));
        row->path = path.toStdString();
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->queue = {row};
        Stage stage(snapshot);
        if (replaced) {
            writeFile(path + u'~', "xpu = 1 # mended");
            QVERIFY(QFile::remove(path) && QFile::rename(path + u'~', path));
        } else {
            writeFile(path, "xpu = 1 # mended");
        }
        QTRY_VERIFY(!stage.engine.commands.empty());
        QVERIFY((stage.last<command::Recheck>().tasks == std::vector{row->id}));
    }

    void theEditorOpensAtTheLine()
    {
        const auto nothing = [](const char*) { return QString(); };
        const auto has = [](const QString& wanted) {
            return [wanted](const QString& program) {
                return program == wanted ? QStringLiteral("/bin/") + program : QString();
            };
        };
        const QString file = QStringLiteral("/t/50%c.txt");
        auto command = editorCommand(file, 14, 3, nothing, has(QStringLiteral("gedit")));
        QCOMPARE(command.program, QStringLiteral("/bin/gedit"));
        QCOMPARE(command.arguments, (QStringList{QStringLiteral("+14:3"), file}));
        const auto visual = [](const char* name) {
            return qstrcmp(name, "VISUAL") == 0 ? QStringLiteral("code --wait")
                                                : QStringLiteral("vi");
        };
        command = editorCommand(file, 0, 0, visual, has(QStringLiteral("code")));
        QCOMPARE(command.arguments,
                 (QStringList{QStringLiteral("--goto"), file + QStringLiteral(":1:1")}));
        QVERIFY(editorCommand(file, 1, 1, visual, has(QStringLiteral("vi"))).program.isEmpty());
    }

    void draggedRowsGoBeforeTheRowUnderTheLine()
    {
        Stage stage;
        const auto& model = *static_cast<QueueModel*>(stage.view.model());
        const std::unique_ptr<QMimeData> mime(
            model.mimeData({model.index(5, 0), model.index(3, 0), model.index(3, 1)}));
        stage.drop(*mime, stage.upperHalfOf(1));
        auto move = stage.last<command::Move>();
        QVERIFY((move.tasks == std::vector<TaskId>{stage.id(3), stage.id(5)}));
        QVERIFY(move.before == stage.id(1));
        stage.drop(*mime, stage.below());
        move = stage.last<command::Move>();
        QVERIFY(!move.before);
    }

    void keysMoveTheSelectedRow_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("before"); // row now in front of which it goes; -1 = the end
        QTest::newRow("up") << int(Qt::Key_Up) << 1;
        QTest::newRow("down") << int(Qt::Key_Down) << 4;
        QTest::newRow("first") << int(Qt::Key_Home) << 0;
        QTest::newRow("last") << int(Qt::Key_End) << -1;
    }

    void keysMoveTheSelectedRow()
    {
        QFETCH(int, key);
        QFETCH(int, before);
        Stage stage;
        stage.view.selectRow(2);
        stage.view.setFocus();
        QTest::keyClick(&stage.view, static_cast<Qt::Key>(key), Qt::AltModifier);
        const auto move = stage.last<command::Move>();
        QVERIFY((move.tasks == std::vector<TaskId>{stage.id(2)}));
        QVERIFY(move.before == (before < 0 ? TaskId() : stage.id(before)));
    }

    void deleteRemovesWhatIsSelected()
    {
        Stage stage;
        stage.view.selectRow(1);
        stage.view.setFocus();
        QTest::keyClick(&stage.view, Qt::Key_Delete);
        QVERIFY((stage.last<command::Remove>().tasks == std::vector<TaskId>{stage.id(1)}));
    }

    void actionsFollowTheStateOfTheSelection()
    {
        Stage stage;
        const QueueActions& actions = stage.page.actions();
        stage.view.selectRow(0); // running
        QVERIFY(actions.pause->isEnabled());
        QVERIFY(!actions.resume->isEnabled());
        QVERIFY(!actions.approve->isEnabled());
        stage.view.selectRow(2); // held, needs approval
        QVERIFY(actions.release->isEnabled());
        QVERIFY(actions.approve->isEnabled());
        stage.view.selectRow(4); // interrupted
        QVERIFY(actions.resume->isEnabled());
        QVERIFY(actions.cancel->isEnabled());
        stage.view.clearSelection();
        QVERIFY(!actions.remove->isEnabled());
    }

    void anInterruptedRowOffersResumeAndGiveUp()
    {
        Stage stage;
        const auto buttons = stage.view.delegate().buttonsAt(4);
        QCOMPARE(buttons.size(), std::size_t{2});
        for (const PlacedButton& placed : buttons) {
            QTest::mouseClick(stage.view.viewport(), Qt::LeftButton, {}, placed.rect.center());
            if (placed.button == RowButton::Resume)
                QVERIFY((stage.last<command::Resume>().tasks == std::vector{stage.id(4)}));
            else
                QVERIFY((stage.last<command::Cancel>().tasks == std::vector{stage.id(4)}));
        }
        QCOMPARE(stage.engine.commands.size(), std::size_t{2});
    }

    void approvalIsSentOnlyAfterTheDialogAgrees()
    {
        Stage stage;
        stage.view.selectRow(2);
        stage.page.actions().approve->trigger();
        auto* dialog = stage.page.findChild<QDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->reject();
        QVERIFY(stage.engine.commands.empty());
        stage.page.actions().approve->trigger();
        for (QDialog* open : stage.page.findChildren<QDialog*>())
            if (open->isVisible())
                open->accept();
        QVERIFY((stage.last<command::Approve>().tasks == std::vector{stage.id(2)}));
    }

    void pausingTheQueueNamesNoTask()
    {
        Stage stage;
        stage.page.actions().pauseQueue->trigger();
        QVERIFY(stage.last<command::Pause>().tasks.empty());
    }

    void thePauseActionTellsOfAPauseMadeElsewhere()
    {
        Stage stage;
        QAction* action = stage.page.actions().pauseQueue;
        QString told;
        QObject::connect(action, &QAction::changed, action, [&] { told = action->text(); });
        auto next = std::make_shared<Snapshot>(*stage.bridge.snapshot());
        next->queuePaused = !next->queuePaused;
        const QString before = action->text();
        stage.engine.publish(next);
        QCoreApplication::processEvents();
        QVERIFY(!told.isEmpty());
        QVERIFY(told != before);
    }

    void selectionStaysWithItsTaskWhenRowsMove()
    {
        Stage stage;
        stage.view.selectRow(3);
        const TaskId chosen = stage.id(3);
        auto next = std::make_shared<Snapshot>(*stage.bridge.snapshot());
        std::rotate(next->queue.begin(), next->queue.begin() + 3, next->queue.end());
        stage.engine.publish(next);
        QCoreApplication::processEvents();
        QVERIFY((stage.view.selectedTasks() == std::vector{chosen}));
        QCOMPARE(stage.view.selectionModel()->selectedRows().front().row(), 0);
    }

    void oneSummaryForManyFiles()
    {
        Stage stage;
        auto next = std::make_shared<Snapshot>();
        for (int i = 0; i < 9; ++i)
            next->queue.push_back(
                test::task("x", i < 7 ? TaskState::Queued : TaskState::Rejected, i + 1));
        for (const auto& row : next->queue)
            stage.engine.answer.tasks.push_back(row->id);
        stage.engine.answer.inverse = command::Remove{stage.engine.answer.tasks};
        stage.page.submit({"a", "b"}, -1, false);
        QCoreApplication::processEvents();
        auto* bar = stage.page.findChild<SummaryBar*>();
        QVERIFY(!bar->isVisible());
        stage.engine.publish(next);
        QCoreApplication::processEvents();
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->sentence(), QStringLiteral("7 added, 2 rejected"));
    }

    void anEmptyQueueOffersSamples()
    {
        Stage stage(std::make_shared<Snapshot>());
        QVERIFY(!stage.view.isVisible());
        const auto buttons = stage.page.findChildren<QWidget*>(QString());
        int samples = 0;
        for (QWidget* widget : buttons)
            if (widget->isVisible()
                && widget->accessibleName().startsWith(QStringLiteral("Run the sample"))) {
                ++samples;
                QTest::mouseClick(widget, Qt::LeftButton);
            }
        QCOMPARE(samples, 3);
        QCoreApplication::processEvents(); // what becomes of a copy comes as a message
        // The user's copy: installed samples lie where nobody may write results.
        QVERIFY((stage.last<command::Submit>().paths
                 == std::vector<std::string>{"/home/me/samples/sweep.xpu.toml"}));
    }

    void theSummaryOfARemovalGoesWithItsUndo()
    {
        Stage stage;
        auto* bar = stage.page.findChild<SummaryBar*>();
        bar->say(QStringLiteral("1 row removed"), command::Restore{{stage.id(0)}});
        QVERIFY(bar->isVisible());
        stage.page.actions().undo->setEnabled(true);
        stage.page.actions().undo->trigger();
        QVERIFY(!bar->isVisible());
        stage.last<command::Undo>();
    }

    void aFilterHidesRowsWithoutItsWordsAndGivesThemBack()
    {
        Stage stage;
        auto* filter = stage.page.findChild<QueueFilter*>();
        QVERIFY(filter->isHidden());
        stage.page.openFilter();
        auto* words = filter->findChild<QLineEdit*>();
        const QString name =
            QString::fromStdString(stage.bridge.snapshot()->queue.front()->name).toUpper();
        words->setText(name);
        QVERIFY(!stage.view.isRowHidden(0));
        words->setText(QStringLiteral("no task is called so"));
        for (int row = 0; row < stage.view.model()->rowCount(); ++row)
            QVERIFY(stage.view.isRowHidden(row));
        QTest::keyClick(words, Qt::Key_Escape);
        QVERIFY(filter->isHidden());
        QVERIFY(!stage.view.isRowHidden(0));
    }

    void everyWordOfAFilterMustStandSomewhere()
    {
        TaskView task = *test::task("Soften scans", TaskState::Held);
        task.path = "/data/pictures/soften.xpu.toml";
        QVERIFY(QueueFilter::matches(task, {}));
        QVERIFY(QueueFilter::matches(task, {QStringLiteral("PICTURES"), QStringLiteral("soften")}));
        QVERIFY(QueueFilter::matches(task, {QStringLiteral("held")}));
        QVERIFY(!QueueFilter::matches(task, {QStringLiteral("held"), QStringLiteral("gauss")}));
    }

    void theMenuOfAStepSendsWhatItSays()
    {
        Stage stage;
        StepMenu steps(stage.bridge, stage.page);
        auto task = std::make_shared<TaskView>(*test::task("t", TaskState::Failed));
        StepView step;
        step.id = "gauss[3]";
        step.state = StepState::Failed;
        QMenu menu;
        steps.fill(menu, task, step);
        const auto choose = [&](const QString& name) {
            for (QAction* action : menu.actions())
                if (action->text() == name && action->isEnabled())
                    return action->trigger();
            QFAIL(qPrintable(name));
        };
        stage.engine.commands.clear();
        choose(QStringLiteral("Run &up to here"));
        choose(QStringLiteral("&Skip it and go on"));
        choose(QStringLiteral("Run &every step again"));
        QCOMPARE(stage.engine.commands.size(), std::size_t{3});
        QCOMPARE(std::get<command::RunUpTo>(stage.engine.commands[0]).step, std::string("gauss"));
        QCOMPARE(std::get<command::SkipStep>(stage.engine.commands[1]).step,
                 std::string("gauss[3]"));
        QVERIFY(std::get<command::RunEveryStep>(stage.engine.commands[2]).every);
        task->state = TaskState::Running;
        menu.clear();
        steps.fill(menu, task, step);
        for (QAction* action : menu.actions())
            QVERIFY(!action->isEnabled() || action->isSeparator());
    }

    void aDroppedKernelAsksWhatItWorksOnAndBecomesATask()
    {
        const QTemporaryDir folder;
        const QString kernel = folder.filePath(QStringLiteral("scale.comp"));
        writeFile(kernel, "void main() {}");
        writeFile(folder.filePath(QStringLiteral("scale.xpu.toml")), "mine");
        Stage stage;
        stage.engine.commands.clear();
        stage.engine.sketch.language = "glsl";
        stage.engine.sketch.buffers = {{"X", false}, {"Y", true}};
        stage.engine.sketch.push = {"factor"};
        QMimeData mime;
        setFiles(mime, {kernel});
        stage.drop(mime, stage.upperHalfOf(1));
        QTRY_VERIFY(stage.page.findChild<KernelDialog*>() != nullptr);
        QVERIFY(stage.engine.commands.empty());
        auto* dialog = stage.page.findChild<KernelDialog*>();
        auto* add = dialog->findChildren<QPushButton*>().first();
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("&Write and add"))
                add = button;
        QVERIFY(!add->isEnabled()); // nobody knows the shape of Y
        const auto tables = dialog->findChildren<QTableWidget*>();
        tables[0]->item(0, 2)->setText(QStringLiteral("in \"x\".npy"));
        tables[0]->item(1, 4)->setText(QStringLiteral("64 x 32"));
        QVERIFY(!add->isEnabled()); // nor the factor
        tables[1]->item(0, 1)->setText(QStringLiteral("inf"));
        QVERIFY(!add->isEnabled());
        tables[1]->item(0, 1)->setText(QStringLiteral("2.5"));
        QVERIFY(add->isEnabled());
        add->click();
        const QString task = folder.filePath(QStringLiteral("scale-2.xpu.toml"));
        QFile file(task);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("xpu = 1\n"
                                            "name = \"scale\"\n"
                                            "\n"
                                            "[[step]]\n"
                                            "id = \"kernel\"\n"
                                            "[step.kernel]\n"
                                            "glsl = \"scale.comp\"\n"
                                            "[step.in]\n"
                                            "X = { file = \"in \\\"x\\\".npy\" }\n"
                                            "[step.out]\n"
                                            "Y = { file = \"Y.npy\", dtype = \"f32\", shape = "
                                            "[64, 32] }\n"
                                            "[step.push]\n"
                                            "factor = 2.5e+00\n"));
        const auto submit = stage.last<command::Submit>();
        QCOMPARE(submit.row, 1);
        QCOMPARE(submit.paths, std::vector<std::string>{task.toStdString()});
    }
};

QTEST_MAIN(QueueTest)
#include "queue_test.moc"
