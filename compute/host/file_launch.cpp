#include "compute/host/file_launch.h"

#include "compute/io/array_part.h"
#include "compute/io/atomic_file.h"
#include "compute/io/data_file.h"
#include "compute/sysfs/open_beneath.h"

#include <fcntl.h>

namespace xpu::host {
namespace {

/// The code that task files are told about, for a failure of this kind.
std::string codeOf(const Error& error)
{
    switch (error.code) {
    case Errc::NotFound:
        return "E302";
    case Errc::Corrupt:
        return "E304";
    case Errc::Conflict:
        return "E306";
    case Errc::Unsupported:
        return error.context.find("object array") != std::string::npos ? "E303" : "";
    default:
        return "";
    }
}

LaunchError launchError(const OperatorWork& work, const Error& error)
{
    const bool named = error.context.find(work.file) != std::string::npos;
    return {error.code, named ? error.context : work.file + ": " + error.context, codeOf(error)};
}

/// A file outside of the granted folder by its name (E301) or by a symbolic link (E307).
std::optional<LaunchError> escape(const OperatorWork& work, const Error& error)
{
    if (error.code != Errc::InvalidInput)
        return std::nullopt;
    const bool byName = !relativeTo(work.root, work.file).has_value();
    return LaunchError{Errc::InvalidInput, error.context, byName ? "E301" : "E307"};
}

Completion failed(LaunchError error)
{
    Completion done;
    done.error = std::move(error);
    return done;
}

Completion load(const Launch& launch, const OperatorWork& work, BlockMeter& meter)
{
    // O_NONBLOCK: opening a pipe must not wait for a writer; regular files do not mind.
    const auto file = openBeneath(work.root, work.file, O_RDONLY | O_NONBLOCK);
    if (!file)
        return failed(escape(work, file.error()).value_or(launchError(work, file.error())));
    const bool part = io::isOfPart(work.params);
    auto loaded =
        part ? io::readPart(file->get(), work.params) : io::readDataFile(file->get(), work.file);
    if (!loaded && part && loaded.error().code == Errc::Conflict)
        return failed({Errc::Conflict, work.file + ": " + loaded.error().context, "E701"});
    if (!loaded)
        return failed(launchError(work, loaded.error()));
    if (launch.outputs.size() != 1)
        return failed({Errc::Internal, "a load has one output", {}});
    const bool pictureWanted = work.op->name == "image.load";
    if (pictureWanted && loaded->spec.shape.rank != 3)
        return failed({Errc::InvalidInput, work.file + ": no picture", {}});
    Completion done;
    const BufferId buffer = launch.outputs[0].buffer;
    done.bytesIn = loaded->spec.bytes();
    done.specs.emplace_back(buffer, loaded->spec);
    done.produced.emplace_back(buffer, meter.track(std::move(loaded->data)));
    return done;
}

Completion save(const Launch& launch, const OperatorWork& work)
{
    if (launch.inputs.size() != 1 || !launch.inputs[0].host)
        return failed({Errc::Internal, "a save has one input in host memory", {}});
    const LaunchInput& input = launch.inputs[0];
    auto file = io::AtomicFile::create(work.root, work.file);
    if (!file)
        return failed(escape(work, file.error()).value_or(launchError(work, file.error())));
    auto written = io::writeDataFile(file->fd(), work.file, input.spec, input.host->data());
    if (written)
        written = file->commit(work.overwrite);
    if (!written)
        return failed(launchError(work, written.error()));
    Completion done;
    done.bytesOut = input.spec.bytes();
    return done;
}

} // namespace

Completion runFileLaunch(const Launch& launch, BlockMeter& meter)
{
    const auto* work = std::get_if<OperatorWork>(launch.work.get());
    if (work == nullptr || work->op == nullptr || !work->op->host)
        return failed({Errc::Unsupported, "only files are read and written here", {}});
    if (work->op->name.ends_with(".load"))
        return load(launch, *work, meter);
    return save(launch, *work);
}

} // namespace xpu::host
