#pragma once

#include <QProcess>

namespace xpu::test {

/// A QProcess that starts its program with fork: the thread sanitizer of clang 16 cannot follow the
/// vfork that Qt 6.4 prefers and stops.
class ForkedProcess : public QProcess {
public:
    ForkedProcess()
    {
        setChildProcessModifier([] {});
    }
};

} // namespace xpu::test
