#include "core/wording/catalogue.h"
#include "core/wording/message.h"
#include "core/wording/quantity_text.h"
#include "core/wording/shown_units.h"

#include <QTest>

#include <limits>
#include <set>
#include <string>

using namespace xpu;
using namespace xpu::wording;

class WordingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { installTranslator({}); }

    void offersTheNearestKey()
    {
        Diagnostic d;
        d.code = "E105";
        d.holes = {{"key", "devcies"}, {"nearest", "devices"}};
        QCOMPARE(message(d), std::string("unknown key 'devcies'; did you mean 'devices'?"));
    }

    void givesTheMendWhenNothingIsNear()
    {
        Diagnostic d;
        d.code = "E105";
        d.holes = {{"key", "zzz"}, {"nearest", ""}};
        QCOMPARE(message(d), std::string("unknown key 'zzz'; remove it"));
    }

    void writesBytesForPeople()
    {
        Diagnostic d;
        d.code = "E401";
        d.variant = "memory";
        d.holes = {{"step", "g"}, {"need_bytes", "3221225472"}, {"have_bytes", "1610612736"}};
        QVERIFY(
            message(d).starts_with("'g' needs 3 GiB, the largest allowed device has 1.5 GiB; "));
    }

    void letsNoControlCharacterThrough()
    {
        Diagnostic d;
        d.code = "E202";
        d.holes = {{"op", "a\x1b[31m\nb"}};
        const std::string text = message(d);
        QVERIFY(text.find('\x1b') == std::string::npos);
        QVERIFY(text.find('\n') == std::string::npos);
    }

    void cutsEndlessTextAtACodePoint()
    {
        Diagnostic d;
        d.code = "E202";
        std::string name;
        for (int i = 0; i < 5000; ++i)
            name += "ä";
        d.holes = {{"op", name}};
        const std::string text = message(d);
        QVERIFY(text.size() < 600);
        QVERIFY(QString::fromStdString(text).toStdString() == text);
    }

    void hasEveryTemplateOnceAndWithAText()
    {
        std::set<std::string> seen;
        for (const FindingText& row : findingTexts()) {
            QVERIFY(seen.insert(std::string(row.code) + "/" + std::string(row.variant)).second);
            QVERIFY(*row.sentence.text != '\0');
        }
    }

    void holesOfAValueAreNotFilledAgain()
    {
        Diagnostic d;
        d.code = "E207";
        d.holes = {{"port", "{detail}"}, {"detail", "x"}};
        QCOMPARE(message(d), std::string("shapes disagree at '{detail}': x"));
    }

    void asksTheInstalledTranslator()
    {
        installTranslator([](const char* context, const char* text) {
            return std::string(context) + "|" + text;
        });
        QCOMPARE(message(Errc::NotFound), std::string("error|not found"));
        QCOMPARE(message(Error{Errc::NoSpace, "/data"}), std::string("error|no space left: /data"));
    }

    void timeKeepsThreeDigitsAndAFittingUnit()
    {
        QCOMPARE(text(Seconds(0)), std::string("0 s"));
        QCOMPARE(text(Seconds(0.00001234)), std::string("12.3 µs"));
        QCOMPARE(text(Seconds(0.9999)), std::string("1 s"));
        QCOMPARE(text(Seconds(1.25)), std::string("1.25 s"));
        QCOMPARE(text(Seconds(59.99)), std::string("1 min"));
        QCOMPARE(text(Seconds(125)), std::string("2 min 5 s"));
        QCOMPARE(text(Seconds(3599.9)), std::string("1 h"));
        QCOMPARE(text(Seconds(12000)), std::string("3 h 20 min"));
        QCOMPARE(text(Seconds(86400 * 2 + 4 * 3600)), std::string("2 d 4 h"));
        QCOMPARE(text(Seconds(std::numeric_limits<double>::infinity())), std::string("–"));
    }

    void sizesPowerAndEnergyReadWell()
    {
        QCOMPARE(text(Bytes(0)), std::string("0 B"));
        QCOMPARE(text(Bytes(1023)), std::string("1023 B"));
        QCOMPARE(text(Bytes(1048575)), std::string("1 MiB"));
        QCOMPARE(text(Bytes(1536)), std::string("1.5 KiB"));
        QCOMPARE(text(6_GiB), std::string("6 GiB"));
        QCOMPARE(text(Watts(95)), std::string("95 W"));
        QCOMPARE(text(Watts(1200)), std::string("1.2 kW"));
        QCOMPARE(text(Joules(4500)), std::string("4.5 kJ"));
        QCOMPARE(text(Joules(7.2e6)), std::string("2 kWh"));
        showUnits({ShownUnits::Bytes::Decimal, ShownUnits::Energy::WattHour});
        const std::string bytes = text(Bytes(1536));
        const std::string energy = text(Joules(4500));
        showUnits({});
        QCOMPARE(bytes, std::string("1.54 kB"));
        QCOMPARE(energy, std::string("1.25 Wh"));
        QCOMPARE(percent(0.345), std::string("34.5 %"));
    }

    void aRangeOfEqualTextsIsOneText()
    {
        QCOMPARE(range(Seconds(1.2), Seconds(1.5)), std::string("1.2 s – 1.5 s"));
        QCOMPARE(range(Watts(95.01), Watts(95.02)), std::string("95 W"));
    }
};

QTEST_APPLESS_MAIN(WordingTest)
#include "wording_test.moc"
