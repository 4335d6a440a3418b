// The window over hand-made data, for looking at it: gallery [light|dark] [en|de] [PAGE] [empty]
#include "tests/ui/support/hand_made.h"
#include "ui/main_window/control_center.h"
#include "ui/main_window/main_window.h"

#include <QApplication>
#include <QTimer>

using namespace xpu;

int main(int argc, char** argv)
{
    const QApplication app(argc, argv);
    const QStringList words = QApplication::arguments();
    const auto word = [&](int i) { return words.size() > i ? words[i].toStdString() : ""; };
    ui::test::FakeEngine engine;
    if (words.size() < 5)
        engine.publish(ui::test::fullSnapshot());
    engine.waiting = ui::test::frames(60);
    for (int i = 0; i < 1000; ++i) {
        history::RunSummary run;
        run.run = RunId::generate();
        run.name = "run-" + std::to_string(1000 - i) + ".xpu.toml";
        run.state = i % 7 == 3 ? "failed" : "done";
        run.startedUtcMicros = 1'763'812'800'000'000LL - i * 600'000'000LL;
        run.predictedS = 40.0 + i % 9;
        run.makespanS = 41.5 + i % 5;
        run.lowerBoundS = 37.0;
        run.energyJ = 910.0 + i;
        run.energyQuality = "modelled";
        run.steps = 21;
        engine.runs.push_back(run);
    }
    engine.report.run.summary = engine.runs.front();
    const auto full = ui::test::fullSnapshot();
    for (const StepView& s : *full->queue.front()->steps) {
        history::StepFinished step;
        step.step = s.id;
        step.device = s.device;
        step.operation = s.operation;
        step.predictedS = 1.9;
        step.actualS = s.actual ? std::optional(s.actual->count()) : std::nullopt;
        step.startedUtcMicros = s.startedUtcMicros.value_or(0);
        step.finishedUtcMicros = s.finishedUtcMicros.value_or(0);
        engine.report.run.steps.push_back(step);
    }
    engine.report.devices = {{"vulkan:0", 14, 26.1, 0.63, 700.0, 600 << 20, 150 << 20, {}},
                             {"cpu", 7, 13.9, 0.33, 210.0, 300 << 20, 90 << 20, {}}};
    engine.report.operations = {{"image.gauss", "vulkan:0", 14, 1.86, 2.1, 26.1, 0.04}};
    engine.report.gapToBound = 0.12;
    engine.report.stepFootprints.resize(engine.report.run.steps.size());
    Settings settings;
    settings.language = words.size() > 2 ? word(2) : "system";
    settings.theme = word(1) == "dark" ? Theme::Dark : Theme::Light;
    ui::ControlCenter center(engine.door(), settings);
    center.show();
    if (words.size() > 3)
        center.window().showPage(static_cast<ui::MainWindow::Page>(words[3].toInt()));
    return QApplication::exec();
}
