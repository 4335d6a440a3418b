-- A data folder's database as schema version 1 wrote it: the three shipped samples, each run once.
BEGIN TRANSACTION;
CREATE TABLE approval (
    digest TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    uid INTEGER NOT NULL,
    utc_us INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "approval" VALUES('7224266f7883b2340879f01d7c8b3d85a39a199145c1f53241fb5aab482bae05','/home/ada/commands/word-counts.xpu.toml',1000,1795393456543239);
CREATE TABLE flag (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "flag" VALUES('queue_paused',0);
CREATE TABLE granted (
    folder TEXT PRIMARY KEY,
    uid INTEGER NOT NULL,
    utc_us INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "granted" VALUES('/home/ada/pictures',1000,1795393455797430);
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
INSERT INTO "run" VALUES(1,X'01A205CA0C02722789D2443647DA4D86',X'01A205CA0BFF7D798A4712B0C7A3850B','Soften and shrink','done',1795393457154097,1795393457265421,1.11213563999626785516e-01,2.58290420600043348076e-02,0.0213197579050668,6.00220223888754844665e-01,'modelled',20);
INSERT INTO "run" VALUES(2,X'01A205CA0F827B50B197A781ECB7B1A0',X'01A205CA0F817561BB24A606B1809B6E','Normalised product','done',1795393458050274,1795393458091638,4.1232599000068148598e-02,2.06686580485873839163e-04,2.06686580485873866268e-04,1.08292892109602689743e-02,'modelled',3);
INSERT INTO "run" VALUES(3,X'01A205CA12B273AEB8FBE819480E48AA',X'01A205CA12B17DDC8BBA7A4702E5343A','Word counts','done',1795393458866150,1795393459049569,1.83357939000416081398e-01,1.50000000000000022204e-01,0.15,0.0,'modelled',6);
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
INSERT INTO "started" VALUES(3,'hold','sandbox',1795393458866150,1);
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
INSERT INTO "step" VALUES(4294967296,'load[0]',1,2,3,1795393457153979,1795393457158809,4294967297,4,5,0,NULL,2.31399999999999965091e-03,7.66289973938234688635e-05,6.98768897168370595185e-02,2.14616302400827407836e-03,0.0,0.0,0.0,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO "step" VALUES(4294967297,'soften[0]',1,6,7,1795393457158809,1795393457166145,4294967298,4,5,0,NULL,4.710015218098956985e-03,1.64839216938216886988e-04,1.3458110131060971315e-01,7.21417181193828582763e-03,0.0,0.0,0.0,NULL,230400,230400,NULL,1.226409226655960083e-01,11980800.0,2304000.0);
INSERT INTO "step" VALUES(4294967298,'shrink[0]',1,8,7,1795393457193666,1795393457194510,4294967301,4,5,0,NULL,5.52309448242187467706e-04,1.61139604639223397337e-05,1.89305247025123753179e-02,7.70405982621014118194e-04,0.0,0.0,2.75209909996192436665e-02,NULL,230400,57600,NULL,1.30969015881419181823e-02,1382400.0,1209600.0);
INSERT INTO "step" VALUES(4294967299,'save[0]',1,9,3,1795393457202080,1795393457211625,4294967303,4,5,0,NULL,0.000586,1.71932220216605536971e-05,1.99727543544414749832e-02,0.00869374256581068,0.0,0.0,7.56981099948461633175e-03,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO "step" VALUES(4294967300,'load[1]',1,2,3,1795393457158809,1795393457162567,4294967297,4,5,0,NULL,2.31399999999999965091e-03,7.66289973938234688635e-05,6.98768897168370595185e-02,2.01225304044783115386e-03,0.0,0.0,4.83066600099846255034e-03,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO "step" VALUES(4294967301,'soften[1]',1,6,7,1795393457166145,1795393457178785,4294967298,4,5,0,NULL,4.710015218098956985e-03,1.64839216938216886988e-04,1.3458110131060971315e-01,5.85595099255442619323e-03,0.0,0.0,3.57819300006667617708e-03,NULL,230400,230400,NULL,9.95511636137962341308e-02,11980800.0,2304000.0);
INSERT INTO "step" VALUES(4294967302,'shrink[1]',1,8,7,1795393457194510,1795393457196949,4294967301,4,5,0,NULL,5.52309448242187467706e-04,1.61139604639223397337e-05,1.89305247025123753179e-02,9.06187982764095067977e-04,0.0,0.0,1.57252330009214347228e-02,NULL,230400,57600,NULL,1.5405195765197277069e-02,1382400.0,1209600.0);
INSERT INTO "step" VALUES(4294967303,'save[1]',1,9,3,1795393457217004,1795393457225374,4294967303,4,5,0,NULL,0.000586,1.71932220216605536971e-05,1.99727543544414749832e-02,8.2762716338038444519e-03,0.0,0.0,2.0054634000189253129e-02,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO "step" VALUES(4294967304,'load[2]',1,2,3,1795393457162567,1795393457166145,4294967297,4,5,0,NULL,2.31399999999999965091e-03,7.66289973938234688635e-05,6.98768897168370595185e-02,1.94172898773103952407e-03,0.0,0.0,8.58806500036735087633e-03,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO "step" VALUES(4294967305,'soften[2]',1,6,7,1795393457178785,1795393457184619,4294967298,4,5,0,NULL,4.710015218098956985e-03,1.64839216938216886988e-04,1.3458110131060971315e-01,1.94585404824465513229e-03,0.0,0.0,1.26397639996866928413e-02,NULL,230400,230400,NULL,3.30795161426067352294e-02,11980800.0,2304000.0);
INSERT INTO "step" VALUES(4294967306,'shrink[2]',1,8,7,1795393457196949,1795393457199249,4294967301,4,5,0,NULL,5.52309448242187467706e-04,1.61139604639223397337e-05,1.89305247025123753179e-02,1.05683202855288982391e-03,0.0,0.0,1.23297620011726394295e-02,NULL,230400,57600,NULL,1.79661437869071960449e-02,1382400.0,1209600.0);
INSERT INTO "step" VALUES(4294967307,'save[2]',1,9,3,1795393457233006,1795393457249204,4294967303,4,5,0,NULL,0.000586,1.71932220216605536971e-05,1.99727543544414749832e-02,0.016091238707304,0.0,0.0,3.37571780000871513038e-02,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO "step" VALUES(4294967308,'load[3]',1,2,3,1795393457166145,1795393457178142,4294967297,4,5,0,NULL,2.31399999999999965091e-03,7.66289973938234688635e-05,6.98768897168370595185e-02,1.0418629273772239685e-02,0.0,0.0,1.21662580004340270534e-02,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO "step" VALUES(4294967309,'soften[3]',1,6,7,1795393457184619,1795393457188924,4294967298,4,5,0,NULL,4.710015218098956985e-03,1.64839216938216886988e-04,1.3458110131060971315e-01,2.09468603134155273437e-03,0.0,0.0,6.47719500011589843779e-03,NULL,230400,230400,NULL,3.56096625328063964843e-02,11980800.0,2304000.0);
INSERT INTO "step" VALUES(4294967310,'shrink[3]',1,8,7,1795393457199249,1795393457202080,4294967301,4,5,0,NULL,5.52309448242187467706e-04,1.61139604639223397337e-05,1.89305247025123753179e-02,2.64383293688297271728e-03,0.0,0.0,1.03254699988610809668e-02,NULL,230400,57600,NULL,4.49451617896556854248e-02,1382400.0,1209600.0);
INSERT INTO "step" VALUES(4294967311,'save[3]',1,9,3,1795393457252228,1795393457255019,4294967303,4,5,0,NULL,0.000586,1.71932220216605536971e-05,1.99727543544414749832e-02,2.7404068969190120697e-03,0.0,0.0,5.01482119998399866744e-02,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO "step" VALUES(4294967312,'load[4]',1,2,3,1795393457178142,1795393457178566,4294967299,4,5,0,NULL,7.78000000000000154105e-04,2.34382025447017424725e-05,2.58246765657730095733e-02,3.37662990204989910125e-04,0.0,0.0,2.41634060002979822456e-02,NULL,76800,0,NULL,0.0,0.0,153600.0);
INSERT INTO "step" VALUES(4294967313,'soften[4]',1,6,7,1795393457188924,1795393457193666,4294967300,4,5,0,NULL,1.57667173936631922932e-03,5.0568841948535068532e-05,4.91586059306313091776e-02,4.64107422158122062683e-03,0.0,0.0,1.03577090012549888342e-02,NULL,76800,76800,NULL,7.88982585072517395019e-02,3993600.0,768000.0);
INSERT INTO "step" VALUES(4294967314,'shrink[4]',1,8,7,1795393457202080,1795393457210639,4294967302,4,5,0,NULL,1.90769816080729254703e-04,5.00547129355207545426e-06,7.27066855310027574527e-03,8.17807577550411224365e-03,0.0,0.0,0.0084138170004735,NULL,76800,19200,NULL,1.39027297496795654296e-01,460800.0,403200.0);
INSERT INTO "step" VALUES(4294967315,'save[4]',1,9,3,1795393457255423,1795393457265310,4294967304,4,5,0,NULL,2.01999999999999976883e-04,5.33179214805760779988e-06,7.65296149341925142917e-03,9.80364438146352767944e-03,0.0,0.0,4.47841420009353896602e-02,NULL,0,19200,NULL,0.0,0.0,38400.0);
INSERT INTO "step" VALUES(8589934592,'squash',1,10,7,1795393458053006,1795393458053350,8589934593,4,11,0,NULL,5.87912166883680409367e-05,1.35672580645508844185e-06,2.54760920980024504339e-03,2.59735999861732125282e-04,0.0,0.0,2.84150699917518068104e-03,NULL,24576,24576,NULL,4.4155120849609375e-03,227328.0,49152.0);
INSERT INTO "step" VALUES(8589934593,'product',1,12,7,1795393458053452,1795393458053705,8589934594,4,11,0,NULL,1.36593427083333445511e-04,3.45960227334006591008e-06,5.39303736332581717949e-03,1.87879995792172849178e-04,0.0,0.0,1.02051999419927597045e-04,NULL,36864,18432,NULL,3.19396005943417549133e-03,589824.0,55296.0);
INSERT INTO "step" VALUES(8589934594,'rows',1,13,7,1795393458088998,1795393458091506,8589934595,4,11,0,NULL,1.13019367141723696553e-05,2.14175392337155816313e-07,5.96397989971127456126e-04,1.89401005627587437629e-04,0.0,0.0,3.52933229987684171646e-02,NULL,18432,768,NULL,3.21981706656515598297e-03,4608.0,18816.0);
INSERT INTO "step" VALUES(12884901888,'count[0]',1,14,15,1795393458881037,1795393458970383,12884901889,4,11,0,NULL,NULL,NULL,NULL,0.0765872448682785,0.000948260014411062,0.0,1.49219689992605708539e-02,0.005915,0,0,1994752,0.0,0.0,0.0);
INSERT INTO "step" VALUES(12884901889,'top[0]',1,16,15,1795393458972907,1795393459005599,12884901889,4,11,0,NULL,NULL,NULL,NULL,2.85962913185358047485e-02,4.0461388416588306427e-03,0.0,2.5244959997507976368e-03,0.001482,0,0,1830912,0.0,0.0,0.0);
INSERT INTO "step" VALUES(12884901890,'count[1]',1,14,15,1795393458881037,1795393458960979,12884901889,4,11,0,NULL,NULL,NULL,NULL,7.59945586323738098144e-02,1.39822997152805328369e-03,0.0,1.49219689992605708539e-02,0.005546,0,0,1863680,0.0,0.0,0.0);
INSERT INTO "step" VALUES(12884901891,'top[1]',1,16,15,1795393459009691,1795393459049507,12884901889,4,11,0,NULL,NULL,NULL,NULL,3.82589958608150482177e-02,1.4786700485274195671e-03,0.0,4.87125760009803343564e-02,1.15899999999999987407e-03,0,0,1703936,0.0,0.0,0.0);
INSERT INTO "step" VALUES(12884901892,'count[2]',1,14,15,1795393458963042,1795393459005069,12884901889,4,11,0,NULL,NULL,NULL,NULL,3.41970920562744140625e-02,5.77058002818375825881e-04,0.0,0.096926911999617,0.005764,0,0,1986560,0.0,0.0,0.0);
INSERT INTO "step" VALUES(12884901893,'top[2]',1,16,15,1795393459009691,1795393459047312,12884901889,4,11,0,NULL,NULL,NULL,NULL,3.52796837687492370605e-02,2.2324710153043270111e-03,0.0,0.0046222070013755,1.24699999999999984467e-03,0,0,1830912,0.0,0.0,0.0);
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
INSERT INTO "task" VALUES(X'01A205CA0BFF7D798A4712B0C7A3850B',X'01A205CA0C02722789D2443647DA4D86','V0000000','done','Soften and shrink','/home/ada/pictures/soften-and-shrink.xpu.toml','40bd23653a2a1d841cec2fd46b5de16cafa5150c3ea5803bb9955154bf03c9e5','40bd23653a2a1d841cec2fd46b5de16cafa5150c3ea5803bb9955154bf03c9e5',1000,0,1000,'ada','engine','command line',1795393457151733,'','',0);
INSERT INTO "task" VALUES(X'01A205CA0F817561BB24A606B1809B6E',X'01A205CA0F827B50B197A781ECB7B1A0','V0000000','done','Normalised product','/home/ada/numbers/normalised-product.xpu.toml','185f9b26e41472597588548eeaf05c102438438b8d1dcb75d87fbb53a9f70b4d','185f9b26e41472597588548eeaf05c102438438b8d1dcb75d87fbb53a9f70b4d',1000,0,1000,'ada','engine','command line',1795393458049381,'','',0);
INSERT INTO "task" VALUES(X'01A205CA12B17DDC8BBA7A4702E5343A',X'01A205CA12B273AEB8FBE819480E48AA','V0000000','done','Word counts','/home/ada/commands/word-counts.xpu.toml','4b239b67e3100bd7141802326d2804b23100140af7963173651ece3840a34423','4b239b67e3100bd7141802326d2804b23100140af7963173651ece3840a34423',1000,0,1000,'ada','engine','command line',1795393458865490,'','',0);
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
INSERT INTO "telemetry" VALUES(17,1795393450000000,10,1.5,20.25,80.0,100);
CREATE TABLE why (
    key INTEGER PRIMARY KEY,
    text TEXT NOT NULL
);
INSERT INTO "why" VALUES(4294967297,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.0023139999999999997,"lo_s":7.662899739382347e-05,"hi_s":0.06987688971683706,"energy_j":0.0,"samples":0,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO "why" VALUES(4294967298,'{"chosen_by":"heft","reason":"It finishes earlier on cpu although it runs longer (4.71 ms here, 3.1 ms on vulkan:0): vulkan:0 is busy with steps of higher rank or lacks its inputs.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.004710015218098957,"lo_s":0.0001648392169382169,"hi_s":0.1345811013106097,"energy_j":0.08007025870768227,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0030952,"lo_s":0.00010491041245039716,"hi_s":0.09131851468537176,"energy_j":0.061904,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(4294967299,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.0007780000000000002,"lo_s":2.3438202544701742e-05,"hi_s":0.02582467656577301,"energy_j":0.0,"samples":0,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO "why" VALUES(4294967300,'{"chosen_by":"heft","reason":"It finishes earlier on cpu although it runs longer (1.58 ms here, 1.1 ms on vulkan:0): vulkan:0 is busy with steps of higher rank or lacks its inputs.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.0015766717393663192,"lo_s":5.056884194853507e-05,"hi_s":0.04915860593063131,"energy_j":0.026803419569227428,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0010984000000000005,"lo_s":3.4138410330028626e-05,"hi_s":0.03534091213786727,"energy_j":0.02196800000000001,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(4294967301,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 552 us here, 584 us on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.0005523094482421875,"lo_s":1.611396046392234e-05,"hi_s":0.018930524702512375,"energy_j":0.009389260620117187,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0005838399999999996,"lo_s":1.7123862858073185e-05,"hi_s":0.01990608943935181,"energy_j":0.011676799999999992,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(4294967302,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 191 us here, 261 us on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.00019076981608072925,"lo_s":5.0054712935520755e-06,"hi_s":0.007270668553100276,"energy_j":0.0032430868733723975,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.00026127999999999986,"lo_s":7.081363059447937e-06,"hi_s":0.009640409314830695,"energy_j":0.005225599999999997,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(4294967303,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.000586,"lo_s":1.7193222021660554e-05,"hi_s":0.019972754354441475,"energy_j":0.0,"samples":0,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO "why" VALUES(4294967304,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.00020199999999999998,"lo_s":5.331792148057608e-06,"hi_s":0.007652961493419251,"energy_j":0.0,"samples":0,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO "why" VALUES(8589934593,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 58.8 us here, 157 us on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":5.879121668836804e-05,"lo_s":1.3567258064550884e-06,"hi_s":0.002547609209800245,"energy_j":0.0009994506837022567,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.00015683200000000014,"lo_s":4.031096154315384e-06,"hi_s":0.006101634712352164,"energy_j":0.003136640000000003,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(8589934594,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 137 us here, 247 us on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.00013659342708333345,"lo_s":3.459602273340066e-06,"hi_s":0.005393037363325817,"energy_j":0.0023220882604166686,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0002474560000000001,"lo_s":6.6696318959177075e-06,"hi_s":0.009181087186157897,"energy_j":0.004949120000000002,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(8589934595,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 11.3 us here, 108 us on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":1.130193671417237e-05,"lo_s":2.1417539233715582e-07,"hi_s":0.0005963979899711275,"energy_j":0.00019213292414093028,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.00010752640000000004,"lo_s":2.653899774212716e-06,"hi_s":0.004356580007016231,"energy_j":0.002150528000000001,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO "why" VALUES(12884901889,'{"chosen_by":"only candidate","reason":"Only sandbox takes this step: host does not run commands; cpu does not run commands; vulkan:0 does not run commands.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not run commands"},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not run commands"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not run commands"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":null}]}');
CREATE TABLE word (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);
INSERT INTO "word" VALUES(1,'done');
INSERT INTO "word" VALUES(2,'image.load');
INSERT INTO "word" VALUES(3,'host');
INSERT INTO "word" VALUES(4,'modelled');
INSERT INTO "word" VALUES(5,'u8');
INSERT INTO "word" VALUES(6,'image.gauss');
INSERT INTO "word" VALUES(7,'cpu');
INSERT INTO "word" VALUES(8,'image.resize');
INSERT INTO "word" VALUES(9,'image.save');
INSERT INTO "word" VALUES(10,'map');
INSERT INTO "word" VALUES(11,'f32');
INSERT INTO "word" VALUES(12,'gemm');
INSERT INTO "word" VALUES(13,'reduce');
INSERT INTO "word" VALUES(14,'run:sh');
INSERT INTO "word" VALUES(15,'sandbox');
INSERT INTO "word" VALUES(16,'run:head');
INSERT INTO "word" VALUES(17,'cpu.total');
CREATE INDEX task_by_position ON task (position) WHERE removed = 0;
CREATE INDEX run_by_time ON run (started_us);
COMMIT;
PRAGMA application_id=1481659759;
PRAGMA user_version=1;
