#include "compute/kernels/sketch.h"
#include "compute/sandbox/sandbox_device.h"
#include "tests/compute/kernels/kernel_bench.h"

#include <QTest>

using namespace xpu;
using namespace xpu::kernels;

namespace {

constexpr const char* kHead = "#version 450\nlayout(local_size_x = 64) in;\n";

KernelCase scale()
{
    KernelCase kernel;
    kernel.source = QByteArray(kHead) + R"(
layout(binding = 0) readonly buffer X { float x[]; };
layout(binding = 1) writeonly buffer Y { float y[]; };
layout(push_constant) uniform P { float factor; uint n; };
void main() { uint i = gl_GlobalInvocationID.x; if (i < n) y[i] = factor * x[i]; }
)";
    kernel.in = {{"X", {1, 2, 3, 4, 5}}};
    kernel.out = {{"Y", 5}};
    kernel.params = {{"push.factor", 2.0}, {"push.n", std::int64_t{5}}};
    return kernel;
}

/// The same on x by position.
KernelCase glsl(const char* body)
{
    KernelCase kernel;
    kernel.source = QByteArray(kHead) + R"(
layout(binding = 0) buffer A { float a[]; };
layout(binding = 1) buffer B { float b[]; };
)" + body;
    kernel.in = {{"A", {1, 2, 3, 4}}};
    kernel.out = {{"B", 4}};
    return kernel;
}

constexpr const char* kDouble =
    "void main() { uint i = gl_GlobalInvocationID.x; if (i < 4) b[i] = 2 * a[i]; }";

} // namespace

class KernelDeviceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        sandbox::SandboxOptions options;
        options.worker = XPU_BIN_DIR "/xpu-worker";
        const auto here = sandbox::sandboxAvailable(options);
        if (!here.available)
            QSKIP(here.reason.c_str());
        vulkan_ = std::make_unique<KernelBench>("vulkan");
    }
    void cleanupTestCase() { vulkan_.reset(); }

    void runsAKernelOnNamedPorts()
    {
        const Completion done = vulkan_->run(scale());
        QCOMPARE(said(done), std::string());
        QCOMPARE(result(done), (std::vector<float>{2, 4, 6, 8, 10}));
    }

    void matchesByOrderWhereNoNameFits()
    {
        KernelCase kernel = glsl(kDouble);
        kernel.in[0].name = "first";
        kernel.out[0].first = "second";
        const Completion done = vulkan_->run(kernel);
        QCOMPARE(said(done), std::string());
        QCOMPARE(result(done), (std::vector<float>{2, 4, 6, 8}));
    }

    void setsSpecializationConstantsAndGroupSizes()
    {
        KernelCase kernel = glsl("");
        kernel.source = R"(#version 450
layout(local_size_x_id = 7) in;
layout(constant_id = 3) const int times = 2;
layout(binding = 0) readonly buffer A { float a[]; };
layout(binding = 1) buffer B { float b[]; };
void main() { uint i = gl_GlobalInvocationID.x; if (i < 4) b[i] = times * a[i] + gl_WorkGroupSize.x; }
)";
        kernel.params = {{"spec.times", std::int64_t{3}}, {"local.x", std::int64_t{16}}};
        const Completion done = vulkan_->run(kernel);
        QCOMPARE(said(done), std::string());
        QCOMPARE(result(done), (std::vector<float>{19, 22, 25, 28}));
    }

    void compileErrorsCarryTheKernelsOwnPlace()
    {
        const Completion done = vulkan_->run(glsl("void main() {\n  b[0] = nothing;\n}"));
        QVERIFY2(said(done).starts_with("E501 kernel.src:7:10: "), said(done).c_str());
        QVERIFY(said(done).find("nothing") != std::string::npos);
    }

    void aPortTooManyOrTooFewIsNamed()
    {
        KernelCase few = scale();
        few.out.clear();
        QVERIFY2(said(vulkan_->run(few)).starts_with("E502 binding 1 ('Y') has no port"),
                 said(vulkan_->run(few)).c_str());
        KernelCase many = scale();
        many.out.emplace_back("z", 5);
        QVERIFY2(said(vulkan_->run(many)).starts_with("E502 the port 'z' has no buffer"),
                 said(vulkan_->run(many)).c_str());
        KernelCase constant = scale();
        constant.params.erase("push.n");
        QVERIFY(said(vulkan_->run(constant)).starts_with("E502 push gives no value for 'n'"));
    }

    void tooMuchSharedMemoryIsRefused()
    {
        KernelCase kernel =
            glsl("shared float big[1000000];\nvoid main() { big[0] = a[0]; b[0] = big[0]; }");
        const std::string text = said(vulkan_->run(kernel));
        QVERIFY2(text.starts_with("E503 kernel.src shares 4000000 bytes"), text.c_str());
    }

    void aKernelThatWritesItsInputIsRefused()
    {
        const std::string text = said(vulkan_->run(glsl("void main() { a[0] = 1; b[0] = 2; }")));
        QCOMPARE(text, std::string("E505 the kernel writes its input 'A'"));
    }

    void loopsNeedATwinWhereTheDriverEndsThem()
    {
        const char* body = "void main() { uint i = gl_GlobalInvocationID.x; if (i >= 4) return;"
                           " float s = 0; for (int k = 0; k < 100000; ++k) s += 1; b[i] = s; }";
        KernelCase kernel = glsl(body);
        QVERIFY(said(vulkan_->run(kernel)).starts_with("E506"));
        kernel.twin = "map";
        kernel.twinParams = {{"expr", std::string("100000 + 0 * A")}};
        const std::string text = said(vulkan_->run(kernel));
        QVERIFY2(text.starts_with("E506 the kernel and its twin map disagree about 'B'"),
                 text.c_str());
        KernelCase shortLoop = glsl("void main() { uint i = gl_GlobalInvocationID.x; if (i >= 4)"
                                    " return; float s = 0; for (int k = 0; k < 100; ++k) s += a[i];"
                                    " b[i] = s; }");
        shortLoop.twin = "map";
        shortLoop.twinParams = {{"expr", std::string("100 * A")}};
        const Completion done = vulkan_->run(shortLoop);
        QCOMPARE(said(done), std::string());
        QCOMPARE(result(done), (std::vector<float>{100, 200, 300, 400}));
    }

    void aTwinThatDisagreesFailsTheStep()
    {
        KernelCase kernel = glsl(kDouble);
        kernel.twin = "map";
        kernel.twinParams = {{"expr", std::string("2.5 * A")}};
        kernel.compare = 0.01;
        QVERIFY(said(vulkan_->run(kernel)).starts_with("verify the kernel and its twin map"));
        kernel.twinParams = {{"expr", std::string("2.001 * A")}};
        QCOMPARE(said(vulkan_->run(kernel)), std::string());
    }

    void comparingNeedsSomethingToCompareWith()
    {
        KernelCase kernel = glsl(kDouble);
        kernel.compare = 0.01;
        QVERIFY(said(vulkan_->run(kernel)).find("no second device") != std::string::npos);
    }

    void writesBeyondTheEndHarmNobody()
    {
        const Completion done = vulkan_->run(glsl(
            "void main() { b[gl_GlobalInvocationID.x * 1000000000u] = a[0]; b[1u << 30] = 7; }"));
        QCOMPARE(said(done), std::string());
        const Completion after = vulkan_->run(scale());
        QCOMPARE(result(after), (std::vector<float>{2, 4, 6, 8, 10}));
    }

    void aFileThatChangedSinceItsCheckIsNotRun()
    {
        KernelCase kernel = scale();
        kernel.changedSince = true;
        QVERIFY(said(vulkan_->run(kernel)).starts_with("E701 kernel.src has changed"));
    }

    void aKernelMuchTooLargeForTheDeviceIsRefusedBeforeItAllocates()
    {
        KernelCase kernel = scale();
        kernel.out = {{"Y", std::size_t{40} << 20}}; // beyond one buffer of this device
        const std::string text = said(vulkan_->run(kernel));
        QVERIFY2(text.starts_with("E401"), text.c_str());
    }

    void aKernelsOwnFileTellsWhatItWants()
    {
        const QTemporaryDir folder;
        const auto sketch = [&](const char* name, const QByteArray& text) {
            const QString path = folder.filePath(QString::fromUtf8(name));
            QFile file(path);
            if (file.open(QIODevice::WriteOnly))
                file.write(text);
            file.close();
            sandbox::SandboxOptions options;
            options.worker = XPU_BIN_DIR "/xpu-worker";
            return sketchKernel(path.toStdString(), options);
        };
        const auto glsl = sketch("a.comp", scale().source);
        QVERIFY2(glsl.has_value(), glsl ? "" : glsl.error().context.c_str());
        QCOMPARE(glsl->buffers.size(), std::size_t{2});
        QCOMPARE(glsl->buffers[1].name, std::string("Y"));
        QVERIFY(glsl->buffers[1].output && !glsl->buffers[0].output);
        QCOMPARE(glsl->push, (std::vector<std::string>{"factor", "n"}));
        QCOMPARE(glsl->local[0], 64U);
        const auto opencl = sketch("a.cl", "kernel void one(global const float* x, global float* y,"
                                           " int n) { y[0] = x[n]; }\n");
        QVERIFY2(opencl.has_value(), opencl ? "" : opencl.error().context.c_str());
        QCOMPARE(opencl->entry, std::string("one"));
        QVERIFY(opencl->buffers[1].output && !opencl->buffers[0].output);
        QCOMPARE(opencl->push, std::vector<std::string>{"n"});
        const auto wrong = sketch("b.comp", "nonsense");
        QVERIFY(!wrong.has_value());
    }

    void runsOnOpenclWithNamedArguments()
    {
        KernelBench opencl("opencl");
        KernelCase kernel;
        kernel.language = "opencl";
        kernel.entry = "axpy";
        kernel.source = "kernel void axpy(float a, global const float* x, global float* y)\n"
                        "{ size_t i = get_global_id(0); y[i] = a * x[i] + OFFSET; }\n";
        kernel.in = {{"x", {1, 2, 3, 4}}};
        kernel.out = {{"y", 4}};
        kernel.params = {{"push.a", 3.0}, {"spec.OFFSET", std::int64_t{1}}};
        const Completion done = opencl.run(kernel);
        QCOMPARE(said(done), std::string());
        QCOMPARE(result(done), (std::vector<float>{4, 7, 10, 13}));

        KernelCase wrong = kernel;
        wrong.source = "kernel void axpy(float a, global const float* x, global float* y)\n"
                       "{ y[0] = nothing; }\n";
        const std::string text = said(opencl.run(wrong));
        QVERIFY2(text.starts_with("E501 kernel.src:2:10: "), text.c_str());

        KernelCase writes = kernel;
        writes.source = "kernel void axpy(float a, global float* x, global float* y)\n"
                        "{ x[0] = 9; y[0] = a + OFFSET; }\n";
        QVERIFY2(said(opencl.run(writes)).starts_with("E505"), said(opencl.run(writes)).c_str());
    }

    void aKernelThatNeverEndsIsKilledAndTheNextRuns()
    {
        KernelBench opencl("opencl");
        KernelCase kernel;
        kernel.language = "opencl";
        kernel.entry = "spin";
        kernel.source = "kernel void spin(global const float* x, global float* y)\n"
                        "{ volatile int go = 1; while (go) { } y[0] = x[0]; }\n";
        kernel.in = {{"x", {1}}};
        kernel.out = {{"y", 1}};
        kernel.timeout = Seconds(3);
        const Completion done = opencl.run(kernel);
        QVERIFY(done.error.has_value());
        QCOMPARE(done.error->code, Errc::Timeout);
        kernel.source = "kernel void spin(global const float* x, global float* y)\n"
                        "{ y[0] = x[0]; }\n";
        kernel.timeout = Seconds(60);
        const Completion next = opencl.run(kernel);
        QCOMPARE(said(next), std::string());
        QCOMPARE(result(next), std::vector<float>{1});
    }

    void aWorkerThatDiesTakesItsOwnStepOnly()
    {
        KernelBench opencl("opencl");
        KernelCase kernel = openclCopy("__builtin_trap();");
        const Completion trapped = opencl.run(kernel);
        QVERIFY(trapped.error.has_value());
        QVERIFY2(said(trapped).find("the process that ran the kernel is gone") != std::string::npos,
                 said(trapped).c_str());
        kernel = openclCopy("y[(long)1 << 40] = 1;");
        const std::string beyond = said(opencl.run(kernel));
        QVERIFY2(beyond.find("is gone: it was ended by Segmentation fault") != std::string::npos,
                 beyond.c_str());
        const Completion next = opencl.run(openclCopy(""));
        QCOMPARE(said(next), std::string());
        QCOMPARE(result(next), std::vector<float>{1});
    }

    void aCompilationThatNeverEndsIsGivenUp()
    {
        KernelBench bench("vulkan", {.compile = Seconds(3), .run = Seconds(60)});
        QByteArray text("#define A0 +1.0\n");
        for (char level = '1'; level <= '9'; ++level) {
            const QByteArray one = QByteArray(" A") + static_cast<char>(level - 1);
            text += QByteArray("#define A") + level + one.repeated(20) + "\n";
        }
        KernelCase kernel = glsl("");
        kernel.source += text + "void main() { b[0] = 1.0 A9; }";
        const Completion done = bench.run(kernel);
        QVERIFY(done.error.has_value());
        QCOMPARE(done.error->code, Errc::Timeout);
        QVERIFY(said(done).find("was not compiled within 3 s") != std::string::npos);
        QCOMPARE(said(bench.run(scale())), std::string());
    }

    void aCancelledKernelEndsAtOnce()
    {
        KernelBench opencl("opencl");
        const LaunchId id = opencl.submit(openclCopy("volatile int go = 1; while (go) { }"));
        opencl.device->cancel(id);
        const Completion done = opencl.wait(id);
        QVERIFY(done.error.has_value());
        QCOMPARE(done.error->code, Errc::Cancelled);
    }

    void comparesWithAnotherDeviceWhereThereIsNoTwin()
    {
        qputenv("POCL_DEVICES", "pthread basic");
        KernelBench opencl("opencl", {}, {{"opencl", 1}});
        KernelCase kernel = openclCopy("");
        kernel.compare = 1e-6;
        const Completion done = opencl.run(kernel);
        qunsetenv("POCL_DEVICES");
        QCOMPARE(said(done), std::string());
        QCOMPARE(result(done), std::vector<float>{1});
    }

private:
    static KernelCase openclCopy(const char* first)
    {
        KernelCase kernel;
        kernel.language = "opencl";
        kernel.entry = "copy";
        kernel.source = QByteArray("kernel void copy(global const float* x, global float* y)\n{ ")
                        + first + " y[0] = x[0]; }\n";
        kernel.in = {{"x", {1}}};
        kernel.out = {{"y", 1}};
        kernel.timeout = Seconds(60);
        return kernel;
    }

    std::unique_ptr<KernelBench> vulkan_;
};

QTEST_GUILESS_MAIN(KernelDeviceTest)
#include "kernel_device_test.moc"
