-- A data folder's database as schema version 2 wrote it: the three shipped samples, each run once.
BEGIN TRANSACTION;
CREATE TABLE approval (
    digest TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    uid INTEGER NOT NULL,
    utc_us INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "approval" VALUES('7224266f7883b2340879f01d7c8b3d85a39a199145c1f53241fb5aab482bae05','/home/ada/commands/word-counts.xpu.toml',0,1795404999062678);
CREATE TABLE flag (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE granted (
    folder TEXT PRIMARY KEY,
    uid INTEGER NOT NULL,
    utc_us INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "granted" VALUES('/home/ada/pictures',0,1795404997548860);
CREATE TABLE probe (
    device INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    size INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    dtype INTEGER NOT NULL,
    flops REAL NOT NULL,
    bytes REAL NOT NULL,
    run_s REAL,
    prepare_s REAL NOT NULL,
    PRIMARY KEY (device, operation, size)
) WITHOUT ROWID;
INSERT INTO "probe" VALUES(0,8,0,1,9,1000.0,4000.0,1.0e-05,0.0);
CREATE TABLE run (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    task BLOB NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    started_us INTEGER NOT NULL,
    finished_us INTEGER,
    makespan_s REAL,
    predicted_s REAL,
    lower_bound_s REAL,
    energy_j REAL,
    energy_quality TEXT NOT NULL,
    steps INTEGER NOT NULL
);
INSERT INTO "run" VALUES(1,X'01A2067A30E97AA2966C001F6DDFB62A',X'01A2067A30E57D9EA765A6F89BFE29F4','Word counts','done',1795405000937016,1795405001269491,3.32400582999980542808e-01,NULL,NULL,2.21033997833728790283e-01,'modelled',6);
INSERT INTO "run" VALUES(2,X'01A2067A3E89778D87B1D69F988AF72B',X'01A2067A3E81761381280A3195C64116','Normalised product','done',1795405004425870,1795405004449936,2.38763790002849418669e-02,1.92185647383422281153e-02,1.25823247383422247985e-02,1.40052121132612228393e-02,'modelled',3);
INSERT INTO "run" VALUES(3,X'01A2067A49CD78FDB606B3A69456E256',X'01A2067A49C17D3291A752DB91E2C97E','Soften and shrink','done',1795405007309140,1795405007491444,1.82136760999128455296e-01,1.29084660495749709019e-01,1.02254525745092805788e-01,2.89761052466928958892e-01,'modelled',20);
CREATE TABLE sample (
    device INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    dtype INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    number INTEGER NOT NULL,
    flops REAL NOT NULL,
    bytes REAL NOT NULL,
    run_s REAL NOT NULL,
    prepare_s REAL NOT NULL,
    PRIMARY KEY (device, operation, dtype, slot)
) WITHOUT ROWID;
INSERT INTO "sample" VALUES(0,8,9,0,7,0.0,0.0,2.0335560999228619039e-02,0.0);
INSERT INTO "sample" VALUES(0,8,9,1,8,0.0,0.0,2.0335560999228619039e-02,0.0);
INSERT INTO "sample" VALUES(0,8,9,2,9,0.0,0.0,8.33360800243099220097e-03,0.0);
INSERT INTO "sample" VALUES(0,8,9,3,10,0.0,0.0,1.71037539985263720154e-02,0.0);
INSERT INTO "sample" VALUES(0,8,9,4,11,0.0,0.0,2.22367799869971349835e-03,0.0);
INSERT INTO "sample" VALUES(0,8,9,5,12,0.0,0.0,9.49429400134249590337e-03,0.0);
INSERT INTO "sample" VALUES(0,8,9,6,13,0.0,0.0,1.44127310013573151081e-02,0.0);
INSERT INTO "sample" VALUES(0,8,9,7,56,0.0,0.0,5.78467499872203916311e-03,0.0);
INSERT INTO "sample" VALUES(0,8,9,8,57,0.0,0.0,6.10447998042218387126e-04,0.0);
INSERT INTO "sample" VALUES(0,8,9,9,58,0.0,0.0,3.49379999533994123339e-04,0.0);
INSERT INTO "sample" VALUES(0,8,9,10,59,0.0,0.0,4.52534000942250713706e-04,0.0);
INSERT INTO "sample" VALUES(0,8,9,11,60,0.0,0.0,5.5678900025668554008e-04,0.0);
INSERT INTO "sample" VALUES(7,1,4,0,4,0.0,0.0,0.152247187,0.016038019);
INSERT INTO "sample" VALUES(7,1,4,1,5,0.0,0.0,0.17096027,4.40474999999999959447e-04);
INSERT INTO "sample" VALUES(7,1,4,2,6,0.0,0.0,0.050503009,0.001576685);
INSERT INTO "sample" VALUES(7,6,4,0,1,0.0,0.0,0.050366266,0.000695265);
INSERT INTO "sample" VALUES(7,6,4,1,2,0.0,0.0,0.050189278,0.000542387);
INSERT INTO "sample" VALUES(7,6,4,2,3,0.0,0.0,0.041234186,0.000499592);
INSERT INTO "sample" VALUES(14,10,4,0,23,227328.0,49152.0,0.000345214,0.0);
INSERT INTO "sample" VALUES(14,12,4,0,14,589824.0,55296.0,0.000266356,0.0);
INSERT INTO "sample" VALUES(14,13,4,0,15,4608.0,18816.0,0.000212266,0.0);
INSERT INTO "sample" VALUES(14,15,9,0,16,0.0,0.0,9.34190001580063335805e-05,0.0);
INSERT INTO "sample" VALUES(14,15,9,1,17,0.0,0.0,2.90029973913040191139e-05,0.0);
INSERT INTO "sample" VALUES(14,15,9,2,18,0.0,0.0,4.64189986982997606235e-05,0.0);
INSERT INTO "sample" VALUES(14,15,9,3,41,0.0,0.0,1.89322000122415113471e-04,0.0);
INSERT INTO "sample" VALUES(14,15,9,4,42,0.0,0.0,1.74590219980604831329e-02,0.0);
INSERT INTO "sample" VALUES(14,15,9,5,43,0.0,0.0,7.78353899969096499344e-03,0.0);
INSERT INTO "sample" VALUES(14,15,9,6,44,0.0,0.0,2.88925820003052974405e-02,0.0);
INSERT INTO "sample" VALUES(14,15,9,7,45,0.0,0.0,2.80015150020558427346e-02,0.0);
INSERT INTO "sample" VALUES(14,15,9,8,46,0.0,0.0,2.4526625998712827531e-02,0.0);
INSERT INTO "sample" VALUES(14,15,9,9,47,0.0,0.0,7.1167570020676442638e-03,0.0);
INSERT INTO "sample" VALUES(14,15,9,10,48,0.0,0.0,6.17453499666065740159e-03,0.0);
INSERT INTO "sample" VALUES(14,15,9,11,49,0.0,0.0,3.61235400278480181524e-03,0.0);
INSERT INTO "sample" VALUES(14,15,9,12,50,0.0,0.0,6.90536199797140044787e-03,0.0);
INSERT INTO "sample" VALUES(14,21,9,0,36,11980800.0,2304000.0,0.00225877,0.0);
INSERT INTO "sample" VALUES(14,21,9,1,37,11980800.0,2304000.0,0.002938962,0.0);
INSERT INTO "sample" VALUES(14,21,9,2,38,11980800.0,2304000.0,0.003144728,0.0);
INSERT INTO "sample" VALUES(14,21,9,3,39,11980800.0,2304000.0,0.003461229,0.0);
INSERT INTO "sample" VALUES(14,21,9,4,40,3993600.0,768000.0,0.000889534,0.0);
INSERT INTO "sample" VALUES(14,22,9,0,51,1382400.0,1209600.0,0.001060438,0.0);
INSERT INTO "sample" VALUES(14,22,9,1,52,1382400.0,1209600.0,0.001007559,0.0);
INSERT INTO "sample" VALUES(14,22,9,2,53,1382400.0,1209600.0,0.000771348,0.0);
INSERT INTO "sample" VALUES(14,22,9,3,54,1382400.0,1209600.0,0.001121779,0.0);
INSERT INTO "sample" VALUES(14,22,9,4,55,460800.0,403200.0,0.000390421,0.0);
INSERT INTO "sample" VALUES(16,15,9,0,19,0.0,0.0,1.30734900164759348765e-03,0.0);
INSERT INTO "sample" VALUES(16,15,9,1,20,0.0,0.0,4.8161999696102e-05,0.0);
INSERT INTO "sample" VALUES(16,15,9,2,21,0.0,0.0,6.53570017977453746049e-05,0.0);
INSERT INTO "sample" VALUES(16,15,9,3,61,0.0,0.0,1.33608799919090852348e-03,0.0);
INSERT INTO "sample" VALUES(16,15,9,4,62,0.0,0.0,2.71728199873355787119e-03,0.0);
INSERT INTO "sample" VALUES(16,15,9,5,63,0.0,0.0,1.64455001980224561203e-04,0.0);
INSERT INTO "sample" VALUES(16,15,9,6,64,0.0,0.0,6.85556799977014939134e-03,0.0);
INSERT INTO "sample" VALUES(16,15,9,7,65,0.0,0.0,3.38809995981380080581e-05,0.0);
INSERT INTO "sample" VALUES(16,15,9,8,66,0.0,0.0,4.00682000143733410557e-03,0.0);
INSERT INTO "sample" VALUES(16,15,9,9,67,0.0,0.0,4.0951000798959e-05,0.0);
INSERT INTO "sample" VALUES(16,15,9,10,68,0.0,0.0,5.6053000285253076762e-05,0.0);
INSERT INTO "sample" VALUES(16,15,9,11,69,0.0,0.0,6.09499992221297637318e-05,0.0);
INSERT INTO "sample" VALUES(16,15,9,12,70,0.0,0.0,5.46709989972635375388e-05,0.0);
INSERT INTO "sample" VALUES(16,17,4,0,22,0.0,768.0,0.007036132,0.0);
INSERT INTO "sample" VALUES(16,18,4,0,24,0.0,49152.0,9.4741e-05,0.0);
INSERT INTO "sample" VALUES(16,18,4,1,25,0.0,24576.0,6.4055e-05,0.0);
INSERT INTO "sample" VALUES(16,19,9,0,26,0.0,460800.0,0.014954206,0.0);
INSERT INTO "sample" VALUES(16,19,9,1,27,0.0,460800.0,0.002453861,0.0);
INSERT INTO "sample" VALUES(16,19,9,2,28,0.0,460800.0,0.001899295,0.0);
INSERT INTO "sample" VALUES(16,19,9,3,29,0.0,460800.0,0.007550132,0.0);
INSERT INTO "sample" VALUES(16,19,9,4,30,0.0,153600.0,0.000321298,0.0);
INSERT INTO "sample" VALUES(16,23,9,0,31,0.0,115200.0,0.017114581,0.0);
INSERT INTO "sample" VALUES(16,23,9,1,32,0.0,115200.0,0.011105,0.0);
INSERT INTO "sample" VALUES(16,23,9,2,33,0.0,115200.0,0.01139396,0.0);
INSERT INTO "sample" VALUES(16,23,9,3,34,0.0,115200.0,0.011342293,0.0);
INSERT INTO "sample" VALUES(16,23,9,4,35,0.0,38400.0,0.001293274,0.0);
CREATE TABLE source (
    key TEXT PRIMARY KEY,
    text TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "source" VALUES('185f9b26e41472597588548eeaf05c102438438b8d1dcb75d87fbb53a9f70b4d','# A numeric pipeline: two arrays from .npy files, an element-wise map, a product, row sums.
xpu = 1
name = "Normalised product"

[[step]]
id = "squash"
op = "map"
params = { expr = "tanh(2 * x)" }
[step.in]
x = "a.npy"

[[step]]
id = "product"
op = "gemm"
[step.in]
a = "squash.y"
b = "b.npy"

[[step]]
id = "rows"
op = "reduce"
params = { fn = "sum", axis = 1 }
[step.in]
x = "product.c"
[step.out]
y = "out/row-sums.npy"
');
INSERT INTO "source" VALUES('40bd23653a2a1d841cec2fd46b5de16cafa5150c3ea5803bb9955154bf03c9e5','# Softens every picture of this folder and halves it; one run per picture.
xpu = 1
name = "Soften and shrink"

[sweep.picture]
glob = "scan-*.*"

[[step]]
id = "load"
op = "image.load"
[step.in]
file = "{picture}"

[[step]]
id = "soften"
op = "image.gauss"
params = { sigma = 2.0 }
[step.in]
x = "load.x"

[[step]]
id = "shrink"
op = "image.resize"
params = { scale = 0.5 }
[step.in]
x = "soften.y"

[[step]]
id = "save"
op = "image.save"
[step.in]
x = "shrink.y"
[step.out]
file = "out/{picture.stem}-small.png"
');
INSERT INTO "source" VALUES('4b239b67e3100bd7141802326d2804b23100140af7963173651ece3840a34423','# A sweep of commands: counts the words of each text, then one table of all of one run.
xpu = 1
name = "Word counts"

[sweep.text]
glob = "texts/*.txt"

[[step]]
id = "count"
run = ["sh", "-c", ''tr -cs "[:alpha:]" "\n" < "$XPU_TEXT" | sort | uniq -c | sort -rn > "$1"'', "count", "{out.table}"]
timeout = "1 min"
[step.out]
table = "out/{text.stem}.counts"

[[step]]
id = "top"
run = ["head", "-n", "3", "{in.table}"]
[step.in]
table = "count.table"
');
CREATE TABLE started (
    run INTEGER NOT NULL,
    step TEXT NOT NULL,
    device TEXT NOT NULL,
    utc_us INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    PRIMARY KEY (run, step)
) WITHOUT ROWID;
INSERT INTO "started" VALUES(3,'never-ended','sandbox',1795393456543239,1);
CREATE TABLE step (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    state INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    device INTEGER NOT NULL,
    started_us INTEGER NOT NULL,
    finished_us INTEGER NOT NULL,
    why INTEGER NOT NULL,
    energy_quality INTEGER NOT NULL,
    dtype INTEGER NOT NULL,
    error_code INTEGER NOT NULL,
    error_message TEXT,
    predicted_s REAL,
    predicted_lo_s REAL,
    predicted_hi_s REAL,
    actual_s REAL,
    prepare_s REAL,
    transfer_s REAL,
    wait_s REAL,
    cpu_s REAL,
    bytes_in INTEGER,
    bytes_out INTEGER,
    peak_memory INTEGER,
    energy_j REAL,
    flops REAL,
    bytes REAL
);
INSERT INTO "step" VALUES(4294967296,'count[0]',5,1,2,1795405000957294,1795405001141513,4294967297,3,4,0,NULL,NULL,NULL,NULL,1.52247190475463867187e-01,1.60380192101001739501e-02,0.0,2.03355606645345687866e-02,8.39599999999999895006e-03,0,0,1839104,7.13659971952438354492e-02,0.0,0.0);
INSERT INTO "step" VALUES(4294967297,'top[0]',5,6,2,1795405001166951,1795405001218104,4294967297,3,4,0,NULL,NULL,NULL,NULL,5.0366267561912536621e-02,6.95265014655888080596e-04,0.0,2.54373624920845031738e-02,0.001171,0,0,1617920,9.95349977165460586547e-03,0.0,0.0);
INSERT INTO "step" VALUES(4294967298,'count[1]',5,1,2,1795405000957294,1795405001149847,4294967297,3,4,0,NULL,NULL,NULL,NULL,1.70960277318954467773e-01,4.40475007053464651107e-04,0.0,2.03355606645345687866e-02,0.007829,0,0,1986560,0.0665464997291565,0.0,0.0);
INSERT INTO "step" VALUES(4294967299,'top[1]',5,6,2,1795405001205007,1795405001255826,4294967297,3,4,0,NULL,NULL,NULL,NULL,5.01892790198326110839e-02,5.42387017048895359039e-04,0.0,5.51595762372016906738e-02,0.001295,0,0,1630208,1.1007499881088733673e-02,0.0,0.0);
INSERT INTO "step" VALUES(4294967300,'count[2]',5,1,2,1795405001149847,1795405001202783,4294967297,3,4,0,NULL,NULL,NULL,NULL,5.05030080676078796386e-02,1.57668499741703271865e-03,0.0,2.12888419628143310546e-01,5.60999999999999953564e-03,0,0,1961984,4.76850010454654693603e-02,0.0,0.0);
INSERT INTO "step" VALUES(4294967301,'top[2]',5,6,2,1795405001227598,1795405001269416,4294967297,3,4,0,NULL,NULL,NULL,NULL,4.1234187781810760498e-02,4.9959198804572224617e-04,0.0,2.48152446001768112182e-02,1.70299999999999986978e-03,0,0,1691648,1.44755002111196517944e-02,0.0,0.0);
INSERT INTO "step" VALUES(8589934592,'squash',5,10,11,1795405004427127,1795405004427565,8589934593,3,4,0,NULL,1.48363679253472305254e-04,7.10283092379284448003e-06,3.0990152458638480469e-03,3.45214008120819926261e-04,0.0,0.0,1.40208995435386896133e-03,NULL,24576,24576,NULL,5.86863793432712554931e-03,227328.0,49152.0);
INSERT INTO "step" VALUES(8589934593,'product',5,12,11,1795405004427678,1795405004427973,8589934594,3,4,0,NULL,3.53051708333333616029e-04,1.82434586872639944062e-05,6.83233979333655594423e-03,2.66355986241251230239e-04,0.0,0.0,0.000112216999696102,NULL,36864,18432,NULL,4.52805217355489730834e-03,589824.0,55296.0);
INSERT INTO "step" VALUES(8589934594,'rows',5,13,11,1795405004442386,1795405004449746,8589934595,3,4,0,NULL,2.26019664713541722179e-05,9.02654527639898302676e-07,5.65940648088140356268e-04,2.12265993468463420867e-04,0.0,0.0,1.44127309322357177734e-02,NULL,18432,768,NULL,0.0036085220053792,4608.0,18816.0);
INSERT INTO "step" VALUES(12884901888,'load[0]',5,19,20,1795405007308939,1795405007325230,12884901889,3,9,0,NULL,0.001252,2.41651728617789699708e-04,0.00648662440349953,1.49542056024074554443e-02,0.0,0.0,0.0,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO "step" VALUES(12884901889,'soften[0]',5,21,11,1795405007325230,1795405007327678,12884901890,3,9,0,NULL,6.7905967773437478363e-03,4.37400689425500690307e-04,1.0542325539778386878e-01,2.2587699349969625473e-03,0.0,0.0,0.0,NULL,230400,230400,NULL,3.8399089127779006958e-02,11980800.0,2304000.0);
INSERT INTO "step" VALUES(12884901890,'shrink[0]',5,22,11,1795405007327678,1795405007346197,12884901891,3,9,0,NULL,0.000801222705078125,4.42966145316653730178e-05,1.44922547675467479344e-02,1.06043799314647912979e-03,0.0,0.0,0.0,NULL,230400,57600,NULL,1.80274453014135360717e-02,1382400.0,1209600.0);
INSERT INTO "step" VALUES(12884901891,'save[0]',5,23,20,1795405007353010,1795405007374131,12884901893,3,9,0,NULL,6.38800000000000044869e-03,0.00123296425112655,3.30962912855870608486e-02,1.71145815402269363403e-02,0.0,0.0,6.8128951825201511383e-03,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO "step" VALUES(12884901892,'load[1]',5,19,20,1795405007325230,1795405007330401,12884901889,3,9,0,NULL,0.001252,2.41651728617789699708e-04,0.00648662440349953,2.45386105962097644805e-03,0.0,0.0,1.62902940064668655395e-02,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO "step" VALUES(12884901893,'soften[1]',5,21,11,1795405007346197,1795405007356919,12884901890,3,9,0,NULL,6.7905967773437478363e-03,4.37400689425500690307e-04,1.0542325539778386878e-01,2.93896207585930824279e-03,0.0,0.0,1.57964099198579788208e-02,NULL,230400,230400,NULL,4.99623529613018035888e-02,11980800.0,2304000.0);
INSERT INTO "step" VALUES(12884901894,'shrink[1]',5,22,11,1795405007445836,1795405007453960,12884901891,3,9,0,NULL,0.000801222705078125,4.42966145316653730178e-05,1.44922547675467479344e-02,1.00755901075899600982e-03,0.0,0.0,8.8916212320327758789e-02,NULL,230400,57600,NULL,1.71285029500722885131e-02,1382400.0,1209600.0);
INSERT INTO "step" VALUES(12884901895,'save[1]',5,23,20,1795405007454570,1795405007465716,12884901893,3,9,0,NULL,6.38800000000000044869e-03,0.00123296425112655,3.30962912855870608486e-02,1.11050000414252281188e-02,0.0,0.0,6.10448012594133615493e-04,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO "step" VALUES(12884901896,'load[2]',5,19,20,1795405007330401,1795405007332464,12884901889,3,9,0,NULL,0.001252,2.41651728617789699708e-04,0.00648662440349953,1.89929502084851264953e-03,0.0,0.0,2.14614365249872207641e-02,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO "step" VALUES(12884901897,'soften[2]',5,21,11,1795405007356919,1795405007388957,12884901890,3,9,0,NULL,6.7905967773437478363e-03,4.37400689425500690307e-04,1.0542325539778386878e-01,3.1447280198335647583e-03,0.0,0.0,2.44551599025726318359e-02,NULL,230400,230400,NULL,5.34603744745254516601e-02,11980800.0,2304000.0);
INSERT INTO "step" VALUES(12884901898,'shrink[2]',5,22,11,1795405007453960,1795405007460906,12884901891,3,9,0,NULL,0.000801222705078125,4.42966145316653730178e-05,1.44922547675467479344e-02,7.71348015405237674713e-04,0.0,0.0,6.50032237172126770019e-02,NULL,230400,57600,NULL,1.31129156798124313354e-02,1382400.0,1209600.0);
INSERT INTO "step" VALUES(12884901899,'save[2]',5,23,20,1795405007466066,1795405007477516,12884901893,3,9,0,NULL,6.38800000000000044869e-03,0.00123296425112655,3.30962912855870608486e-02,1.13939596340060234069e-02,0.0,0.0,5.15989586710929870605e-03,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO "step" VALUES(12884901900,'load[3]',5,19,20,1795405007332464,1795405007346870,12884901889,3,9,0,NULL,0.001252,2.41651728617789699708e-04,0.00648662440349953,7.55013199523091316223e-03,0.0,0.0,2.35251877456903457641e-02,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO "step" VALUES(12884901901,'soften[3]',5,21,11,1795405007388957,1795405007420420,12884901890,3,9,0,NULL,6.7905967773437478363e-03,4.37400689425500690307e-04,1.0542325539778386878e-01,3.46122891642153263092e-03,0.0,0.0,4.20867688953876495361e-02,NULL,230400,230400,NULL,5.88408932089805603027e-02,11980800.0,2304000.0);
INSERT INTO "step" VALUES(12884901902,'shrink[3]',5,22,11,1795405007460906,1795405007465640,12884901891,3,9,0,NULL,0.000801222705078125,4.42966145316653730178e-05,1.44922547675467479344e-02,1.12177897244691848754e-03,0.0,0.0,4.04863581061363220214e-02,NULL,230400,57600,NULL,1.90702434629201889038e-02,1382400.0,1209600.0);
INSERT INTO "step" VALUES(12884901903,'save[3]',5,23,20,1795405007477968,1795405007489372,12884901893,3,9,0,NULL,6.38800000000000044869e-03,0.00123296425112655,3.30962912855870608486e-02,1.13422926515340805053e-02,0.0,0.0,1.23283099383115768432e-02,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO "step" VALUES(12884901904,'load[4]',5,19,20,1795405007346870,1795405007347225,12884901892,3,9,0,NULL,0.000484,9.341808039218067055e-05,2.50760879496307684949e-03,3.21297993650659918785e-04,0.0,0.0,3.79308871924877166748e-02,NULL,76800,0,NULL,0.0,0.0,153600.0);
INSERT INTO "step" VALUES(12884901905,'soften[4]',5,21,11,1795405007420420,1795405007445836,12884901894,3,9,0,NULL,2.27686559244791785969e-03,1.36242216688042767696e-04,3.805073825203101473e-02,8.89534014277160167694e-04,0.0,0.0,7.31943324208259582519e-02,NULL,76800,76800,NULL,1.51220783591270446777e-02,3993600.0,768000.0);
INSERT INTO "step" VALUES(12884901906,'shrink[4]',5,22,11,1795405007465640,1795405007472936,12884901895,3,9,0,NULL,0.000280407568359375,1.42053474085892302036e-05,5.53512716948232393748e-03,3.90420987969264388084e-04,0.0,0.0,1.98043324053287506103e-02,NULL,76800,19200,NULL,6.6371569409966468811e-03,460800.0,403200.0);
INSERT INTO "step" VALUES(12884901907,'save[4]',5,23,20,1795405007489928,1795405007491276,12884901896,3,9,0,NULL,0.006196,1.19590583907014770884e-03,3.21015373834529424423e-02,1.29327399190515279769e-03,0.0,0.0,1.69925596565008163452e-02,NULL,0,19200,NULL,0.0,0.0,38400.0);
CREATE TABLE task (
    id BLOB PRIMARY KEY,
    run BLOB NOT NULL,
    position TEXT NOT NULL,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    owner_uid INTEGER NOT NULL,
    unsafe_ownership INTEGER NOT NULL,
    submitter_uid INTEGER NOT NULL,
    submitter TEXT NOT NULL,
    host TEXT NOT NULL,
    via TEXT NOT NULL,
    submitted_us INTEGER NOT NULL,
    out_folder TEXT NOT NULL,
    devices TEXT NOT NULL,
    removed INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "task" VALUES(X'01A2067A30E57D9EA765A6F89BFE29F4',X'01A2067A30E97AA2966C001F6DDFB62A','V0000000','done','Word counts','/home/ada/commands/word-counts.xpu.toml','4b239b67e3100bd7141802326d2804b23100140af7963173651ece3840a34423','4b239b67e3100bd7141802326d2804b23100140af7963173651ece3840a34423',0,0,0,'ada','workstation','command line',1795405000933553,'','',1);
INSERT INTO "task" VALUES(X'01A2067A3E81761381280A3195C64116',X'01A2067A3E89778D87B1D69F988AF72B','V0000000','done','Normalised product','/home/ada/numbers/normalised-product.xpu.toml','185f9b26e41472597588548eeaf05c102438438b8d1dcb75d87fbb53a9f70b4d','185f9b26e41472597588548eeaf05c102438438b8d1dcb75d87fbb53a9f70b4d',0,0,0,'ada','workstation','command line',1795405004417690,'','',1);
INSERT INTO "task" VALUES(X'01A2067A49C17D3291A752DB91E2C97E',X'01A2067A49CD78FDB606B3A69456E256','V0000000','done','Soften and shrink','/home/ada/pictures/soften-and-shrink.xpu.toml','40bd23653a2a1d841cec2fd46b5de16cafa5150c3ea5803bb9955154bf03c9e5','40bd23653a2a1d841cec2fd46b5de16cafa5150c3ea5803bb9955154bf03c9e5',0,0,0,'ada','workstation','command line',1795405007298015,'','',1);
CREATE TABLE telemetry (
    sensor INTEGER NOT NULL,
    utc_us INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    min REAL NOT NULL,
    mean REAL NOT NULL,
    max REAL NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (sensor, utc_us)
) WITHOUT ROWID;
INSERT INTO "telemetry" VALUES(1,1795393450000000,10,1.5,20.25,80.0,100);
CREATE TABLE why (
    key INTEGER PRIMARY KEY,
    text TEXT NOT NULL
);
INSERT INTO "why" VALUES(4294967297,'{"chosen_by":"only candidate","reason":"Only sandbox takes this step: host does not run commands; cpu does not run commands; vulkan:0 does not run commands.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not run commands"},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not run commands"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not run commands"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":null}]}');
INSERT INTO "why" VALUES(8589934593,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 148 µs here, 314 µs on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.0001483636792534723,"lo_s":7.1028309237928445e-06,"hi_s":0.003099015245863848,"energy_j":0.0025221825473090292,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0003136640000000003,"lo_s":1.604475649484849e-05,"hi_s":0.006131916363304654,"energy_j":0.006273280000000006,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(8589934594,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 353 µs here, 495 µs on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.0003530517083333336,"lo_s":1.8243458687263994e-05,"hi_s":0.006832339793336556,"energy_j":0.006001879041666672,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0004949120000000003,"lo_s":2.631095973508808e-05,"hi_s":0.009309348279582267,"energy_j":0.009898240000000006,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(8589934595,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 22.6 µs here, 215 µs on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":2.2601966471354172e-05,"lo_s":9.026545276398983e-07,"hi_s":0.0005659406480881404,"energy_j":0.00038423343001302095,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0002150528000000001,"lo_s":1.0644037771410235e-05,"hi_s":0.004344940123386336,"energy_j":0.004301056000000002,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(12884901889,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.001252,"lo_s":0.0002416517286177897,"hi_s":0.00648662440349953,"energy_j":0.0,"samples":0,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO "why" VALUES(12884901890,'{"chosen_by":"heft","reason":"It finishes earlier on cpu although it runs longer (6.79 ms here, 6.19 ms on vulkan:0): vulkan:0 is busy with steps of higher rank or lacks its inputs.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.006790596777343748,"lo_s":0.0004374006894255007,"hi_s":0.10542325539778387,"energy_j":0.11544014521484372,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0061904,"lo_s":0.0003964105203055341,"hi_s":0.09667011897278603,"energy_j":0.123808,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(12884901891,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 801 µs here, 1.17 ms on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.000801222705078125,"lo_s":4.429661453166537e-05,"hi_s":0.014492254767546748,"energy_j":0.013620785986328125,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0011676799999999995,"lo_s":6.648706839153952e-05,"hi_s":0.020507395127884773,"energy_j":0.023353599999999988,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(12884901892,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.000484,"lo_s":9.341808039218067e-05,"hi_s":0.002507608794963077,"energy_j":0.0,"samples":0,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO "why" VALUES(12884901893,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.0063880000000000004,"lo_s":0.00123296425112655,"hi_s":0.03309629128558706,"energy_j":0.0,"samples":0,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO "why" VALUES(12884901894,'{"chosen_by":"heft","reason":"It finishes earlier on cpu although it runs longer (2.28 ms here, 2.2 ms on vulkan:0): vulkan:0 is busy with steps of higher rank or lacks its inputs.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.002276865592447918,"lo_s":0.00013624221668804277,"hi_s":0.038050738252031015,"energy_j":0.038706715071614606,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0021968000000000014,"lo_s":0.0001311132337017762,"hi_s":0.036807346625107484,"energy_j":0.04393600000000003,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(12884901895,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 280 µs here, 523 µs on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.000280407568359375,"lo_s":1.420534740858923e-05,"hi_s":0.005535127169482324,"energy_j":0.004766928662109375,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0005225599999999998,"lo_s":2.7906107827238454e-05,"hi_s":0.009785275513537004,"energy_j":0.010451199999999997,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(12884901896,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.006196,"lo_s":0.0011959058390701477,"hi_s":0.03210153738345294,"energy_j":0.0,"samples":0,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
CREATE TABLE word (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);
INSERT INTO "word" VALUES(1,'run:sh count');
INSERT INTO "word" VALUES(2,'sandbox');
INSERT INTO "word" VALUES(3,'modelled');
INSERT INTO "word" VALUES(4,'f32');
INSERT INTO "word" VALUES(5,'done');
INSERT INTO "word" VALUES(6,'run:head top');
INSERT INTO "word" VALUES(7,'sandbox | Commands (bubblewrap) | sandbox  | 2');
INSERT INTO "word" VALUES(8,':commit');
INSERT INTO "word" VALUES(9,'u8');
INSERT INTO "word" VALUES(10,'map');
INSERT INTO "word" VALUES(11,'cpu');
INSERT INTO "word" VALUES(12,'gemm');
INSERT INTO "word" VALUES(13,'reduce');
INSERT INTO "word" VALUES(14,'cpu | AMD EPYC | cpu oneTBB 2021.8 | 2');
INSERT INTO "word" VALUES(15,':handover');
INSERT INTO "word" VALUES(16,'host | Files of this computer | host  | 2');
INSERT INTO "word" VALUES(17,'file.save');
INSERT INTO "word" VALUES(18,'file.load');
INSERT INTO "word" VALUES(19,'image.load');
INSERT INTO "word" VALUES(20,'host');
INSERT INTO "word" VALUES(21,'image.gauss');
INSERT INTO "word" VALUES(22,'image.resize');
INSERT INTO "word" VALUES(23,'image.save');
CREATE INDEX task_by_position ON task (position) WHERE removed = 0;
CREATE INDEX run_by_time ON run (started_us);
COMMIT;
UPDATE task SET removed = 0;
PRAGMA application_id=1481659759;
PRAGMA user_version=2;
