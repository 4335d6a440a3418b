#pragma once

#include "core/incremental/file_facts.h"

#include <map>
#include <string>

namespace xpu::test {

/// Files that are what the test says they are.
class FakeFiles final : public FileFacts {
public:
    /// As a program that writes the file anew.
    void put(const std::string& path, const std::string& content)
    {
        files_[path] = {{content.size(), ++writes_, writes_}, content};
    }
    void remove(const std::string& path) { files_.erase(path); }

    std::optional<history::FileStamp> stamp(const std::string& path) override
    {
        const auto at = files_.find(path);
        return at == files_.end() ? std::nullopt : std::optional(at->second.stamp);
    }
    std::string digest(const std::string& path) override
    {
        ++digests;
        const auto at = files_.find(path);
        return at == files_.end() ? std::string() : "of " + at->second.content;
    }

    int digests = 0; ///< asked for

private:
    struct File {
        history::FileStamp stamp;
        std::string content;
    };
    std::map<std::string, File> files_;
    std::uint32_t writes_ = 0;
};

} // namespace xpu::test
