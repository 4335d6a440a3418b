#pragma once

#include <QByteArray>
#include <QString>

namespace xpu::ui {

/// Reads a file that another program may still be writing, piece by piece.
class LogTail {
public:
    /// Of a long file only so much of its end is read.
    static constexpr qint64 kMost = 8 << 20;

    explicit LogTail(QString path) : path_(std::move(path)) {}

    struct Piece {
        QString text;
        bool restarted = false; ///< forget what was read before: the file is another one
        bool cut = false;       ///< what lies before was left out
    };
    /// What has come since the last call; complete lines, and the rest once nothing more follows it.
    Piece next();
    bool exists() const { return exists_; }
    const QString& path() const { return path_; }

private:
    QString path_;
    QByteArray rest_; ///< an unfinished line
    qint64 read_ = 0;
    bool exists_ = false;
};

/// Without colour codes and other control sequences; a line that was overwritten shows its last state.
QString plainLog(const QByteArray& raw);

} // namespace xpu::ui
