#pragma once

#include "tests/bench/bench.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace xpu::bench {

/// A data folder on the disk (a memory file system would sync for nothing) and one task file.
class Place {
public:
    Place()
    {
        std::string name = (std::filesystem::path(ownFolder()) / "queue-bench-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        std::ofstream(task()) << "xpu = 1\nname = \"Nothing\"\n[[step]]\nid = \"nothing\"\n"
                                 "run = [\"true\"]\n";
        std::ofstream(script()) << "#!/bin/sh\n#SBATCH -J xpu-bench\ntrue\n";
    }
    ~Place()
    {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    std::string data() const { return folder_ + "/data"; }
    std::string task() const { return folder_ + "/nothing.xpu.toml"; }
    /// The same task as a batch script.
    std::string script() const { return folder_ + "/nothing.sh"; }
    /// Task files of which no two are alike.
    std::vector<std::string> tasks(int count) const
    {
        std::vector<std::string> files;
        for (int i = 0; i < count; ++i) {
            files.push_back(folder_ + "/nothing-" + std::to_string(i) + ".xpu.toml");
            std::ofstream(files.back()) << "xpu = 1\nname = \"Nothing " << i
                                        << "\"\n[[step]]\nid = \"nothing\"\nrun = [\"true\"]\n";
        }
        return files;
    }

private:
    std::string folder_;
};

} // namespace xpu::bench
