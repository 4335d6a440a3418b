// A bare QMainWindow with one QChartView: what any Qt Charts program pays before its first frame.
// Prints "first_frame_ms X" since XPU_STARTED_NS (CLOCK_MONOTONIC) and "memory_mib X".
#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QLineSeries>
#include <QMainWindow>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>

namespace {

double nowNs()
{
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e9 * static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec);
}

class View : public QChartView {
public:
    using QChartView::QChartView;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QChartView::paintEvent(event);
        if (painted_)
            return;
        painted_ = true;
        const char* started = std::getenv("XPU_STARTED_NS");
        std::printf("first_frame_ms %.3f\n",
                    (nowNs() - (started != nullptr ? std::atof(started) : 0)) / 1e6);
        std::fflush(stdout);
        QTimer::singleShot(0, qApp, &QCoreApplication::quit);
    }

private:
    bool painted_ = false;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QMainWindow window;
    auto* series = new QLineSeries;
    for (int i = 0; i < 600; ++i)
        series->append(i, i % 37);
    auto* chart = new QChart;
    chart->addSeries(series);
    chart->createDefaultAxes();
    auto* view = new View(chart);
    window.setCentralWidget(view);
    window.resize(1280, 800);
    window.show();
    return application.exec();
}
