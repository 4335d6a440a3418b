#include "ui/text/format.h"

#include "core/wording/message.h"
#include "core/wording/shown_units.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace xpu::ui {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(xpu::ui::Format)
};

/// Three figures at most: 0.42, 1.9, 12.4, 133.
QString figure(double value)
{
    const double size = std::abs(value);
    if (size >= 99.95)
        return QLocale().toString(value, 'f', 0);
    if (size >= 0.995 || size == 0)
        return QLocale().toString(value, 'f', size == std::floor(size) ? 0 : 1);
    return QLocale().toString(value, 'f', 2);
}

/// Two decimals, and for what they would lose as many as show three digits.
QString neverLost(double value)
{
    const int decimals =
        value != 0 && std::abs(value) < 1
            ? std::clamp(2 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 2, 12)
            : 2;
    return QLocale().toString(value, 'f', decimals);
}

struct Scaled {
    QString number;
    QString unit;
    QString joined() const { return number + QChar(QChar::Nbsp) + unit; }
};

Scaled scaledSeconds(double s)
{
    if (s < 1e-3)
        return {figure(s * 1e6), Tr::tr("µs")};
    if (s < 1)
        return {figure(s * 1e3), Tr::tr("ms")};
    if (s < 100)
        return {figure(s), Tr::tr("s")};
    if (s < 5400)
        return {QLocale().toString(s / 60, 'f', 0), Tr::tr("min")};
    return {figure(s / 3600), Tr::tr("h")};
}

Scaled scaledBytes(double count)
{
    static const std::array<const char*, 6> kBinary{"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    static const std::array<const char*, 6> kDecimal{"B", "kB", "MB", "GB", "TB", "PB"};
    const bool decimal = wording::shownUnits().bytes == wording::ShownUnits::Bytes::Decimal;
    const auto& units = decimal ? kDecimal : kBinary;
    std::size_t i = 0;
    for (; count >= (decimal ? 1000 : 1024) && i + 1 < units.size(); ++i)
        count /= decimal ? 1000 : 1024;
    return {figure(i == 0 ? std::round(count) : count), QString::fromLatin1(units.at(i))};
}

Scaled scaledSi(double value, const QString& unit)
{
    if (std::abs(value) >= 1e9)
        return {figure(value / 1e9), u'G' + unit};
    if (std::abs(value) >= 1e6)
        return {figure(value / 1e6), u'M' + unit};
    if (std::abs(value) >= 1e3)
        return {figure(value / 1e3), u'k' + unit};
    if (value != 0 && std::abs(value) < 0.1)
        return {figure(value * 1e3), u'm' + unit};
    return {figure(value), unit};
}

} // namespace

QString unknownText() { return QStringLiteral("–"); }

QString durationText(Seconds duration)
{
    const double s = duration.count();
    if (!std::isfinite(s))
        return unknownText();
    if (s < 100)
        return scaledSeconds(s).joined();
    const auto whole = static_cast<qint64>(std::llround(s));
    if (whole < 3600 && whole % 60 == 0)
        return scaledSeconds(s).joined();
    if (whole < 3600)
        return Tr::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return Tr::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString durationText(const std::optional<Seconds>& duration)
{
    return duration ? durationText(*duration) : unknownText();
}

QString durationRangeText(Seconds lo, Seconds hi)
{
    const Scaled from = scaledSeconds(lo.count());
    const Scaled to = scaledSeconds(hi.count());
    if (from.unit != to.unit)
        return Tr::tr("%1 – %2").arg(from.joined(), to.joined());
    if (from.number == to.number)
        return to.joined();
    return Tr::tr("%1 – %2").arg(from.number, to.joined());
}

QString energyText(Joules energy)
{
    if (wording::shownUnits().energy == wording::ShownUnits::Energy::WattHour)
        return scaledSi(energy.value / 3600, Tr::tr("Wh")).joined();
    return scaledSi(energy.value, Tr::tr("J")).joined();
}

QString moneyText(double amount, const std::string& currency)
{
    const QString number = neverLost(amount);
    return currency.empty() ? number : number + QChar(QChar::Nbsp) + text(currency);
}

QString gramsText(double grams)
{
    if (grams != 0 && std::abs(grams) < 1e-4)
        return neverLost(grams * 1e6) + QChar(QChar::Nbsp) + QStringLiteral("µg");
    return scaledSi(grams, QStringLiteral("g")).joined();
}

QString bytesText(Bytes size) { return scaledBytes(static_cast<double>(size.count)).joined(); }

QString valueText(double value, Unit unit)
{
    const QChar gap(QChar::Nbsp);
    switch (unit) {
    case Unit::Percent:
        return QLocale().toString(value, 'f', 0) + gap + u'%';
    case Unit::Bytes:
        return scaledBytes(value).joined();
    case Unit::Watt:
        return scaledSi(value, Tr::tr("W")).joined();
    case Unit::Celsius:
        return QLocale().toString(value, 'f', 0) + gap + QStringLiteral("°C");
    case Unit::Hertz:
        return scaledSi(value, Tr::tr("Hz")).joined();
    case Unit::Second:
        return scaledSeconds(value).joined();
    case Unit::Joule:
        return energyText(Joules(value));
    case Unit::Rpm:
        return figure(value) + gap + Tr::tr("rpm");
    case Unit::Count:
        break;
    }
    return figure(value);
}

QString deviationText(double predictedSeconds, double actualSeconds)
{
    if (!(predictedSeconds > 0))
        return unknownText();
    const double percent = (actualSeconds - predictedSeconds) / predictedSeconds * 100;
    const QString sign = percent < 0 ? QStringLiteral("−") : QStringLiteral("+");
    return sign + QLocale().toString(std::abs(percent), 'f', 0) + QChar(QChar::Nbsp) + u'%';
}

QString momentText(std::int64_t utcMicros)
{
    if (utcMicros == 0)
        return unknownText();
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(utcMicros / 1000);
    QString time = when.toString(QStringLiteral("HH:mm"));
    if (when.date() == QDate::currentDate())
        return time;
    return QLocale().toString(when.date(), QLocale::ShortFormat) + u' ' + time;
}

QString digestText(const std::string& sha256)
{
    if (sha256.size() < 12)
        return sha256.empty() ? unknownText() : text(sha256);
    return text(sha256.substr(0, 4)) + u'…' + text(sha256.substr(sha256.size() - 4));
}

QString errorText(const Error& error) { return text(wording::message(error)); }

QString diagnosticText(const Diagnostic& diagnostic)
{
    QString sentence = text(wording::message(diagnostic));
    if (diagnostic.line == 0)
        return sentence;
    return Tr::tr("line %1: %2").arg(diagnostic.line).arg(sentence);
}

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

} // namespace xpu::ui
