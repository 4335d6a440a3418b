#include "core/task/expression.h"

#include <QtTest>

#include <cmath>
#include <functional>
#include <random>

using namespace xpu;

namespace {

const std::vector<std::string> kNames = {"x", "y"};

/// One element in double; NaN-free inputs.
double valueOf(const char* text, double x = 0, double y = 0)
{
    const auto e = Expression::parse(text, kNames);
    if (!e)
        return std::nan("");
    const std::array<const double*, 2> in = {&x, &y};
    double out = 0;
    e->evaluate(std::span<const double* const>(in), 1, &out);
    return out;
}

} // namespace

class ExpressionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bindsAsMathematicsDoes();
    void pointsAtTheMistake_data();
    void pointsAtTheMistake();
    void stopsAtSixtyFourLevels();
    void floatFunctionsStayWithinFourUlp_data();
    void floatFunctionsStayWithinFourUlp();
};

void ExpressionTest::bindsAsMathematicsDoes()
{
    QCOMPARE(valueOf("1 + 2 * 3"), 7.0);
    QCOMPARE(valueOf("(1 + 2) * 3"), 9.0);
    QCOMPARE(valueOf("-2 ^ 2"), -4.0);
    QCOMPARE(valueOf("2 ^ 3 ^ 2"), 512.0);
    QCOMPARE(valueOf("2 ^ -1"), 0.5);
    QCOMPARE(valueOf("10 - 4 - 3"), 3.0);
    QCOMPARE(valueOf("x < y ? 1 : x == y ? 2 : 3", 4, 4), 2.0);
    QCOMPARE(valueOf("x >= y", 4, 4), 1.0);
    QCOMPARE(valueOf("clamp(x, 0, 1) + min(x, y) * max(x, y)", 5, 2), 11.0);
    QCOMPARE(valueOf("round(2.5) + round(3.5) + round(-0.5)"), 6.0);
    QCOMPARE(valueOf("step(1, x) + 1e2 + .5", 1), 101.5);
    QCOMPARE(valueOf("cos(pi) + log(e)"), 0.0);
}

void ExpressionTest::pointsAtTheMistake_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("position");
    QTest::newRow("empty") << QByteArray("") << 0;
    QTest::newRow("end") << QByteArray("x +") << 3;
    QTest::newRow("name") << QByteArray("x + zz") << 4;
    QTest::newRow("function") << QByteArray("x * sine(x)") << 4;
    QTest::newRow("argument missing") << QByteArray("pow(x)") << 5;
    QTest::newRow("argument too many") << QByteArray("sin(x, y)") << 5;
    QTest::newRow("bracket") << QByteArray("(x + y") << 6;
    QTest::newRow("rest") << QByteArray("x y") << 2;
    QTest::newRow("assignment") << QByteArray("x = y") << 2;
    QTest::newRow("overflow") << QByteArray("1e999") << 0;
}

void ExpressionTest::pointsAtTheMistake()
{
    QFETCH(QByteArray, text);
    QFETCH(int, position);
    const auto e = Expression::parse(text.toStdString(), kNames);
    QVERIFY(!e);
    QCOMPARE(static_cast<int>(e.error().position), position);
    QVERIFY(!e.error().what.empty());
}

void ExpressionTest::stopsAtSixtyFourLevels()
{
    const auto nested = [](std::size_t n) {
        return std::string(n, '(') + "x" + std::string(n, ')');
    };
    QVERIFY(Expression::parse(nested(20), kNames));
    QVERIFY(!Expression::parse(nested(100), kNames));
    QVERIFY(!Expression::parse(nested(100'000), kNames));
    QVERIFY(!Expression::parse(std::string(100'000, '-') + "x", kNames));
    std::string longSum = "x";
    for (int i = 0; i < 100'000; ++i)
        longSum += "+x";
    QVERIFY(!Expression::parse(longSum, kNames));
}

void ExpressionTest::floatFunctionsStayWithinFourUlp_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    const auto row = [](const char* text, double from, double to) {
        QTest::newRow(text) << QByteArray(text) << from << to;
    };
    row("exp(x)", -87, 88);
    row("log(x)", 1e-30, 1e3);
    row("log2(x)", 0.5, 2);
    row("sin(x)", -1e6, 1e6);
    row("cos(x)", -100, 100);
    row("tan(x)", -100, 100);
    row("asin(x)", -1, 1);
    row("acos(x)", -1, 1);
    row("atan(x)", -10, 10);
    row("atan2(x, y)", -10, 10);
    row("sinh(x)", -80, 80);
    row("cosh(x)", -80, 80);
    row("tanh(x)", -10, 10);
    row("pow(x, y)", 0, 10);
}

void ExpressionTest::floatFunctionsStayWithinFourUlp()
{
    QFETCH(QByteArray, text);
    QFETCH(double, from);
    QFETCH(double, to);
    const auto e = Expression::parse(text.toStdString(), kNames);
    QVERIFY(e);
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> uniform(from, to);
    constexpr std::size_t kCount = 200'000;
    std::vector<float> x(kCount);
    std::vector<float> y(kCount);
    std::vector<float> out(kCount);
    for (std::size_t i = 0; i < kCount; ++i) {
        x[i] = static_cast<float>(uniform(random));
        y[i] = static_cast<float>(uniform(random));
    }
    const std::array<const float*, 2> in = {x.data(), y.data()};
    e->evaluate(std::span<const float* const>(in), kCount, out.data());
    for (std::size_t i = 0; i < kCount; ++i) {
        // The double path is libm's: independent of the shared text.
        const double exact =
            valueOf(text.constData(), static_cast<double>(x[i]), static_cast<double>(y[i]));
        if (std::abs(exact) < 1.2e-38 || std::abs(exact) > 3.4e38)
            continue;
        const double ulp = std::ldexp(1.0, std::ilogb(exact) - 23);
        QVERIFY2(std::abs(static_cast<double>(out[i]) - exact) <= 4 * ulp,
                 qPrintable(QString("x %1 y %2").arg(x[i]).arg(y[i])));
    }
}

QTEST_APPLESS_MAIN(ExpressionTest)
#include "expression_test.moc"
