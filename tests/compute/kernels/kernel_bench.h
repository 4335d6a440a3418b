#pragma once

#include "compute/kernels/kernel_device.h"
#include "compute/operators/catalog.h"
#include "core/task/digest.h"

#include <QFile>
#include <QTemporaryDir>

#include <condition_variable>
#include <mutex>

namespace xpu::kernels {

/// One kernel with its values, as an engine would hand it over.
struct KernelCase {
    std::string language = "glsl";
    std::string entry = "main";
    QByteArray source;
    struct Value {
        std::string name;
        std::vector<float> data;
    };
    std::vector<Value> in;
    std::vector<std::pair<std::string, std::size_t>> out; ///< names and elements
    Params params;
    std::string twin; ///< operator
    Params twinParams;
    std::optional<double> compare;
    Seconds timeout{0};
    bool changedSince = false; ///< the file, after it was checked
};

/// A device whose worker is the real one, in the real sandbox.
class KernelBench {
public:
    explicit KernelBench(const std::string& driver, KernelTimes times = {},
                         std::vector<WorkerPlace> peers = {})
    {
        DeviceInfo base;
        base.id = driver + ":0";
        base.driver = driver;
        base.kind = DeviceClass::Gpu;
        base.memory = 1_GiB;
        sandbox::SandboxOptions options;
        options.worker = XPU_BIN_DIR "/xpu-worker";
        device = makeKernelDevice(base, {driver, 0}, std::move(peers), options, times);
        device->start({.completed =
                           [this](Completion c) {
                               const std::lock_guard lock(mutex_);
                               done_.push_back(std::move(c));
                               arrived_.notify_all();
                           },
                       .progress = {}});
    }
    ~KernelBench() { device.reset(); }

    LaunchId submit(const KernelCase& kernel)
    {
        const QString path = folder.filePath(QStringLiteral("kernel%1").arg(++last_));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(kernel.changedSince ? kernel.source + "\n" : kernel.source);
        file.close();
        auto user = std::make_shared<UserKernel>();
        user->language = kernel.language;
        user->file = "kernel.src";
        user->path = path.toStdString();
        user->sha256 = task::sha256Of(kernel.source.toStdString());
        user->entry = kernel.entry;
        user->compare = kernel.compare;
        user->timeout = kernel.timeout;
        auto info = std::make_shared<OperatorInfo>();
        info->name = "kernel";
        info->kernel = user;
        OperatorWork work;
        work.op = info.get();
        work.own = info;
        work.params = kernel.params;
        if (!kernel.twin.empty()) {
            OperatorWork twin;
            twin.op = operators::BuiltinCatalog::instance().find(kernel.twin);
            twin.params = kernel.twinParams;
            work.twin = std::make_shared<const OperatorWork>(std::move(twin));
        }
        Launch launch;
        launch.id = LaunchId(last_);
        for (const KernelCase::Value& value : kernel.in) {
            auto block = *HostBlock::allocate(Bytes(value.data.size() * sizeof(float)));
            std::ranges::copy(value.data, block->as<float>().begin());
            launch.inputs.push_back({value.name,
                                     BufferId(last_ * 100 + launch.inputs.size()),
                                     {DType::F32, {value.data.size()}},
                                     block});
        }
        for (const auto& [name, elements] : kernel.out)
            launch.outputs.push_back({name,
                                      BufferId(last_ * 100 + 50 + launch.outputs.size()),
                                      {DType::F32, {elements}}});
        launch.work = std::make_shared<const Work>(std::move(work));
        device->submit(std::move(launch));
        return LaunchId(last_);
    }
    Completion wait(LaunchId id)
    {
        std::unique_lock lock(mutex_);
        for (;;) {
            for (const Completion& c : done_)
                if (c.id == id)
                    return c;
            arrived_.wait(lock);
        }
    }
    Completion run(const KernelCase& kernel) { return wait(submit(kernel)); }

    QTemporaryDir folder;
    std::unique_ptr<Device> device;

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<Completion> done_;
    std::uint64_t last_ = 0;
};

inline std::string said(const Completion& done)
{
    return done.error ? done.error->errorCode + " " + done.error->message : "";
}

inline std::vector<float> result(const Completion& done, std::size_t output = 0)
{
    if (done.produced.size() <= output)
        return {};
    const auto values = done.produced[output].second->as<float>();
    return {values.begin(), values.end()};
}

} // namespace xpu::kernels
