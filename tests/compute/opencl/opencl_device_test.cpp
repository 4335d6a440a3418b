#include "compute/opencl/device_table.h"
#include "compute/opencl/embedded_kernels.h"
#include "compute/opencl/opencl_driver.h"
#include "compute/opencl/probe.h"
#include "compute/operators/catalog.h"
#include "tests/compute/operators/device_runner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <numeric>

namespace {

using namespace xpu;
using namespace xpu::tests;

constexpr const char* kLoader = "libOpenCL.so.1";

std::vector<float> ramp(std::size_t count)
{
    std::vector<float> values(count);
    std::iota(values.begin(), values.end(), 1.0F);
    return values;
}

Value floats(const std::vector<float>& values)
{
    auto block = HostBlock::allocate(Bytes(values.size() * sizeof(float))).value();
    std::memcpy(block->data(), values.data(), values.size() * sizeof(float));
    return {"x", {DType::F32, Shape{values.size()}}, block};
}

/// y = x + 1 on the first device.
Completion increment(DeviceRunner& runner, const std::vector<float>& values)
{
    const OperatorInfo& map = *operators::BuiltinCatalog::instance().find("map");
    const Value x = floats(values);
    return runner.run(map, {x}, {x.spec}, {{"expr", std::string("x + 1")}});
}

bool isIncremented(const Completion& done, const std::vector<float>& values)
{
    if (done.error || done.produced.size() != 1)
        return false;
    const auto y = done.produced[0].second->as<float>();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (y[i] != values[i] + 1)
            return false;
    return y.size() == values.size();
}

cl_int CL_API_CALL noDevices(cl_platform_id, cl_device_type, cl_uint, cl_device_id*, cl_uint*)
{
    return CL_DEVICE_NOT_FOUND;
}

cl_int CL_API_CALL noPlatforms(cl_uint, cl_platform_id*, cl_uint*) { return -1001; }

cl_context CL_API_CALL noContext(const cl_context_properties*, cl_uint, const cl_device_id*,
                                 void(CL_CALLBACK*)(const char*, const void*, std::size_t, void*),
                                 void*, cl_int* code)
{
    *code = CL_OUT_OF_RESOURCES;
    return nullptr;
}

cl_int CL_API_CALL lostQueue(cl_command_queue) { return CL_DEVICE_NOT_AVAILABLE; }

int builtFromText = 0;
decltype(opencl::Api::clCreateProgramWithSource) realFromText = nullptr;

cl_program CL_API_CALL countedFromText(cl_context context, cl_uint count, const char** text,
                                       const std::size_t* lengths, cl_int* code)
{
    ++builtFromText;
    return realFromText(context, count, text, lengths, code);
}

void countTexts(opencl::Api& api)
{
    builtFromText = 0;
    realFromText = api.clCreateProgramWithSource;
    api.clCreateProgramWithSource = countedFromText;
}

/// The device's binary of a program with one kernel, as an offline compiler would leave it.
QByteArray binaryOf(const opencl::Api& api, const opencl::Found& found, const char* text)
{
    cl_int code = CL_SUCCESS;
    cl_context context = api.clCreateContext(nullptr, 1, &found.device, nullptr, nullptr, &code);
    cl_program program = api.clCreateProgramWithSource(context, 1, &text, nullptr, &code);
    api.clBuildProgram(program, 1, &found.device, "", nullptr, nullptr);
    std::size_t size = 0;
    api.clGetProgramInfo(program, CL_PROGRAM_BINARY_SIZES, sizeof(size), &size, nullptr);
    QByteArray binary(static_cast<qsizetype>(size), '\0');
    char* to = binary.data();
    api.clGetProgramInfo(program, CL_PROGRAM_BINARIES, sizeof(to), &to, nullptr);
    api.clReleaseProgram(program);
    api.clReleaseContext(context);
    return binary;
}

launch::Watch nobody()
{
    return {[] { return false; }, [](double) {}, [] {}, [] {}};
}

} // namespace

class OpenclDeviceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyDeviceIsListed()
    {
        const auto devices = opencl::probeWith(kLoader, {});
        QCOMPARE(devices.size(), std::size_t{2}); // "pthread" and "basic"
        const DeviceInfo& info = devices.front()->info();
        QCOMPARE(info.id, std::string("opencl:0"));
        QCOMPARE(devices.back()->info().id, std::string("opencl:1"));
        QCOMPARE(info.driver, std::string("opencl"));
        QVERIFY2(info.unusableReason.empty(), info.unusableReason.c_str());
        QVERIFY(info.kind == DeviceClass::Cpu);
        QCOMPARE(info.label, std::string("software"));
        QVERIFY(!info.friendlyName.empty() && !info.driverVersion.empty());
        QVERIFY(info.memory > 64_MiB);
        QVERIFY(info.maxPower > info.idlePower);
    }

    void missingLoaderIsAReason()
    {
        const auto devices = opencl::probeWith("libno-such-loader.so", {});
        QCOMPARE(devices.size(), std::size_t{1});
        QVERIFY(devices.front()->info().unusableReason.find("libno-such-loader.so")
                != std::string::npos);
        DeviceRunner runner(*devices.front());
        const Completion done = increment(runner, ramp(4));
        QVERIFY(done.error && done.error->code == Errc::Unsupported);
    }

    void aLibraryThatIsNoLoaderIsAReason()
    {
        const auto devices = opencl::probeWith("libm.so.6", {});
        QVERIFY(devices.front()->info().unusableReason.find("clGetPlatformIDs")
                != std::string::npos);
    }

    void aPlatformWithoutDevicesIsAReason()
    {
        const auto devices = opencl::probeWith(
            kLoader, {.patch = [](opencl::Api& api) { api.clGetDeviceIDs = noDevices; }});
        QCOMPARE(devices.size(), std::size_t{1});
        QVERIFY(devices.front()->info().unusableReason.find("CL_DEVICE_NOT_FOUND")
                != std::string::npos);
    }

    void noPlatformIsAReason()
    {
        const auto devices = opencl::probeWith(
            kLoader, {.patch = [](opencl::Api& api) { api.clGetPlatformIDs = noPlatforms; }});
        QVERIFY(devices.front()->info().unusableReason.find("CL_PLATFORM_NOT_FOUND_KHR")
                != std::string::npos);
    }

    void aDriverThatDoesNotOpenIsAReason()
    {
        const auto devices = opencl::probeWith(
            kLoader, {.patch = [](opencl::Api& api) { api.clCreateContext = noContext; }});
        DeviceRunner runner(*devices.front());
        const Completion done = increment(runner, ramp(4));
        QVERIFY(done.error);
        QVERIFY(devices.front()->info().unusableReason.find("CL_OUT_OF_RESOURCES")
                != std::string::npos);
    }

    void aLostDeviceTakesNoMoreWork()
    {
        const auto devices = opencl::probeWith(
            kLoader, {.patch = [](opencl::Api& api) { api.clFlush = lostQueue; }});
        DeviceRunner runner(*devices.front());
        const Completion done = increment(runner, ramp(4));
        QVERIFY(done.error && done.error->code == Errc::DeviceLost);
        QVERIFY(!devices.front()->info().unusableReason.empty());
    }

    void aFailingSelfTestIsAReason()
    {
        const auto devices = opencl::probeWith(kLoader, {.failSelfTest = true});
        DeviceRunner runner(*devices.front());
        QVERIFY(increment(runner, ramp(4)).error);
        QVERIFY(devices.front()->info().selfTest == DeviceInfo::SelfTest::Failed);
    }

    void everyDeviceComputes()
    {
        for (const bool copy : {false, true})
            for (const auto& device : opencl::probeWith(kLoader, {.copyAlways = copy})) {
                DeviceRunner runner(*device);
                for (const std::size_t count : {0U, 1U, 1023U, 100'000U}) {
                    const auto values = ramp(count);
                    const Completion done = increment(runner, values);
                    QVERIFY2(!done.error, done.error ? done.error->message.c_str() : "");
                    QVERIFY(isIncremented(done, values));
                }
                QVERIFY(device->info().selfTest == DeviceInfo::SelfTest::Passed);
            }
    }

    void whatDoesNotFitTheMemoryIsRefused()
    {
        const auto devices = opencl::probeWith(kLoader, {.memoryLimit = 1_MiB});
        DeviceRunner runner(*devices.front());
        const Completion done = increment(runner, ramp(1 << 20));
        QVERIFY(done.error && done.error->code == Errc::OutOfMemory);
        QVERIFY(isIncremented(increment(runner, ramp(100)), ramp(100)));
    }

    void programsOfEarlierRunsAreNotCompiledAgain()
    {
        QTemporaryDir folder;
        const opencl::Options options{.patch = countTexts,
                                      .cacheFolder = folder.filePath("cache").toStdString()};
        const auto values = ramp(1000);
        for (const bool again : {false, true}) {
            const auto devices = opencl::probeWith(kLoader, options);
            DeviceRunner runner(*devices.front());
            QVERIFY(isIncremented(increment(runner, values), values));
            QCOMPARE(builtFromText == 0, again);
        }
    }

    void aProgramFileIsAKernelAsGoodAsAText()
    {
        opencl::Api api = opencl::openLoader().value();
        const opencl::Found found = opencl::findDevices(api).value().front();
        QTemporaryDir folder;
        const QString path = folder.filePath("twice.bin");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            binaryOf(api, found,
                     "__kernel void twice(__global const float* x, __global float* y, uint n)"
                     "{ uint i = get_global_id(0); if (i < n) y[i] = 2 * x[i]; }"));
        file.close();
        const Completion done = runProgram(api, found, path);
        QVERIFY2(!done.error, done.error ? done.error->message.c_str() : "");
        const auto y = done.produced.at(0).second->as<float>();
        for (std::size_t i = 0; i < y.size(); ++i)
            QCOMPARE(y[i], 2.0F * static_cast<float>(i + 1));
    }

    void aFileThatIsNoProgramIsAnErrorWithItsName()
    {
        opencl::Api api = opencl::openLoader().value();
        const opencl::Found found = opencl::findDevices(api).value().front();
        QTemporaryDir folder;
        const QString path = folder.filePath("broken.bin");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no program at all");
        file.close();
        for (const QString& name : {path, folder.filePath("absent.bin")}) {
            const Completion done = runProgram(api, found, name);
            QVERIFY(done.error);
            QVERIFY(done.error->message.find(name.toStdString()) != std::string::npos);
        }
    }

    void theTableSaysWhatADeviceCountsAs()
    {
        const auto table = opencl::readDeviceTable("# comment\n"
                                                   "fpga | Xilinx | *\n"
                                                   "npu|*|NPU|emulated # tail\n"
                                                   "toaster | a | b\n"
                                                   "npu | one cell short\n",
                                                   "t.txt");
        QCOMPARE(table.rows.size(), std::size_t{2});
        QCOMPARE(table.bad.size(), std::size_t{2});
        QVERIFY(table.bad.front().starts_with("t.txt:4: "));
        const auto* fpga = opencl::rowFor(table, "XILINX", "platform", "u250");
        QVERIFY(fpga != nullptr && fpga->kind == DeviceClass::Fpga && fpga->label.empty());
        const auto* npu = opencl::rowFor(table, "somebody", "platform", "my npu 2");
        QVERIFY(npu != nullptr && npu->kind == DeviceClass::Npu && npu->label == "emulated");
        QVERIFY(opencl::rowFor(table, "somebody", "platform", "other") == nullptr);
    }

    void theInstalledTableIsWithoutMistakes()
    {
        const auto table = opencl::deviceTable({}, XPU_SOURCE_DIR "/resources/opencl-devices.txt");
        QVERIFY(table.rows.size() > 5);
        QCOMPARE(table.bad.size(), std::size_t{0});
    }

    void theUsersTableLetsADeviceStandForAnother()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("mine.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("npu | portable computing | basic | emulated\n"
                   "fpga | portable computing | * | emulated\n");
        file.close();
        const auto devices = opencl::probeWith(
            kLoader, {.userTable = file.fileName().toStdString(),
                      .installedTable = XPU_SOURCE_DIR "/resources/opencl-devices.txt"});
        for (const auto& device : devices) {
            const bool basic = device->info().friendlyName.starts_with("basic");
            QVERIFY(device->info().kind == (basic ? DeviceClass::Npu : DeviceClass::Fpga));
            QCOMPARE(device->info().label, std::string("emulated"));
            DeviceRunner runner(*device);
            QVERIFY(isIncremented(increment(runner, ramp(10)), ramp(10)));
        }
    }

private:
    /// Runs the kernel "twice" of a file on 1, 2, ..., 1000.
    static Completion runProgram(const opencl::Api& api, const opencl::Found& found,
                                 const QString& path)
    {
        const opencl::Traits traits = opencl::readTraits(api, found);
        auto machine = opencl::OpenclMachine::open(api, found, traits, {});
        launch::Executor executor(std::move(*machine), 64_MiB, traits.alignment);
        constexpr std::uint32_t kCount = 1000;
        launch::Dispatch dispatch{.kernel = {"twice", {}, {}, {}, path.toStdString()},
                                  .constants = {},
                                  .buffers = {launch::input(0), launch::output(0)},
                                  .push = launch::pushOf(kCount)};
        opencl::spreadOver(dispatch, kCount, 64);
        launch::Plan plan;
        plan.dispatches.push_back(dispatch);
        const Value x = floats(ramp(kCount));
        Launch launch;
        launch.inputs = {{"x", BufferId(1), x.spec, x.data}};
        launch.outputs = {{"y", BufferId(2), x.spec}};
        launch.fetch = {{"y", BufferId(2), x.spec, nullptr}};
        return executor.execute(launch, &plan, nobody());
    }
};

QTEST_APPLESS_MAIN(OpenclDeviceTest)
#include "opencl_device_test.moc"
