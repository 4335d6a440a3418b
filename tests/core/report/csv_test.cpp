#include "core/report/form.h"
#include "tests/core/report/sample_run.h"

#include <QTest>

using namespace xpu;
using namespace xpu::report_test;

namespace {

using Row = QList<QByteArray>;

/// Reads RFC 4180: CRLF ends a record, a quoted field may hold commas, quotes (doubled) and ends.
/// Nothing when the text keeps to no such form.
std::optional<QList<Row>> parse(const std::string& text)
{
    QList<Row> rows;
    Row row;
    QByteArray field;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (quoted) {
            if (c == '"' && next == '"')
                field += text[++i];
            else if (c == '"')
                quoted = false;
            else
                field += c;
        } else if (c == '"') {
            if (!field.isEmpty())
                return std::nullopt; // a quote inside an unquoted field
            quoted = true;
        } else if (c == ',') {
            row << std::exchange(field, {});
        } else if (c == '\r' && next == '\n') {
            row << std::exchange(field, {});
            rows << std::exchange(row, {});
            ++i;
        } else if (c == '\r' || c == '\n') {
            return std::nullopt;
        } else {
            field += c;
        }
    }
    return quoted || !row.isEmpty() || !field.isEmpty() ? std::nullopt : std::optional(rows);
}

QByteArray at(const QList<Row>& rows, int row, const char* column)
{
    return rows[row].value(rows[0].indexOf(column));
}

} // namespace

class CsvTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStepIsALineWithAllColumns()
    {
        history::RunDetail run = sampleRun(3);
        fail(run, 1);
        const auto rows = parse(toCsv(makeReport(run)));
        QVERIFY(rows);
        QCOMPARE(rows->size(), 4);
        for (const Row& row : *rows)
            QCOMPARE(row.size(), rows->front().size());
        QCOMPARE(at(*rows, 1, "run"), QByteArray::fromStdString(run.summary.run.text()));
        QCOMPARE(at(*rows, 1, "id"), QByteArray("gauss[0]"));
        QCOMPARE(at(*rows, 1, "actual_s"), QByteArray("0.01"));
        QCOMPARE(at(*rows, 2, "actual_s"), QByteArray());
        QCOMPARE(at(*rows, 2, "error_code"), QByteArray("E701"));
        QCOMPARE(at(*rows, 3, "started_us"), QByteArray("1700000000010000"));
    }

    void theColumnsAreNamedAsInTheJson()
    {
        const std::string json = toJson(makeReport(sampleRun(1)));
        const auto rows = parse(toCsv(makeReport(sampleRun(1))));
        QVERIFY(rows);
        for (const QByteArray& column : rows->front())
            if (!column.startsWith("error_"))
                QVERIFY2(json.find("\"" + column.toStdString() + "\":") != std::string::npos,
                         column.constData());
    }

    void aRunWithoutStepsIsTheHeaderAlone()
    {
        const auto rows = parse(toCsv(makeReport({})));
        QVERIFY(rows);
        QCOMPARE(rows->size(), 1);
    }

    void commasQuotesAndLineEndsStayInTheirField()
    {
        history::RunDetail run = sampleRun(1);
        fail(run, 0).errorMessage = "no \"file\", and\r\nno luck";
        run.steps[0].step = "a,b";
        const auto rows = parse(toCsv(makeReport(run)));
        QVERIFY(rows);
        QCOMPARE(rows->size(), 2);
        QCOMPARE(at(*rows, 1, "error_message"), QByteArray("no \"file\", and\r\nno luck"));
        QCOMPARE(at(*rows, 1, "id"), QByteArray("a,b"));
    }

    void noTextBecomesAFormula_data()
    {
        QTest::addColumn<QByteArray>("evil");
        for (const char* evil : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
                                 "=cmd|' /C calc'!A0", "=\"a\",b"})
            QTest::addRow("%s", QByteArray(evil).toHex().constData()) << QByteArray(evil);
    }
    void noTextBecomesAFormula()
    {
        QFETCH(QByteArray, evil);
        history::RunDetail run = sampleRun(1);
        for (std::string* text :
             {&run.steps[0].step, &run.steps[0].operation, &run.steps[0].device,
              &run.steps[0].energyQuality, &run.steps[0].errorCode, &run.steps[0].errorMessage})
            *text = evil.toStdString();
        const auto rows = parse(toCsv(makeReport(run)));
        QVERIFY(rows);
        for (const char* column :
             {"id", "operation", "device", "energy_quality", "error_code", "error_message"})
            QCOMPARE(at(*rows, 1, column), "'" + evil);
    }

    void bytesThatAreNoUtf8AreReplaced()
    {
        history::RunDetail run = sampleRun(1);
        run.steps[0].step = std::string("bad \xff\0 end", 10);
        const auto rows = parse(toCsv(makeReport(run)));
        QVERIFY(rows);
        QCOMPARE(at(*rows, 1, "id"), QByteArray("bad \xef\xbf\xbd  end"));
    }

    void theEndingOfAFileNamesItsForm()
    {
        using report::Form;
        using report::formOfFile;
        QCOMPARE(formOfFile("/tmp/a.HTML"), std::optional(Form::Html));
        QCOMPARE(formOfFile("a.trace.json"), std::optional(Form::Trace));
        QCOMPARE(formOfFile("a.json"), std::optional(Form::Json));
        QCOMPARE(formOfFile("a.prom"), std::optional(Form::OpenMetrics));
        QCOMPARE(formOfFile("folder.csv/a"), std::nullopt);
        QCOMPARE(formOfFile("a.pdf"), std::nullopt);
        QCOMPARE(formOfFile(".csv"), std::nullopt);
        for (const report::FormInfo& form : report::forms()) {
            QCOMPARE(formOfFile("a" + std::string(form.ending)), std::optional(form.form));
            QCOMPARE(report::formFromName(form.name), std::optional(form.form));
        }
    }
};

QTEST_APPLESS_MAIN(CsvTest)
#include "csv_test.moc"
