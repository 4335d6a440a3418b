#include "compute/io/atomic_file.h"
#include "compute/io/csv.h"
#include "compute/io/data_file.h"
#include "compute/io/npy.h"
#include "compute/sysfs/open_beneath.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>

#include <cstring>

using namespace xpu;

namespace {

std::shared_ptr<HostBlock> ramp(const TensorSpec& spec)
{
    auto block = HostBlock::allocate(spec.bytes()).value();
    for (std::size_t i = 0; i < spec.bytes().count; ++i)
        block->data()[i] = static_cast<std::byte>(i * 7 + 3);
    return block;
}

QByteArray npy(const QByteArray& dictionary, const QByteArray& data, char version = 1)
{
    QByteArray file("\x93NUMPY", 6);
    file += version;
    file += '\0';
    file += static_cast<char>(dictionary.size() & 0xff);
    file += static_cast<char>(dictionary.size() >> 8);
    if (version > 1)
        file += QByteArray(2, '\0');
    return file + dictionary + data;
}

} // namespace

class DataFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrote_data();
    void readsBackWhatItWrote();
    void jpegStaysClose();
    void readsForeignNpy();
    void refusesBadFiles_data();
    void refusesBadFiles();
    void truncatedPicturesAreErrors_data();
    void truncatedPicturesAreErrors();
    void csvNamesTheLine();
    void csvSkipsHeadingAndComments();
    void anUncommittedFileLeavesNothing();
    void commitReplacesOnlyWhenAllowed();
    void pathsStayBeneathTheirFolder();

private:
    QString path(const char* name) const { return folder_.filePath(name); }
    Result<TensorSpec> header(const char* name) const
    {
        const FileDescriptor fd(::open(path(name).toUtf8().constData(), O_RDONLY));
        return io::readDataHeader(fd.get(), name);
    }
    Result<io::LoadedData> load(const char* name) const
    {
        const FileDescriptor fd(::open(path(name).toUtf8().constData(), O_RDONLY));
        return io::readDataFile(fd.get(), name);
    }
    Result<void> save(const char* name, const TensorSpec& spec, const HostBlock& block) const
    {
        const FileDescriptor fd(
            ::open(path(name).toUtf8().constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600));
        return io::writeDataFile(fd.get(), name, spec, block.data());
    }
    void put(const char* name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QByteArray get(const char* name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir folder_;
};

void DataFileTest::readsBackWhatItWrote_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("dtype");
    QTest::addColumn<QList<int>>("shape");
    for (const char* type : {"f16", "f32", "f64", "i8", "i16", "i32", "i64", "u8", "u64", "c64"})
        QTest::addRow("npy %s", type)
            << QByteArray("a.npy") << QByteArray(type) << QList<int>{3, 5, 2};
    QTest::newRow("npy scalar") << QByteArray("a.npy") << QByteArray("f32") << QList<int>{};
    QTest::newRow("npy empty") << QByteArray("a.npy") << QByteArray("f32") << QList<int>{0, 4};
    for (const int channels : {1, 3, 4})
        for (const char* type : {"u8", "u16"})
            QTest::addRow("png %s %d", type, channels)
                << QByteArray("a.png") << QByteArray(type) << QList<int>{7, 5, channels};
}

void DataFileTest::readsBackWhatItWrote()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, dtype);
    QFETCH(QList<int>, shape);
    TensorSpec spec{*dtypeFromName(dtype.toStdString()), {}};
    for (const int extent : shape)
        spec.shape.extent[spec.shape.rank++] = static_cast<std::uint64_t>(extent);
    const auto block = ramp(spec);
    QVERIFY(save(name.constData(), spec, *block));
    QCOMPARE(header(name.constData()).value().text(), spec.text());
    const auto loaded = load(name.constData());
    QVERIFY(loaded);
    QCOMPARE(loaded->spec.text(), spec.text());
    QCOMPARE(std::memcmp(loaded->data->data(), block->data(), spec.bytes().count), 0);
}

void DataFileTest::jpegStaysClose()
{
    const TensorSpec spec{DType::U8, {16, 24, 3}};
    auto block = HostBlock::allocate(spec.bytes()).value();
    for (std::size_t i = 0; i < spec.bytes().count; ++i)
        block->data()[i] = static_cast<std::byte>(i / 72 * 10);
    QVERIFY(save("a.jpg", spec, *block));
    const auto loaded = load("a.jpg");
    QVERIFY(loaded);
    QCOMPARE(loaded->spec.text(), spec.text());
    for (std::size_t i = 0; i < spec.bytes().count; ++i)
        QVERIFY(std::abs(std::to_integer<int>(loaded->data->data()[i])
                         - std::to_integer<int>(block->data()[i]))
                <= 6);
}

void DataFileTest::readsForeignNpy()
{
    // Column-major and big-endian, version 3: rows 0 1 2 and 3 4 5 stored by columns.
    QByteArray data;
    for (const char v : {'\0', '\3', '\1', '\4', '\2', '\5'})
        data += QByteArray("\0", 1).append(v);
    put("f.npy", npy("{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }\n", data, 3));
    const auto loaded = load("f.npy");
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    QCOMPARE(loaded->spec.text(), std::string("i16 [2, 3]"));
    for (int i = 0; i < 6; ++i)
        QCOMPARE(loaded->data->as<std::int16_t>()[static_cast<std::size_t>(i)], std::int16_t(i));
}

void DataFileTest::refusesBadFiles_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const auto row = [](const char* title, const char* name, const QByteArray& bytes, Errc code) {
        QTest::newRow(title) << QByteArray(name) << bytes << static_cast<int>(code);
    };
    const auto dict = [](const char* descr, const char* shape) {
        return QByteArray("{'descr': '") + descr + "', 'fortran_order': False, 'shape': (" + shape
               + "), }\n";
    };
    const QByteArray kib(1000, '\0');
    row("20 GiB in 1 KiB", "a.npy", npy(dict("<f8", "2684354560,"), kib), Errc::Corrupt);
    row("product overflows", "a.npy", npy(dict("<f4", "4294967296, 4294967296, 4"), kib),
        Errc::Corrupt);
    row("extent overflows", "a.npy", npy(dict("<f4", "99999999999999999999,"), kib), Errc::Corrupt);
    row("objects", "a.npy", npy(dict("|O", "3,"), kib), Errc::Unsupported);
    row("structure", "a.npy",
        npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3,), }", kib),
        Errc::Unsupported);
    row("nine dimensions", "a.npy", npy(dict("<f4", "1,1,1,1,1,1,1,1,1"), kib), Errc::Unsupported);
    row("negative", "a.npy", npy(dict("<f4", "-3,"), kib), Errc::InvalidInput);
    row("no shape", "a.npy", npy("{'descr': '<f4', 'fortran_order': False}", kib),
        Errc::InvalidInput);
    row("header longer than file", "a.npy", QByteArray("\x93NUMPY\x01\x00\xff\xff", 10),
        Errc::Corrupt);
    row("empty", "a.npy", {}, Errc::InvalidInput);
    row("empty picture", "a.png", {}, Errc::InvalidInput);
    row("text as picture", "a.png", "hello, this is no picture", Errc::InvalidInput);
    row("unknown kind", "a.bin", "whatever", Errc::Unsupported);
    row("only magic", "a.jpg", "\xff\xd8\xff", Errc::Corrupt);
}

void DataFileTest::refusesBadFiles()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    put(name.constData(), bytes);
    const auto head = header(name.constData());
    QVERIFY(!head);
    QCOMPARE(static_cast<int>(head.error().code), code);
    const auto body = load(name.constData());
    QVERIFY(!body);
    QCOMPARE(static_cast<int>(body.error().code), code);
}

void DataFileTest::truncatedPicturesAreErrors_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("png") << QByteArray("t.png");
    QTest::newRow("jpg") << QByteArray("t.jpg");
}

void DataFileTest::truncatedPicturesAreErrors()
{
    QFETCH(QByteArray, name);
    const TensorSpec spec{DType::U8, {64, 64, 3}};
    QVERIFY(save(name.constData(), spec, *ramp(spec)));
    const QByteArray whole = get(name.constData());
    for (const qsizetype keep : {whole.size() / 2, whole.size() / 10, qsizetype{9}}) {
        put(name.constData(), whole.left(keep));
        const auto loaded = load(name.constData());
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, Errc::Corrupt);
    }
}

void DataFileTest::csvNamesTheLine()
{
    put("a.csv", "1,2\n3,4\n5,x\n");
    const auto bad = load("a.csv");
    QVERIFY(!bad);
    QVERIFY(QString::fromStdString(bad.error().context).contains("line 3, field 2"));
    put("b.csv", "1,2\n\n3,4,5\n");
    const auto ragged = load("b.csv");
    QVERIFY(!ragged);
    QVERIFY(QString::fromStdString(ragged.error().context).contains("line 3"));
}

void DataFileTest::csvSkipsHeadingAndComments()
{
    put("a.csv", "width;height\r\n# measured\r\n1.5; -2e3\r\n+4;0.25");
    const auto loaded = load("a.csv");
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    QCOMPARE(loaded->spec.text(), std::string("f64 [2, 2]"));
    QCOMPARE(header("a.csv").value().text(), std::string("f64 [2, 2]"));
    const auto values = loaded->data->as<double>();
    QCOMPARE(std::vector<double>(values.begin(), values.end()),
             (std::vector<double>{1.5, -2000, 4, 0.25}));
}

void DataFileTest::anUncommittedFileLeavesNothing()
{
    const std::string root = folder_.path().toStdString();
    {
        const auto file = io::AtomicFile::create(root, root + "/sub/dir/x.npy");
        QVERIFY(file);
        QCOMPARE(QDir(path("sub/dir")).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }
    QVERIFY(QDir(path("sub/dir")).entryList(QDir::Files | QDir::Hidden).isEmpty());
}

void DataFileTest::commitReplacesOnlyWhenAllowed()
{
    const std::string root = folder_.path().toStdString();
    put("old.txt", "old");
    auto kept = io::AtomicFile::create(root, root + "/old.txt");
    QCOMPARE(kept->commit(false).error().code, Errc::Conflict);
    QCOMPARE(get("old.txt"), QByteArray("old"));
    auto replaced = io::AtomicFile::create(root, root + "/old.txt");
    QVERIFY(replaced->commit(true));
    QCOMPARE(get("old.txt"), QByteArray());
}

void DataFileTest::pathsStayBeneathTheirFolder()
{
    QVERIFY(QDir(folder_.path()).mkpath("granted"));
    put("secret", "s");
    put("granted/inside", "i");
    const std::string top = folder_.path().toStdString();
    const std::string root = top + "/granted";
    QVERIFY(QFile::link(path("secret"), path("granted/link")));
    QVERIFY(QFile::link("/", path("granted/out")));
    QVERIFY(openBeneath(root, root + "/inside", O_RDONLY));
    QVERIFY(openBeneath(root, root + "/x/../inside", O_RDONLY));
    for (const std::string& escape :
         {root + "/../secret", top + "/secret", root + "/link", root + "/out/etc/passwd"}) {
        const auto opened = openBeneath(root, escape, O_RDONLY);
        QVERIFY2(!opened, escape.c_str());
        QCOMPARE(opened.error().code, Errc::InvalidInput);
    }
    QVERIFY(!io::AtomicFile::create(root, root + "/out/tmp/x"));
    QVERIFY(!io::AtomicFile::create(root, root + "/../x"));
}

QTEST_APPLESS_MAIN(DataFileTest)
#include "data_file_test.moc"
