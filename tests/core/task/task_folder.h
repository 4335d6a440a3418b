#pragma once

#include "core/task/check.h"
#include "tests/core/task/fake_catalog.h"

#include <QTemporaryDir>

#include <string>

/// A folder with the data the golden cases name, and a check of task files inside it.
class TaskFolder {
public:
    TaskFolder();
    std::string path(const std::string& name) const { return root_ + "/" + name; }
    void write(const std::string& name, const std::string& content) const;
    /// Writes `text` as a task file into the folder and checks it.
    /// @param extension  what kind of file it is written as
    xpu::CheckResult check(const std::string& text,
                           const std::string& extension = ".xpu.toml") const;

    xpu::CheckContext context;

private:
    QTemporaryDir dir_;
    std::string root_;
    FakeCatalog catalog_;
};

/// "E105 3:1, W901 5:1": all findings in their order.
std::string summary(const xpu::CheckResult& result);
