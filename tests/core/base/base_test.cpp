#include "core/base/ids.h"
#include "core/base/mailbox.h"
#include "core/base/publisher.h"
#include "core/base/thread_role.h"
#include "core/base/units.h"
#include "core/device/tensor.h"

#include <QTest>

#include <thread>

using namespace xpu;

class BaseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void uuidsSortByTheirTime()
    {
        const Uuid early = Uuid::make(1'000'000, 0xfff, ~0ull);
        const Uuid late = Uuid::make(1'002'000, 0, 0);
        QVERIFY(early < late);
    }

    void uuidTextIsReadBackUnchanged()
    {
        const Uuid id = Uuid::generate();
        QCOMPARE(id.text().size(), std::size_t{36});
        QVERIFY(Uuid::parse(id.text()) == id);
    }

    void uuidParserRefusesOtherText()
    {
        QVERIFY(!Uuid::parse(""));
        QVERIFY(!Uuid::parse("0190b5a0-0000-7000-8000-00000000000"));
        QVERIFY(!Uuid::parse("0190b5a0-0000-7000-8000-00000000000g"));
        QVERIFY(!Uuid::parse("0190b5a0x0000-7000-8000-000000000000"));
    }

    void wattsTimesSecondsAreJoules()
    {
        const Joules energy = Watts(50) * Seconds(4);
        QCOMPARE(energy.value, 200.0);
        QCOMPARE((energy / Seconds(4)).value, 50.0);
    }

    void shapeProductThatOverflowsIsNoNumber()
    {
        QVERIFY(!Shape({1ull << 40, 1ull << 40}).elements());
        QCOMPARE(Shape({3, 4}).elements().value(), std::uint64_t{12});
        QCOMPARE(Shape({3, 0}).elements().value(), std::uint64_t{0});
        QCOMPARE(Shape{}.elements().value(), std::uint64_t{1});
    }

    void mailboxKeepsTheOrderOfOneSender()
    {
        Mailbox<int> box;
        std::thread sender([&box] {
            for (int i = 0; i < 1000; ++i)
                box.post(i);
        });
        std::vector<int> received;
        while (received.size() < 1000)
            for (const int m : box.waitAndTake(Seconds(1)))
                received.push_back(m);
        sender.join();
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(received[static_cast<std::size_t>(i)], i);
    }

    void publisherGivesTheNewestValue()
    {
        Publisher<int> slot;
        QVERIFY(slot.latest() == nullptr);
        slot.publish(std::make_shared<const int>(1));
        slot.publish(std::make_shared<const int>(2));
        QCOMPARE(*slot.latest(), 2);
    }

    void roleRefusesAForeignThread()
    {
        ThreadRole role;
        role.bind();
        role.assertHeld();
        bool refused = false;
        std::thread other([&] {
            try {
                role.assertHeld();
            } catch (const BrokenInvariant&) {
                refused = true;
            }
        });
        other.join();
        QVERIFY(refused);
    }
};

QTEST_APPLESS_MAIN(BaseTest)
#include "base_test.moc"
