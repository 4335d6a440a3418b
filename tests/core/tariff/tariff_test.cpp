#include "core/tariff/footprint.h"

#include <QRandomGenerator>
#include <QTest>

using namespace xpu::tariff;

namespace {

constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 24 * kHour;
/// Monday 2026-03-23 00:00 UTC.
constexpr std::int64_t kMonday = 1'774'224'000;
/// Clocks go one hour ahead on Sunday 2026-03-29 at 01:00 UTC, as in Berlin.
constexpr std::int64_t kSpring = kMonday + 6 * kDay + kHour;

std::int64_t greenwich(std::int64_t) { return 0; }
std::int64_t berlin(std::int64_t utc) { return utc < kSpring ? kHour : 2 * kHour; }
/// Back to winter time at the same moment.
std::int64_t autumn(std::int64_t utc) { return utc < kSpring ? 2 * kHour : kHour; }

double hours(const WeekRates& rates, std::int64_t from, std::int64_t to, LocalOffset offset)
{
    return rates.integral(from * 1'000'000, to * 1'000'000, offset) / kHour;
}

Tariff read(const std::string& text, Meaning meaning = Meaning::Price)
{
    LoadedTariff loaded = readTariff(text, meaning);
    return loaded.tariff ? *loaded.tariff : Tariff{"?", WeekRates(std::vector<double>(10080, -1))};
}

/// "4 window overlaps …": line and words of the first problem; how many there are is checked too.
void refuses(const char* text, int line, const char* words, Meaning meaning = Meaning::Price)
{
    const LoadedTariff loaded = readTariff(text, meaning);
    QVERIFY(!loaded.tariff);
    QCOMPARE(loaded.problems.size(), std::size_t{1});
    QCOMPARE(loaded.problems[0].line, line);
    QVERIFY2(loaded.problems[0].message.find(words) != std::string::npos,
             loaded.problems[0].message.c_str());
}

constexpr const char* kNight = "currency = \"EUR\"\nper_kwh = 0.3\n[[window]]\n"
                               "days = [\"fri\", \"sun\"]\nfrom = \"22:00\"\nto = \"06:00\"\n"
                               "per_kwh = 0.1\n";

} // namespace

class TariffTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFlatRateHoldsAlways()
    {
        const Tariff flat = read("currency = \"EUR\"\nper_kwh = 0.25\n");
        QCOMPARE(flat.currency, std::string("EUR"));
        QCOMPARE(hours(flat.perKwh, kMonday, kMonday + 30 * kDay, berlin), 0.25 * 30 * 24);
    }

    void aWindowAcrossMidnightBelongsToTheDayOnWhichItBegins()
    {
        const WeekRates rates = read(kNight).perKwh;
        const auto at = [&](int day, int hour) { return rates.at((day * 24 + hour) * 60); };
        QCOMPARE(at(4, 21), 0.3);
        QCOMPARE(at(4, 22), 0.1); // Friday
        QCOMPARE(at(5, 5), 0.1);
        QCOMPARE(at(5, 6), 0.3);
        QCOMPARE(at(5, 22), 0.3); // Saturday is not named
        QCOMPARE(at(6, 23), 0.1);
        QCOMPARE(at(0, 5), 0.1); // from Sunday into Monday
        QCOMPARE(at(0, 6), 0.3);
    }

    void theSpanOfARunIsSplitAtTheEdgesOfWindows()
    {
        const WeekRates rates = read(kNight).perKwh;
        const std::int64_t friday = kMonday + 4 * kDay;
        QCOMPARE(hours(rates, friday + 21 * kHour, friday + 23 * kHour, greenwich), 0.3 + 0.1);
        const std::int64_t half = (friday + 22 * kHour) * 1'000'000 - 500'000;
        QCOMPARE(rates.mean(half, half + 1'000'000, greenwich), 0.2);
        QCOMPARE(rates.mean(half, half, greenwich), 0.3); // no length
    }

    void localTimeDecidesNotUtc()
    {
        const WeekRates rates = read(kNight).perKwh;
        const std::int64_t friday = kMonday + 4 * kDay;
        QCOMPARE(hours(rates, friday + 21 * kHour, friday + 22 * kHour, berlin), 0.1);
    }

    void aNightWhoseClocksChangeIsAnHourShorterOrLonger()
    {
        const WeekRates rates =
            read("currency = \"EUR\"\nper_kwh = 0\n[[window]]\nfrom = \"00:00\"\nto = \"06:00\"\n"
                 "per_kwh = 1\n")
                .perKwh;
        const std::int64_t evening = kMonday + 5 * kDay + 20 * kHour;
        QCOMPARE(hours(rates, evening, evening + 14 * kHour, greenwich), 6.0);
        QCOMPARE(hours(rates, evening, evening + 14 * kHour, berlin), 5.0);
        QCOMPARE(hours(rates, evening, evening + 14 * kHour, autumn), 7.0);
    }

    void anySplitOfASpanSumsToTheWhole()
    {
        const WeekRates rates = read(kNight).perKwh;
        QRandomGenerator random(7);
        for (const LocalOffset offset : {greenwich, berlin, autumn, systemOffset}) {
            for (int round = 0; round < 200; ++round) {
                const std::int64_t from =
                    kMonday * 1'000'000 + random.bounded(qint64{604'800'000'000});
                const std::int64_t to = from + 1 + random.bounded(qint64{1'000'000'000'000});
                std::vector<std::int64_t> cuts{from, to};
                for (int i = 0; i < round % 9; ++i)
                    cuts.push_back(from + random.bounded(qint64{to - from}));
                std::sort(cuts.begin(), cuts.end());
                double sum = 0;
                for (std::size_t i = 1; i < cuts.size(); ++i)
                    sum += rates.integral(cuts[i - 1], cuts[i], offset);
                const double whole = rates.integral(from, to, offset);
                QVERIFY2(std::abs(sum - whole) <= 1e-9 * whole, qPrintable(QString::number(round)));
                const double mean = rates.mean(from, to, offset);
                QVERIFY(mean >= 0.1 - 1e-12 && mean <= 0.3 + 1e-12);
            }
        }
    }

    void damagedTimesEnd()
    {
        const WeekRates rates = read(kNight).perKwh;
        for (const auto& [from, to] :
             {std::pair(INT64_MIN, INT64_MAX), std::pair(INT64_C(0), INT64_MAX),
              std::pair(INT64_MAX - 1, INT64_MAX), std::pair(INT64_MAX, INT64_MIN)}) {
            const double mean = rates.mean(from, to, greenwich);
            QVERIFY(mean >= 0.1 - 1e-9 && mean <= 0.3 + 1e-9);
        }
    }

    void whatIsWrongIsNamedWithItsLine()
    {
        refuses("currency = \"EUR\"\nper_kwh = \"cheap\"\n", 2, "a number is expected: per_kwh");
        refuses("currency = \"EUR\"\nper_kwh = -0.1\n", 2, "must not be below 0");
        refuses("currency = \"EUR\"\nper_kwh = nan\n", 2, "a number is expected");
        refuses("currency = \"EUR\"\n", 1, "per_kwh");
        refuses("per_kwh = 1\n", 1, "currency is expected");
        refuses("per_kwh = 1\ncurrency = 7\n", 2, "currency is expected");
        refuses("currency = \"EUR\"\nper_kwh = 1\nperkwh = 2\n", 3, "did you mean per_kwh?");
        refuses("currency = \"EUR\"\nper_kwh = 1\nwindow = 3\n", 3, "[[window]]");
        refuses("currency = \"EUR\"\nper_kwh = = 1\n", 2, "");
        const std::string head = "currency = \"EUR\"\nper_kwh = 1\n[[window]]\nper_kwh = 2\n";
        refuses((head + "days = [\"mon\", \"moon\"]\n").c_str(), 5, "mon, tue");
        refuses((head + "days = [\"mon\", \"mon\"]\n").c_str(), 5, "each once");
        refuses((head + "days = []\n").c_str(), 5, "a list");
        refuses((head + "from = \"7:00\"\n").c_str(), 5, "a time of day");
        refuses((head + "to = \"24:01\"\n").c_str(), 5, "a time of day");
        refuses((head + "to = 07:00:00\n").c_str(), 5, "a time of day");
        refuses((head + "from = \"07:00\"\nto = \"07:00\"\n").c_str(), 3, "empty");
    }

    void windowsThatOverlapAreNamedWithBothLines()
    {
        const std::string night(kNight);
        refuses((night + "[[window]]\ndays = [\"sat\"]\nfrom = \"05:59\"\nper_kwh = 1\n").c_str(),
                8, "overlaps with that of line 3");
        QVERIFY(readTariff(night + "[[window]]\ndays = [\"sat\"]\nfrom = \"06:00\"\nper_kwh = 1\n",
                           Meaning::Price)
                    .tariff);
    }

    void aCarbonFileHasItsOwnUnitAndNoCurrency()
    {
        QCOMPARE(read("g_per_kwh = 380\n", Meaning::Carbon).perKwh.at(0), 380.0);
        refuses("g_per_kwh = 380\ncurrency = \"EUR\"\n", 2, "no such key", Meaning::Carbon);
        refuses("", 1, "g_per_kwh", Meaning::Carbon);
    }

    void energyThatIsNotKnownCostsNothingThatIsKnown()
    {
        const Rates rates{read("currency = \"EUR\"\nper_kwh = 0.3\n"), std::nullopt};
        const Footprint known = footprintOf(rates, 3.6e6, 0, 1'000'000);
        QCOMPARE(*known.cost, 0.3);
        QVERIFY(!known.carbonG);
        QVERIFY(!footprintOf(rates, std::nullopt, 0, 1'000'000).cost);
    }
};

QTEST_APPLESS_MAIN(TariffTest)
#include "tariff_test.moc"
