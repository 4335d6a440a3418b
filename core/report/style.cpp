#include "core/report/style.h"

#include <string_view>

namespace xpu::report {

namespace {

/// The light colours of the page without variables, which not every program knows.
constexpr const char* kPaperStyle = R"css(
.grid{stroke:#e3e6ea;stroke-width:1;fill:none}.ideal{stroke:#69717c;stroke-width:1;stroke-dasharray:4 3;fill:none}
.c0{fill:#0072b2}.c1{fill:#e69f00}.c2{fill:#009e73}.c3{fill:#d55e00}.c4{fill:#56b4e9}.c5{fill:#cc79a7}.c6{fill:#f0e442}.c7{fill:#4a4f57}
.line{fill:none;stroke-width:1.6}.band{fill-opacity:.14}
.l0{stroke:#0072b2}.l1{stroke:#e69f00}.l2{stroke:#009e73}.l3{stroke:#d55e00}.l4{stroke:#56b4e9}.l5{stroke:#cc79a7}.l6{stroke:#f0e442}.l7{stroke:#4a4f57}
.bad{stroke:#c03d00;stroke-width:1.5}
)css";

} // namespace

const char* const kStyle = R"css(
:root{--bg:#fafafa;--card:#fff;--ink:#1d2126;--dim:#69717c;--line:#e3e6ea;--accent:#0072b2;--bad:#c03d00;--good:#00795a;--c7:#4a4f57;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--bg:#15181c;--card:#1c2025;--ink:#e4e7eb;--dim:#949da8;--line:#2d333a;--accent:#56b4e9;--bad:#ff8a4c;--good:#3ecf9f;--c7:#b9c0c9}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:14px/1.5 system-ui,"Noto Sans","DejaVu Sans",sans-serif}
main{max-width:1180px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:24px;font-weight:600;margin:0 0 6px;overflow-wrap:anywhere}
h2{font-size:15px;font-weight:600;margin:0 0 12px}
header p{margin:2px 0;color:var(--dim);overflow-wrap:anywhere}
code{font:12px ui-monospace,"DejaVu Sans Mono",monospace}.dim,small{color:var(--dim)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:12px;margin:20px 0}
.tile,section{background:var(--card);border:1px solid var(--line);border-radius:8px}
.tile{padding:12px 14px}.tile b{display:block;font-size:21px;font-weight:600;font-variant-numeric:tabular-nums}
section{padding:16px 18px;margin:0 0 16px;overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th{font-weight:500;color:var(--dim);border-bottom:1px solid var(--line)}
th,td{text-align:right;padding:5px 10px;white-space:nowrap;vertical-align:top}
td{border-bottom:1px solid var(--line)}tbody tr:last-child td{border-bottom:0}
tbody tr:hover{background:color-mix(in srgb,var(--accent) 6%,transparent)}
.t{text-align:left}td.t{white-space:normal;overflow-wrap:anywhere;min-width:72px}td.name{text-align:left;white-space:nowrap}
.pre{white-space:pre-wrap;font:12px ui-monospace,"DejaVu Sans Mono",monospace}
td small{display:block}
.pill{display:inline-block;border:1px solid var(--dim);color:var(--dim);border-radius:99px;padding:0 8px;font-size:12px;font-weight:500;vertical-align:middle}
.pill.done{color:var(--good);border-color:var(--good)}.pill.failed,.pill.rejected{color:var(--bad);border-color:var(--bad)}.pill.running{color:var(--accent);border-color:var(--accent)}
.meter{display:inline-block;width:80px;height:6px;border-radius:3px;background:var(--line);vertical-align:middle}
.meter i{display:block;height:100%;border-radius:3px;background:var(--accent)}
svg{display:block;width:100%;height:auto}svg.square{max-width:520px}
svg text{font-size:11px;fill:var(--dim);font-variant-numeric:tabular-nums}
.grid{stroke:var(--line);stroke-width:1;fill:none}.ideal{stroke:var(--dim);stroke-width:1;stroke-dasharray:4 3;fill:none}
.c0{fill:#0072b2;background:#0072b2}.c1{fill:#e69f00;background:#e69f00}.c2{fill:#009e73;background:#009e73}.c3{fill:#d55e00;background:#d55e00}
.c4{fill:#56b4e9;background:#56b4e9}.c5{fill:#cc79a7;background:#cc79a7}.c6{fill:#f0e442;background:#f0e442}.c7{fill:var(--c7);background:var(--c7)}
.line{fill:none;stroke-width:1.6;stroke-linejoin:round}.band{fill-opacity:.14}
.l0{stroke:#0072b2}.l1{stroke:#e69f00}.l2{stroke:#009e73}.l3{stroke:#d55e00}.l4{stroke:#56b4e9}.l5{stroke:#cc79a7}.l6{stroke:#f0e442}.l7{stroke:var(--c7)}
rect.bad{stroke:var(--bad);stroke-width:1.5}circle{fill-opacity:.65}
.legend span{margin-right:16px;color:var(--dim);white-space:nowrap}.legend i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:6px}
.note{color:var(--dim);margin:8px 0 12px}
details summary{cursor:pointer}details p,details ul{margin:4px 0;color:var(--dim)}details ul{padding-left:18px}
@media print{body{background:#fff}section{break-inside:avoid}}
)css";

std::string standalone(const std::string& svg)
{
    constexpr std::string_view kOpening = "<svg ";
    if (!svg.starts_with(kOpening))
        return {};
    const std::size_t body = svg.find('>') + 1;
    // Texts inherit from the root: not every program that draws SVG styles them by element.
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" font-size=\"11\""
           " fill=\"#5c646e\" "
           + svg.substr(5, body - 5) + "<style>" + kPaperStyle + "</style>" + svg.substr(body);
}

} // namespace xpu::report
