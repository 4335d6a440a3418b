#include "ui/log/log_tail.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace xpu::ui {

namespace {

QString withoutEscapes(QString text)
{
    // CSI and OSC sequences of ECMA-48, then single control characters.
    static const QRegularExpression sequences(
        QStringLiteral("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(\x07|\x1b\\\\)|\x1b[@-_]"));
    static const QRegularExpression controls(QStringLiteral("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]"));
    text.remove(sequences);
    text.remove(controls);
    return text;
}

} // namespace

QString plainLog(const QByteArray& raw)
{
    QString text = withoutEscapes(QString::fromUtf8(raw));
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    if (!text.contains(u'\r'))
        return text;
    QStringList lines = text.split(u'\n');
    for (QString& line : lines) {
        while (line.endsWith(u'\r'))
            line.chop(1);
        line = line.mid(line.lastIndexOf(u'\r') + 1);
    }
    return lines.join(u'\n');
}

LogTail::Piece LogTail::next()
{
    Piece piece;
    QFile file(path_);
    exists_ = file.open(QIODevice::ReadOnly);
    if (!exists_)
        return piece;
    if (file.size() < read_) {
        piece.restarted = true;
        read_ = 0;
        rest_.clear();
    }
    if (file.size() - read_ > kMost) {
        piece.restarted = piece.cut = true;
        rest_.clear();
        read_ = file.size() - kMost;
    }
    file.seek(read_);
    const QByteArray fresh = file.read(kMost);
    read_ += fresh.size();
    QByteArray bytes = rest_ + fresh;
    // Half a line may end in half a character: it waits for the other half, but not for ever.
    const qsizetype whole = fresh.isEmpty() ? bytes.size() : bytes.lastIndexOf('\n') + 1;
    rest_ = bytes.mid(whole);
    bytes.truncate(whole);
    piece.text = plainLog(bytes);
    return piece;
}

} // namespace xpu::ui
