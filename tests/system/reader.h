#pragma once

#include <QProcess>
#include <QRect>
#include <QString>
#include <QStringList>

#include <vector>

namespace xpu::system_test {

/// What a screen reader gets to know of a table row.
struct ReadRow {
    QStringList cells;
    QRect box; ///< of the first cell, on the screen
};

/// Reads windows through the accessibility bus, on a session bus of its own.
class Reader {
public:
    /// Empty when everything is there and started, else the reason.
    QString open(const QString& display);
    ~Reader();

    /// For programs whose windows are to be read.
    QString busAddress() const { return address_; }
    /// The rows of a table of the control center; none when it is not there.
    std::vector<ReadRow> table(const QString& name) const;

private:
    QProcess bus_;
    QProcess launcher_;
    QString address_;
};

} // namespace xpu::system_test
