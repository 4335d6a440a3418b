#include "compute/launch/disk_cache.h"
#include "compute/vulkan/tuner.h"
#include "core/task/digest.h"
#include "tests/compute/vulkan/operator_runner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace {

using namespace xpu;
using namespace xpu::vulkan;

std::size_t givenToDriver = 0; ///< bytes of earlier runs, by the last device opened
int pipelinesMade = 0;
std::uint32_t lastGroup = 0; ///< invocations of the pipeline made last
PFN_vkCreatePipelineCache realCreateCache = nullptr;
PFN_vkCreateComputePipelines realCreatePipelines = nullptr;

VKAPI_ATTR VkResult VKAPI_CALL watchedCache(VkDevice device, const VkPipelineCacheCreateInfo* info,
                                            const VkAllocationCallbacks* allocator,
                                            VkPipelineCache* cache)
{
    givenToDriver = info->initialDataSize;
    return realCreateCache(device, info, allocator, cache);
}

VKAPI_ATTR VkResult VKAPI_CALL watchedPipelines(VkDevice device, VkPipelineCache cache,
                                                std::uint32_t count,
                                                const VkComputePipelineCreateInfo* infos,
                                                const VkAllocationCallbacks* allocator,
                                                VkPipeline* made)
{
    pipelinesMade += static_cast<int>(count);
    std::memcpy(&lastGroup, infos->stage.pSpecializationInfo->pData, sizeof(lastGroup));
    return realCreatePipelines(device, cache, count, infos, allocator, made);
}

Traits firstTraits()
{
    const auto instance = Instance::create(*openLoader());
    return readTraits(**instance, (*instance)->physicalDevices()->front());
}

Options watched(const QString& folder)
{
    Options options;
    options.cacheFolder = folder.toStdString();
    options.patch = [](DeviceApi& api) {
        realCreateCache = api.vkCreatePipelineCache;
        realCreatePipelines = api.vkCreateComputePipelines;
        api.vkCreatePipelineCache = watchedCache;
        api.vkCreateComputePipelines = watchedPipelines;
    };
    return options;
}

/// y = x + 1 by a kernel compiled at run time.
Launch increment(DeviceHarness& harness)
{
    Launch launch;
    OperatorWork work;
    work.op = &operatorNamed("map");
    work.params["expr"] = std::string("x + 1");
    launch.work = std::make_shared<const Work>(work);
    const TensorSpec spec{DType::F32, Shape{64}};
    launch.inputs = {{"x", harness.nextBuffer(), spec, blockOf(std::vector<float>(64, 1.0F))}};
    launch.outputs = {{"y", harness.nextBuffer(), spec}};
    launch.fetch = {{"y", launch.outputs[0].buffer, spec, nullptr}};
    return launch;
}

float firstOf(const Completion& done)
{
    return done.error || done.produced.empty() ? -1 : valuesOf<float>(*done.produced[0].second)[0];
}

std::span<const std::byte> bytes(const std::string& text) { return std::as_bytes(std::span(text)); }

void overwrite(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(content);
}

} // namespace

class DiskCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasStoredComesBack()
    {
        const QTemporaryDir folder;
        const DiskCache cache(folder.filePath("kernels").toStdString());
        QVERIFY(!cache.find("a"));
        cache.store("a", bytes("first"));
        cache.store("b", bytes(""));
        cache.store("a", bytes("second"));
        QCOMPARE(cache.find("a")->size(), std::size_t{6});
        QCOMPARE(cache.find("b")->size(), std::size_t{0});
        QCOMPARE(QFileInfo(folder.filePath("kernels")).permissions() & QFile::ReadOther,
                 QFile::Permissions());
    }

    void aDamagedFileIsAsGoodAsNone()
    {
        const QTemporaryDir folder;
        const DiskCache cache(folder.path().toStdString());
        cache.store("a", bytes("compiled"));
        const QString file = folder.filePath(QString::fromStdString(task::sha256Of("a")));
        QByteArray content;
        {
            QFile stored(file);
            QVERIFY(stored.open(QIODevice::ReadOnly));
            content = stored.readAll();
        }
        overwrite(file, content.chopped(1));
        QVERIFY(!cache.find("a"));
        content.back() = 'x';
        overwrite(file, content);
        QVERIFY(!cache.find("a"));
        overwrite(file, {});
        QVERIFY(!cache.find("a"));
    }

    void aFolderThatCannotBeUsedKeepsNothing()
    {
        const DiskCache cache("/proc/no/such/place");
        cache.store("a", bytes("x"));
        QVERIFY(!cache.find("a"));
        const DiskCache none("");
        none.store("a", bytes("x"));
        QVERIFY(!none.find("a"));
    }

    void theDriverIsGivenWhatItCompiledInAnEarlierRun()
    {
        const QTemporaryDir folder;
        {
            DeviceHarness first(watched(folder.path()));
            first.start();
            QCOMPARE(firstOf(first.run(increment(first))), 2.0F);
            QCOMPARE(givenToDriver, std::size_t{0});
            first.stop();
        }
        DeviceHarness second(watched(folder.path()));
        second.start();
        QCOMPARE(firstOf(second.run(increment(second))), 2.0F);
        QVERIFY(givenToDriver > 0);
    }

    void damagedCachesChangeNoResult()
    {
        const QTemporaryDir folder;
        {
            DeviceHarness first(watched(folder.path()));
            first.start();
            QCOMPARE(firstOf(first.run(increment(first))), 2.0F);
            first.stop();
        }
        const QDir stored(folder.path());
        const QStringList files = stored.entryList(QDir::Files);
        QVERIFY(files.size() >= 2); // the driver's, and the kernel compiled from text
        for (const QString& file : files)
            overwrite(stored.filePath(file), "nonsense");
        DeviceHarness second(watched(folder.path()));
        second.start();
        QCOMPARE(firstOf(second.run(increment(second))), 2.0F);
        QCOMPARE(givenToDriver, std::size_t{0});
    }

    void anIdleDeviceMeasuresItsSizesAndKeepsThem()
    {
        const QTemporaryDir folder;
        const DiskCache cache(folder.path().toStdString());
        DeviceHarness harness(watched(folder.path()));
        harness.start();
        QTRY_VERIFY_WITH_TIMEOUT(storedTuning(cache, firstTraits()).has_value(), 60'000);
        QCOMPARE(firstOf(harness.run(increment(harness))), 2.0F);
        QCOMPARE(lastGroup, storedTuning(cache, firstTraits())->lineGroup);
    }

    void whatWasMeasuredBeforeIsInForceAgain()
    {
        const QTemporaryDir folder;
        const DiskCache cache(folder.path().toStdString());
        const Traits traits = firstTraits();
        Tuning tuning = traits.tuning;
        tuning.lineGroup = 2 * traits.tuning.lineGroup;
        storeTuning(cache, traits, tuning);
        DeviceHarness harness(watched(folder.path()));
        harness.start();
        QCOMPARE(firstOf(harness.run(increment(harness))), 2.0F);
        QCOMPARE(lastGroup, tuning.lineGroup);
    }

    void whatWasPreparedIsNotCompiledAgain()
    {
        DeviceHarness harness(watched({}));
        harness.start();
        Launch ahead = increment(harness);
        ahead.prepareOnly = true;
        const Completion prepared = harness.run(std::move(ahead));
        QVERIFY(!prepared.error);
        QVERIFY(prepared.produced.empty());
        const int before = pipelinesMade;
        QVERIFY(before > 0);
        QCOMPARE(firstOf(harness.run(increment(harness))), 2.0F);
        QCOMPARE(pipelinesMade, before);
    }
};

QTEST_APPLESS_MAIN(DiskCacheTest)
#include "disk_cache_test.moc"
