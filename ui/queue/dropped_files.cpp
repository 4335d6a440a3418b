#include "ui/queue/dropped_files.h"

#include <QDir>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace xpu::ui {

std::vector<std::string> droppedFiles(const QMimeData& mime)
{
    std::vector<std::string> paths;
    for (const QUrl& url : mime.urls()) {
        if (!url.isLocalFile())
            continue;
        const QFileInfo info(url.toLocalFile());
        const QFileInfoList inside =
            info.isDir()
                ? QDir(info.filePath())
                      .entryInfoList({QStringLiteral("*.xpu.toml")}, QDir::Files, QDir::Name)
                : QFileInfoList();
        if (inside.isEmpty())
            paths.push_back(info.absoluteFilePath().toStdString());
        for (const QFileInfo& file : inside)
            paths.push_back(file.absoluteFilePath().toStdString());
    }
    return paths;
}

} // namespace xpu::ui
