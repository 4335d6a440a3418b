#include "core/task/approval.h"

#include "core/task/digest.h"

#include <sys/stat.h>

#include <map>
#include <set>

namespace xpu::task {
namespace {

class Pinner {
public:
    explicit Pinner(Draft& draft) : draft_(draft)
    {
        for (const Step& step : draft.steps) {
            for (const OutputPort& out : step.outputs)
                if (out.file)
                    data_.insert(out.file->path);
            for (const InputPort& in : step.inputs)
                if (const auto* file = std::get_if<FileSource>(&in.source))
                    data_.insert(file->path);
            // What a killed command left under its temporary name is no script of the task.
            if (const auto* command =
                    step.work ? std::get_if<CommandWork>(step.work.get()) : nullptr)
                for (const CommandWork::Output& output : command->outputs)
                    data_.insert(output.temporary);
        }
    }

    std::string run()
    {
        for (const FileSource& model : draft_.decl.models)
            hashOf(model);
        bool any = false;
        for (std::size_t i = 0; i < draft_.steps.size(); ++i) {
            Step& step = draft_.steps[i];
            if (const KernelDecl& kernel = draft_.declOf(i).kernel; !kernel.sha256.empty()) {
                any = true;
                hashes_[kernel.source.path] = kernel.sha256;
            }
            if (!step.work || !std::holds_alternative<CommandWork>(*step.work))
                continue;
            any = true;
            CommandWork pinned = std::get<CommandWork>(*step.work);
            if (const auto& covers = draft_.declOf(i).covers)
                pinCovered(*covers, pinned);
            else
                pin(pinned);
            step.work = std::make_shared<const Work>(std::move(pinned));
        }
        return any ? digest() : std::string();
    }

private:
    void pin(CommandWork& work)
    {
        std::set<std::string> seen;
        for (std::size_t a = 0; a < work.argv.size(); ++a) {
            // A bare program name is looked up in PATH, never in the folder.
            if (a == 0 && work.argv[a].find('/') == std::string::npos)
                continue;
            const auto file = draft_.jail.locate(work.argv[a]);
            if (!file || data_.contains(file->path) || !seen.insert(file->path).second)
                continue;
            if (const std::string& hash = hashOf(*file); !hash.empty())
                work.pinnedDigests.emplace_back(file->path, hash);
        }
    }

    /// Nobody declares which of a list's arguments are data: only what is run is pinned.
    void pinCovered(const std::vector<StepDecl::Cover>& covers, CommandWork& work)
    {
        for (const StepDecl::Cover& cover : covers) {
            const auto file = draft_.jail.locate(cover.path);
            if (!file || (cover.onlyIfExecutable && !isExecutable(*file)))
                continue;
            if (const std::string& hash = hashOf(*file); !hash.empty())
                work.pinnedDigests.emplace_back(file->path, hash);
        }
    }

    bool isExecutable(const FileSource& file)
    {
        const auto fd = draft_.jail.open(file);
        struct stat info {};
        return fd && ::fstat(fd->get(), &info) == 0 && (info.st_mode & 0111) != 0;
    }

    /// Empty when there is no such file.
    const std::string& hashOf(const FileSource& file)
    {
        const auto [entry, isNew] = hashes_.try_emplace(file.path);
        if (!isNew)
            return entry->second;
        // A script runs as it was checked, not as it may be by now.
        if (file.path == draft_.source.path)
            entry->second = draft_.source.sha256;
        else if (const auto fd = draft_.jail.open(file))
            entry->second = sha256OfFile(fd->get()).value_or(std::string());
        return entry->second;
    }

    /// Paths are part of it: the same script under another name is another approval.
    std::string digest() const
    {
        std::string all = "xpu approval 1\n" + draft_.source.sha256 + "\n";
        for (const auto& [path, hash] : hashes_)
            if (!hash.empty())
                all.append(hash).append(" ").append(path).push_back('\0');
        return sha256Of(all);
    }

    Draft& draft_;
    std::set<std::string> data_;
    std::map<std::string, std::string> hashes_;
};

} // namespace

std::string pinCommands(Draft& draft) { return Pinner(draft).run(); }

} // namespace xpu::task
