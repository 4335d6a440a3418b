#include <QTest>

#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// In `folder`, no include may match `forbidden`.
struct Rule {
    std::string folder;
    std::string forbidden;
};

const std::vector<Rule> kRules = {
    {"core", R"(^[<"](Q[A-Z]|Qt|vulkan|tbb|oneapi|CL/|sensors/|compute/|ui/|app/))"},
    {"compute", R"(^[<"](Q[A-Z]|Qt|ui/|app/))"},
    {"ui", R"(^[<"](vulkan|tbb|oneapi|CL/|compute/|app/))"},
    {"app/ctl", R"(^[<"](Q[A-Z]|Qt|ui/))"},
    {"app/worker", R"(^[<"](Q[A-Z]|Qt|ui/))"},
    {"app/options", R"(^[<"](Q[A-Z]|Qt|ui/|compute/))"},
    {"app/manual", R"(^[<"](Q[A-Z]|Qt|ui/))"},
    {"app/assembly", R"(^[<"](Q[A-Z]|Qt|ui/))"},
};

bool isSource(const fs::path& file)
{
    return file.extension() == ".h" || file.extension() == ".cpp";
}

std::vector<std::string> includesOf(std::istream& text)
{
    static const std::regex include(R"(^\s*#\s*include\s*([<"][^>"]*))");
    std::vector<std::string> found;
    std::smatch match;
    for (std::string line; std::getline(text, line);)
        if (std::regex_search(line, match, include))
            found.push_back(match[1]);
    return found;
}

QStringList violations(const Rule& rule)
{
    const std::regex forbidden(rule.forbidden);
    QStringList found;
    const fs::path top = fs::path(XPU_SOURCE_DIR) / rule.folder;
    if (!fs::exists(top))
        return found;
    for (const auto& entry : fs::recursive_directory_iterator(top)) {
        if (!isSource(entry.path()))
            continue;
        std::ifstream file(entry.path());
        for (const std::string& name : includesOf(file))
            if (std::regex_search(name, forbidden))
                found << QString::fromStdString(entry.path().string() + ": " + name);
    }
    return found;
}

std::size_t sourceCount(const std::string& folder)
{
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(XPU_SOURCE_DIR) / folder))
        if (isSource(entry.path()))
            ++count;
    return count;
}

} // namespace

class IncludeRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void arrowsOfTheHouseRunOneWay_data()
    {
        QTest::addColumn<QString>("folder");
        for (const Rule& rule : kRules)
            QTest::newRow(rule.folder.c_str()) << QString::fromStdString(rule.folder);
    }

    void arrowsOfTheHouseRunOneWay()
    {
        QFETCH(QString, folder);
        for (const Rule& rule : kRules)
            if (rule.folder == folder.toStdString())
                QCOMPARE(violations(rule).join(QLatin1Char('\n')), QString());
    }

    void theRulesLookAtRealFiles() { QVERIFY(sourceCount("core") > 20); }

    void aForbiddenIncludeIsRecognised()
    {
        std::istringstream text("#include <QString>\n  # include \"compute/x.h\"\nint a;\n");
        const std::vector<std::string> names = includesOf(text);
        QCOMPARE(names.size(), std::size_t{2});
        for (const std::string& name : names)
            QVERIFY(std::regex_search(name, std::regex(kRules[0].forbidden)));
    }
};

QTEST_APPLESS_MAIN(IncludeRulesTest)
#include "include_rules_test.moc"
