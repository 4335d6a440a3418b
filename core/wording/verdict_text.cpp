#include "core/wording/verdict_text.h"

#include "core/wording/quantity_text.h"
#include "core/wording/translator.h"

#include <cmath>

namespace xpu::wording {
namespace {

using Better = Comparison::Better;
using Evidence = Comparison::Evidence;

std::string timeSentence(const Comparison& both)
{
    Holes holes = {{"first", text(Seconds(both.makespanS.first.value_or(0)))},
                   {"second", text(Seconds(both.makespanS.second.value_or(0)))}};
    if (both.time == Better::Unknown)
        return filled(XPU_TR("verdict",
                             "No word on which was faster: both runs must be done and have"
                             " taken time."),
                      holes);
    const double ratio = both.makespanS.ratio().value_or(1);
    if (both.time == Better::Alike)
        return filled(
            XPU_TR("verdict", "Both runs took about the same time: {first} and {second}."), holes);
    // "less than the slower one" on both sides: a third less stays a third whoever is first.
    holes["share"] = percent(1 - std::min(ratio, 1 / ratio));
    return both.time == Better::Second
               ? filled(XPU_TR("verdict", "The second run was better: it took {share} less time,"
                                          " {second} instead of {first}."),
                        holes)
               : filled(XPU_TR("verdict", "The first run was better: it took {share} less time,"
                                          " {first} instead of {second}."),
                        holes);
}

std::string energySentence(const Comparison& both)
{
    const double ratio = both.energyJ.ratio().value_or(1);
    const Holes holes = {{"first", text(Joules(both.energyJ.first.value_or(0)))},
                         {"second", text(Joules(both.energyJ.second.value_or(0)))},
                         {"share", percent(1 - std::min(ratio, 1 / ratio))}};
    if (both.energy == Better::Alike)
        return filled(XPU_TR("verdict", "They used about the same energy: {first} and {second}."),
                      holes);
    return both.energy == Better::Second
               ? filled(XPU_TR("verdict", "The second used {share} less energy, {second} instead of"
                                          " {first}."),
                        holes)
               : filled(XPU_TR("verdict", "The first used {share} less energy, {first} instead of"
                                          " {second}."),
                        holes);
}

std::string evidenceSentence(const Comparison& both)
{
    const Holes holes = {{"a", std::to_string(both.fasterInFirst)},
                         {"b", std::to_string(both.fasterInSecond)},
                         {"all", std::to_string(both.compared)}};
    if (both.evidence == Evidence::Few)
        return filled(XPU_TR("verdict",
                             "Too few steps differ to tell the runs from chance: of {all}"
                             " in both, {a} were faster in the first and {b} in the"
                             " second."),
                      holes);
    if (both.evidence == Evidence::Mixed)
        return filled(XPU_TR("verdict",
                             "The steps do not speak with one voice: of {all} in both, {a}"
                             " were faster in the first and {b} in the second."),
                      holes);
    return filled(XPU_TR("verdict",
                         "Most steps say the same: of {all} in both, {a} were faster in the"
                         " first and {b} in the second."),
                  holes);
}

} // namespace

std::vector<std::string> verdict(const Comparison& both)
{
    std::vector<std::string> sentences{timeSentence(both)};
    if (both.energy != Better::Unknown)
        sentences.push_back(energySentence(both));
    if (both.evidence != Evidence::None)
        sentences.push_back(evidenceSentence(both));
    if (!both.onlyFirst.empty() || !both.onlySecond.empty())
        sentences.push_back(filled(
            XPU_TR("verdict", "The runs do not hold the same steps (only in the first: {a}, only"
                              " in the second: {b}), so their times are not like for like."),
            {{"a", std::to_string(both.onlyFirst.size())},
             {"b", std::to_string(both.onlySecond.size())}}));
    if (both.ranOnlyInFirst + both.ranOnlyInSecond > 0)
        sentences.push_back(
            filled(XPU_TR("verdict",
                          "Some steps ran in one run alone (in the first: {a}, in the second: {b}):"
                          " in the other their results stood already or they were left out, so"
                          " the times are not like for like."),
                   {{"a", std::to_string(both.ranOnlyInFirst)},
                    {"b", std::to_string(both.ranOnlyInSecond)}}));
    if (!both.sameFile && !both.first.sha256.empty() && !both.second.sha256.empty())
        sentences.push_back(filled(XPU_TR("verdict", "The task file is not the same."), {}));
    sentences.push_back(filled(
        XPU_TR("verdict", "One run of each was compared; what else the machine did is part of it."),
        {}));
    return sentences;
}

} // namespace xpu::wording
