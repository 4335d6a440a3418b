#pragma once

#include "app/assembly/machine.h"
#include "core/history/store.h"
#include "core/predict/predictor.h"
#include "core/task/check.h"

#include <set>
#include <string>
#include <vector>

namespace xpu::assembly {

/// Checks files as the owner of the data folder would, without becoming it: this machine's devices
/// and operators, the folder's grants and approvals.
class CheckPlace {
public:
    /// @param dataFolder  empty = the user's XDG data folder
    explicit CheckPlace(const std::string& dataFolder);
    /// On a machine with other devices, where commands can run.
    CheckPlace(const std::string& dataFolder, std::vector<DeviceInfo> devices);

    /// @param path  absolute
    CheckResult check(const std::string& path) const;
    std::vector<const Device*> devices() const;
    /// With what the folder's history has taught.
    Predictor predictor() const;

private:
    void readFolder(const std::string& dataFolder);

    Machine machine_;
    std::vector<DeviceInfo> infos_;
    bool sandboxAvailable_ = true;
    std::set<std::string> approvals_;
    std::vector<std::string> grants_;
    history::Experience experience_;
};

/// The folder itself, or the user's XDG data folder when empty.
std::string dataFolderOr(const std::string& dataFolder);

} // namespace xpu::assembly
