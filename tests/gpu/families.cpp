#include "tests/gpu/families.h"

#include "tests/gpu/rules.h"

#include <QProcess>

namespace xpu::tests {

Result<Table> compileAll(const std::string& program, const std::string& what)
{
    Table all;
    for (const char* family : kFamilies) {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QString::fromStdString(program),
                    {QString::fromStdString(what), QString::fromLatin1(family)});
        if (!child.waitForFinished(-1) || child.exitStatus() != QProcess::NormalExit)
            return fail(Errc::DeviceFailed, std::string("the compiler for ") + family + " crashed");
        const std::string text = child.readAllStandardOutput().toStdString();
        if (child.exitCode() == 77)
            return fail(Errc::NotFound, text);
        if (child.exitCode() != 0)
            return fail(Errc::DeviceFailed, text);
        auto part = Table::parse(text);
        if (!part)
            return tl::unexpected(part.error());
        all.compiler = part->compiler;
        all.rows.merge(part->rows);
    }
    return all;
}

} // namespace xpu::tests
