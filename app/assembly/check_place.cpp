#include "app/assembly/check_place.h"

#include "compute/onnx/onnx_reader.h"
#include "compute/operators/catalog.h"
#include "core/base/clock.h"
#include "core/history/store.h"
#include "core/settings/places.h"

namespace xpu::assembly {

std::string dataFolderOr(const std::string& dataFolder)
{
    return dataFolder.empty() ? places(processEnvironment()).data : dataFolder;
}

CheckPlace::CheckPlace(const std::string& dataFolder) : machine_(probeMachine({}))
{
    for (const auto& device : machine_.devices)
        infos_.push_back(device->info());
    sandboxAvailable_ = machine_.sandboxAvailable;
    readFolder(dataFolder);
}

CheckPlace::CheckPlace(const std::string& dataFolder, std::vector<DeviceInfo> devices)
    : infos_(std::move(devices))
{
    readFolder(dataFolder);
}

void CheckPlace::readFolder(const std::string& dataFolder)
{
    // No database yet means that nothing was approved or granted.
    const auto store = history::Store::openReadOnly(dataFolderOr(dataFolder) + "/xpu.sqlite");
    if (!store)
        return;
    if (const auto recovered = (*store)->recover()) {
        approvals_.insert(recovered->approvals.begin(), recovered->approvals.end());
        grants_ = recovered->grants;
    }
    if (auto experience = (*store)->experience())
        experience_ = std::move(*experience);
}

CheckResult CheckPlace::check(const std::string& path) const
{
    CheckContext context;
    context.catalog = &operators::BuiltinCatalog::instance();
    context.models = &onnx::OnnxReader::instance();
    context.devices = infos_;
    context.grantedFolders = grants_;
    context.nowUtcMicros = SystemClock().utcMicros();
    context.isApproved = [this](const std::string& digest) { return approvals_.contains(digest); };
    context.sandboxAvailable = sandboxAvailable_;
    const auto source = readTaskSource(path);
    if (!source) {
        CheckResult unreadable;
        unreadable.kind = "unknown";
        unreadable.name = path;
        unreadable.diagnostics.push_back({"E302", Severity::Error, 0, 0, {}, {{"path", path}}});
        return unreadable;
    }
    return checkTask(*source, context);
}

std::vector<const Device*> CheckPlace::devices() const
{
    std::vector<const Device*> all;
    for (const auto& device : machine_.devices)
        all.push_back(device.get());
    return all;
}

Predictor CheckPlace::predictor() const
{
    Predictor predictor(infos_);
    predictor.replay(experience_.all());
    return predictor;
}

} // namespace xpu::assembly
