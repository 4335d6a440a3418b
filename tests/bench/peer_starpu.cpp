// Empty tasks through StarPU's dmda scheduler with its history model and tracing as built:
//   peer_starpu SHAPE N   prints "cpu_us X" and "wall_us X" per task, submission to last completion.
#include "tests/bench/graph_shapes.h"

#include <starpu.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

void nothing(void**, void*) {}

double cpuSeconds()
{
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(use.ru_utime) + seconds(use.ru_stime);
}

double wallSeconds()
{
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

void runOnce(starpu_codelet& codelet, const std::vector<std::vector<std::uint32_t>>& before)
{
    std::vector<starpu_task*> tasks(before.size());
    for (starpu_task*& task : tasks) {
        task = starpu_task_create();
        task->cl = &codelet;
    }
    std::vector<starpu_task*> needed;
    for (std::size_t i = 0; i < before.size(); ++i) {
        needed.clear();
        for (const std::uint32_t p : before[i])
            needed.push_back(tasks[p]);
        if (!needed.empty())
            starpu_task_declare_deps_array(tasks[i], static_cast<unsigned>(needed.size()),
                                           needed.data());
    }
    for (std::size_t i = tasks.size(); i-- > 0;) // successors first: a finished task is destroyed
        if (starpu_task_submit(tasks[i]) != 0)
            std::exit(1);
    starpu_task_wait_for_all();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    setenv("STARPU_SCHED", "dmda", 1);
    // Times of empty tasks scatter; without these two the peer spends its time on warnings.
    setenv("STARPU_SILENT", "1", 1);
    setenv("STARPU_HISTORY_MAX_ERROR", "100000", 1);
    starpu_conf configuration;
    starpu_conf_init(&configuration);
    configuration.ncpus = 2;
    configuration.ncuda = 0;
    configuration.nopencl = 0;
    if (starpu_init(&configuration) != 0)
        return 1;
    static starpu_perfmodel model;
    starpu_perfmodel_init(&model);
    model.type = STARPU_HISTORY_BASED;
    model.symbol = "xpu_bench_empty";
    static starpu_codelet codelet;
    starpu_codelet_init(&codelet);
    codelet.cpu_funcs[0] = nothing;
    codelet.cpu_funcs_name[0] = "nothing";
    codelet.model = &model;
    const auto n = static_cast<std::uint32_t>(std::atoi(argv[2]));
    const auto before = xpu::bench::predecessorsOf(argv[1], n);
    runOnce(codelet, before); // fills the history model
    const double cpu = cpuSeconds();
    const double wall = wallSeconds();
    runOnce(codelet, before);
    std::printf("cpu_us %.4f\nwall_us %.4f\n", 1e6 * (cpuSeconds() - cpu) / n,
                1e6 * (wallSeconds() - wall) / n);
    starpu_shutdown();
    return 0;
}
