#include "ui/queue/dropped_files.h"

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
        paths.push_back(QFileInfo(url.toLocalFile()).absoluteFilePath().toStdString());
    }
    return paths;
}

} // namespace xpu::ui
