#include "compute/kernels/kernel_job.h"

#include <nlohmann/json.hpp>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace xpu::kernels {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostText = 128 << 10;
constexpr std::size_t kMostDescriptors = 4;

Json valueJson(const Value& value)
{
    return std::visit([](auto v) { return Json(v); }, value);
}

Value valueOf(const Json& json)
{
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_number_integer())
        return json.get<std::int64_t>();
    return json.get<double>();
}

Json sketchJson(const KernelSketch& sketch)
{
    Json buffers = Json::array();
    for (const KernelSketch::Buffer& b : sketch.buffers)
        buffers.push_back({b.name, b.output});
    return {{"language", sketch.language}, {"entry", sketch.entry}, {"buffers", std::move(buffers)},
            {"push", sketch.push},         {"spec", sketch.spec},   {"local", sketch.local},
            {"open", sketch.localIsOpen}};
}

KernelSketch sketchOf(const Json& json)
{
    KernelSketch out;
    json.at("language").get_to(out.language);
    json.at("entry").get_to(out.entry);
    for (const Json& b : json.at("buffers"))
        out.buffers.push_back({b.at(0).get<std::string>(), b.at(1).get<bool>()});
    json.at("push").get_to(out.push);
    json.at("spec").get_to(out.spec);
    json.at("local").get_to(out.local);
    json.at("open").get_to(out.localIsOpen);
    return out;
}

/// Errors of the JSON library end here.
template <class T, class Fill>
std::optional<T> decoded(const std::string& text, Fill fill)
{
    try {
        T out;
        fill(Json::parse(text), out);
        return out;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

} // namespace

std::string encode(const KernelJob& job)
{
    Json ports = Json::array();
    for (const KernelJob::PortRange& p : job.ports)
        ports.push_back({p.name, p.output, p.offset, p.bytes});
    Json values = Json::object();
    for (const auto& [name, value] : job.values)
        values[name] = valueJson(value);
    return Json{{"language", job.language},    {"file", job.file},
                {"entry", job.entry},          {"ports", std::move(ports)},
                {"memory", job.memoryBytes},   {"device", job.deviceBytes},
                {"values", std::move(values)}, {"global", job.global},
                {"loops", job.loopsAllowed},   {"describe", job.describeOnly}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<KernelJob> decodeJob(const std::string& text)
{
    return decoded<KernelJob>(text, [](const Json& json, KernelJob& job) {
        json.at("language").get_to(job.language);
        json.at("file").get_to(job.file);
        json.at("entry").get_to(job.entry);
        for (const Json& p : json.at("ports"))
            job.ports.push_back({p.at(0).get<std::string>(), p.at(1).get<bool>(),
                                 p.at(2).get<std::uint64_t>(), p.at(3).get<std::uint64_t>()});
        json.at("memory").get_to(job.memoryBytes);
        json.at("device").get_to(job.deviceBytes);
        for (const auto& [name, value] : json.at("values").items())
            job.values.emplace(name, valueOf(value));
        json.at("global").get_to(job.global);
        json.at("loops").get_to(job.loopsAllowed);
        json.at("describe").get_to(job.describeOnly);
    });
}

std::string encode(const KernelReply& reply)
{
    return Json{
        {"kind", static_cast<int>(reply.kind)}, {"took", reply.took.count()},
        {"doubtful", reply.doubtful},           {"errc", static_cast<int>(reply.error.code)},
        {"code", reply.error.errorCode},        {"message", reply.error.message},
        {"sketch", sketchJson(reply.sketch)}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<KernelReply> decodeReply(const std::string& text)
{
    return decoded<KernelReply>(text, [](const Json& json, KernelReply& reply) {
        const int kind = json.at("kind").get<int>();
        const int errc = json.at("errc").get<int>();
        if (kind < 0 || kind > 3 || errc < 0 || errc > static_cast<int>(Errc::Internal))
            throw std::out_of_range("kind");
        reply.kind = static_cast<KernelReply::Kind>(kind);
        reply.took = Seconds(std::clamp(json.at("took").get<double>(), 0.0, 1e9));
        json.at("doubtful").get_to(reply.doubtful);
        reply.error.code = static_cast<Errc>(errc);
        json.at("code").get_to(reply.error.errorCode);
        json.at("message").get_to(reply.error.message);
        reply.sketch = sketchOf(json.at("sketch"));
    });
}

bool sendMessage(int socket, const std::string& text, const std::vector<int>& descriptors)
{
    iovec part{const_cast<char*>(text.data()), text.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * kMostDescriptors)> control{};
    if (!descriptors.empty()) {
        const std::size_t bytes = sizeof(int) * descriptors.size();
        message.msg_control = control.data();
        message.msg_controllen = CMSG_SPACE(bytes);
        cmsghdr* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(bytes);
        std::memcpy(CMSG_DATA(header), descriptors.data(), bytes);
    }
    ssize_t n = 0;
    do
        n = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    return n == static_cast<ssize_t>(text.size());
}

Received receiveMessage(int socket)
{
    Received out;
    out.text.resize(kMostText);
    iovec part{out.text.data(), out.text.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * kMostDescriptors)> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    ssize_t n = 0;
    do
        n = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    out.text.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
    for (cmsghdr* h = CMSG_FIRSTHDR(&message); h != nullptr; h = CMSG_NXTHDR(&message, h)) {
        if (h->cmsg_level != SOL_SOCKET || h->cmsg_type != SCM_RIGHTS)
            continue;
        for (std::size_t at = CMSG_LEN(0); at + sizeof(int) <= h->cmsg_len; at += sizeof(int)) {
            int fd = -1;
            std::memcpy(&fd, reinterpret_cast<const char*>(h) + at, sizeof fd);
            out.descriptors.emplace_back(fd);
        }
    }
    return out;
}

} // namespace xpu::kernels
