#include "compute/kernels/comparison.h"
#include "compute/kernels/kernel_job.h"
#include "compute/kernels/opencl_text.h"
#include "compute/kernels/reflection.h"
#include "compute/kernels/spirv_program.h"
#include "compute/vulkan/glsl_compiler.h"

#include <QTest>

#include <spirv/unified1/spirv.hpp>
#include <sys/socket.h>

using namespace xpu;
using namespace xpu::kernels;

namespace {

std::vector<std::uint32_t> words(const std::string& body)
{
    const auto made = vulkan::compileGlslWithNames("#version 450\n" + body, "test");
    return made.value_or(std::vector<std::uint32_t>());
}

Interface interfaceOf(const std::string& body)
{
    const auto module = words(body);
    const auto facts = factsOf(module);
    return facts ? reflected(module, "main", *facts).value_or(Interface{}) : Interface{};
}

Binding named(const char* name, bool written = false)
{
    Binding binding;
    binding.name = name;
    binding.written = written;
    return binding;
}

std::string codeOf(const tl::expected<std::vector<std::size_t>, LaunchError>& result)
{
    return result ? "" : result.error().errorCode;
}

KernelJob job(const char* language)
{
    KernelJob made;
    made.language = language;
    made.file = "k";
    made.entry = "main";
    return made;
}

std::string bytesOf(const std::vector<std::uint32_t>& module)
{
    return {reinterpret_cast<const char*>(module.data()), module.size() * 4};
}

} // namespace

class KernelPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reflectsBuffersConstantsAndSizes()
    {
        const Interface kernel = interfaceOf(R"(
layout(local_size_x = 8, local_size_y = 4) in;
layout(constant_id = 5) const float weight = 1;
layout(set = 1, binding = 2) readonly buffer In { float x[]; } source;
layout(binding = 3) buffer Out { float y[]; };
layout(push_constant) uniform P { uint n; float a; };
shared float part[32];
void store(uint i, float v) { y[i] = v; }
void main() { part[0] = weight; for (uint i = 0; i < n; ++i) store(i, a * source.x[i] * part[0]); }
)");
        QCOMPARE(kernel.bindings.size(), std::size_t{2});
        QCOMPARE(kernel.bindings[0].block, std::string("Out"));
        QVERIFY(kernel.bindings[0].written); // through a function
        QCOMPARE(kernel.bindings[1].name, std::string("source"));
        QCOMPARE(kernel.bindings[1].set, 1U);
        QVERIFY(!kernel.bindings[1].written);
        QCOMPARE(kernel.push.size(), std::size_t{2});
        QCOMPARE(kernel.push[1].name, std::string("a"));
        QCOMPARE(kernel.push[1].at, 4U);
        QCOMPARE(kernel.pushBytes, 8U);
        QCOMPARE(kernel.spec.size(), std::size_t{1});
        QCOMPARE(kernel.spec[0].at, 5U);
        QCOMPARE(kernel.local, (std::array<std::uint32_t, 3>{8, 4, 1}));
        QCOMPARE(kernel.sharedBytes, std::uint64_t{128});
        QVERIFY(kernel.loops);
    }

    void atomicsAreWritesAndReadsAreNot()
    {
        const Interface kernel = interfaceOf(R"(
layout(binding = 0) buffer A { uint a[]; };
layout(binding = 1) buffer B { uint b[]; };
void main() { atomicAdd(b[0], a[0]); }
)");
        QVERIFY(!kernel.bindings.at(0).written);
        QVERIFY(kernel.bindings.at(1).written);
        QVERIFY(!kernel.loops);
    }

    void imagesAreNothingAPortCanBe()
    {
        const Interface kernel = interfaceOf(R"(
layout(binding = 0, r32f) uniform writeonly image2D picture;
void main() { imageStore(picture, ivec2(0), vec4(1)); }
)");
        QCOMPARE(codeOf(matched({}, kernel)), std::string("E502"));
    }

    void portsMatchAllByNameOrAllByOrder()
    {
        Interface kernel;
        kernel.bindings = {named("x"), named("y", true)};
        const std::vector<Port> swapped = {{"y", true}, {"x", false}};
        QCOMPARE(*matched(swapped, kernel), (std::vector<std::size_t>{1, 0}));
        const std::vector<Port> others = {{"in", false}, {"out", true}};
        QCOMPARE(*matched(others, kernel), (std::vector<std::size_t>{0, 1}));
        const std::vector<Port> mixed = {{"x", false}, {"typo", true}};
        QCOMPARE(codeOf(matched(mixed, kernel)), std::string("E502"));
        const std::vector<Port> few = {{"x", false}};
        QCOMPARE(codeOf(matched(few, kernel)), std::string("E502"));
        const std::vector<Port> input = {{"x", false}, {"y", false}};
        QCOMPARE(codeOf(matched(input, kernel)), std::string("E505"));
    }

    void constantsTakeOnlyWhatTheirTypeHolds()
    {
        const std::vector<Constant> constants = {{"n", Constant::Type::U32, 0}};
        QVERIFY(valuesFor(constants, {{"push.n", std::int64_t{7}}}, "push", true).has_value());
        QVERIFY(valuesFor(constants, {{"push.n", 7.0}}, "push", true).has_value());
        for (const Value& wrong : {Value(std::int64_t{-1}), Value(7.5), Value(1e20)})
            QVERIFY(!valuesFor(constants, {{"push.n", wrong}}, "push", true).has_value());
        QVERIFY(!valuesFor(constants, {{"push.m", 7.0}, {"push.n", 7.0}}, "push", true));
        QVERIFY(!valuesFor(constants, {}, "push", true).has_value());
        QVERIFY(valuesFor(constants, {}, "spec", false)->empty());
    }

    void hostileModulesAreRefused()
    {
        auto module =
            words("layout(binding = 0) buffer A { float a[]; };\nvoid main() { a[0] = 1; }");
        QVERIFY(spirvProgram(job("spirv"), bytesOf(module), true).has_value());
        const auto refusal = [](std::vector<std::uint32_t> words) {
            const auto made = spirvProgram(job("spirv"), bytesOf(words), true);
            return made ? std::string() : made.error().errorCode;
        };
        QCOMPARE(refusal({}), std::string("E504"));
        QCOMPARE(refusal({1, 2, 3, 4, 5, 6}), std::string("E504"));
        auto cut = module;
        cut.resize(cut.size() - 3);
        QCOMPARE(refusal(cut), std::string("E504"));
        auto bent = module;
        bent[6] = 0xFFFF0011;
        QCOMPARE(refusal(bent), std::string("E504"));
        for (std::size_t i = 5; i < module.size(); ++i) { // none of these may do harm
            auto flipped = module;
            flipped[i] ^= 0x01010101U;
            (void)spirvProgram(job("spirv"), bytesOf(flipped), true);
        }
    }

    void pointersBeyondEveryBoundAreRefused()
    {
        const auto made = spirvProgram(job("glsl"), R"(#version 450
#extension GL_EXT_buffer_reference : require
layout(buffer_reference) buffer Anywhere { float v; };
layout(push_constant) uniform P { Anywhere where; };
void main() { where.v = 1; })",
                                       true);
        QVERIFY(!made.has_value());
        QCOMPARE(made.error().errorCode, std::string("E504"));
        QVERIFY(
            !refusedCapability({.capabilities = {spv::CapabilityShader}, .written = {}}, false));
        QCOMPARE(
            *refusedCapability(
                {.capabilities = {spv::CapabilityPhysicalStorageBufferAddresses}, .written = {}},
                true),
            5347U);
        QVERIFY(
            refusedCapability({.capabilities = {spv::CapabilityFloat64}, .written = {}}, false));
    }

    void aSharedArrayOfArraysHasItsWholeSize()
    {
        QCOMPARE(
            interfaceOf("shared vec4 a[1000][1000][1000];\nlayout(binding = 0) buffer B { float"
                        " b; };\nvoid main() { a[0][0][0] = vec4(1); b = a[0][0][0].x; }")
                .sharedBytes,
            std::uint64_t{16'000'000'000});
    }

    void compilerErrorsPointIntoTheKernel()
    {
        QCOMPARE(
            glslError("kernel:2: error: 'y' : undeclared identifier\n", "a.comp", "one\n  y = 1;"),
            std::string("a.comp:2:3: 'y' : undeclared identifier"));
        QCOMPARE(clangError("/tmp/x.cl:3:7: error: use of undeclared 'q'\n", "a.cl"),
                 std::string("a.cl:3:7: use of undeclared 'q'"));
        QCOMPARE(clangError("1 error:\nerror: /tmp/p/t.cl:2:10: bad\n", "a.cl"),
                 std::string("a.cl:2:10: bad"));
        QCOMPARE(clangError("no word of a place", "a.cl"),
                 std::string("a.cl:1:1: no word of a place"));
    }

    void macrosHaveNamesOfC()
    {
        QCOMPARE(*buildOptions({{"spec.N", std::int64_t{3}}, {"push.x", 1.0}}),
                 std::string("-cl-kernel-arg-info -D N=3"));
        QVERIFY(!buildOptions({{"spec.N=1 -I /etc", std::int64_t{3}}}).has_value());
    }

    void differencesAreRelativeAndNameTheWorst()
    {
        const TensorSpec spec{DType::F32, {3}};
        const auto apart = [&](std::vector<float> a, std::vector<float> b, double tolerance) {
            return difference(spec, std::as_bytes(std::span(a)), std::as_bytes(std::span(b)),
                              tolerance);
        };
        QVERIFY(!apart({1, 100, NAN}, {1, 100.5F, NAN}, 0.01));
        QVERIFY(!apart({1000, 1000, 1e-9F}, {1000, 1000, 0}, 0.01));
        QVERIFY(apart({1, 2, 3}, {1, 2.5F, 3.1F}, 0.01)->starts_with("element 1 "));
        QVERIFY(apart({1, 2, NAN}, {1, 2, 3}, 0.01).has_value());
        QVERIFY(apart({1, 2, INFINITY}, {1, 2, 3}, 0.5).has_value());
    }

    void jobsSurviveTheWayAndNothingElseDoes()
    {
        KernelJob sent = job("glsl");
        sent.ports = {{"x", false, 0, 16}, {"y", true, 65536, 32}};
        sent.values = {{"push.n", std::int64_t{3}}, {"push.a", 0.5}, {"spec.on", true}};
        sent.global = {7, 8, 9};
        const auto got = decodeJob(encode(sent));
        QVERIFY(got.has_value());
        QCOMPARE(got->ports[1].offset, std::uint64_t{65536});
        QVERIFY(got->values == sent.values);
        QCOMPARE(got->global, sent.global);
        QVERIFY(!decodeJob("{}").has_value());
        QVERIFY(!decodeReply("{\"kind\": 9}").has_value());
        QVERIFY(!decodeReply("no").has_value());
        KernelReply reply;
        reply.error = {Errc::Timeout, "late", "E506"};
        QCOMPARE(decodeReply(encode(reply))->error.errorCode, std::string("E506"));

        std::array<int, 2> ends{-1, -1};
        QCOMPARE(::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends.data()), 0);
        UniqueFd a(ends[0]);
        const UniqueFd b(ends[1]);
        QVERIFY(sendMessage(a.get(), "hello", {0, 1}));
        const Received message = receiveMessage(b.get());
        QCOMPARE(message.text, std::string("hello"));
        QCOMPARE(message.descriptors.size(), std::size_t{2});
        a.reset();
        QVERIFY(receiveMessage(b.get()).text.empty());
    }
};

QTEST_GUILESS_MAIN(KernelPartsTest)
#include "kernel_parts_test.moc"
