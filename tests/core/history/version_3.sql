-- A data folder's database as schema version 3 wrote it: the four shipped samples, each run once, and
-- one of them waiting again, held, pinned and with a priority of its own; a device rests.
BEGIN TRANSACTION;
CREATE TABLE word (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);
INSERT INTO word VALUES(1,'run:sh count');
INSERT INTO word VALUES(2,'sandbox');
INSERT INTO word VALUES(3,'modelled');
INSERT INTO word VALUES(4,'f32');
INSERT INTO word VALUES(5,'done');
INSERT INTO word VALUES(6,'run:head top');
INSERT INTO word VALUES(7,'sandbox | Commands (bubblewrap) | sandbox  | 2');
INSERT INTO word VALUES(8,':commit');
INSERT INTO word VALUES(9,'u8');
INSERT INTO word VALUES(10,'map');
INSERT INTO word VALUES(11,'cpu');
INSERT INTO word VALUES(12,'gemm');
INSERT INTO word VALUES(13,'reduce');
INSERT INTO word VALUES(14,'cpu | AMD EPYC | cpu oneTBB 2021.8 | 2');
INSERT INTO word VALUES(15,':handover');
INSERT INTO word VALUES(16,'host | Files of this computer | host  | 2');
INSERT INTO word VALUES(17,'file.save');
INSERT INTO word VALUES(18,'file.load');
INSERT INTO word VALUES(19,'image.load');
INSERT INTO word VALUES(20,'host');
INSERT INTO word VALUES(21,'image.nlmeans');
INSERT INTO word VALUES(22,'image.resize');
INSERT INTO word VALUES(23,'image.save');
INSERT INTO word VALUES(24,'vulkan:0');
INSERT INTO word VALUES(25,'vulkan:0 | llvmpipe (LLVM 15.0.6, 256 bits) | vulkan Mesa 22.3.6 (LLVM 15.0.6) | 1');
INSERT INTO word VALUES(26,':copy');
INSERT INTO word VALUES(27,'image.gauss');
CREATE TABLE source (
    key TEXT PRIMARY KEY,
    text TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO source VALUES('185f9b26e41472597588548eeaf05c102438438b8d1dcb75d87fbb53a9f70b4d',replace('# A numeric pipeline: two arrays from .npy files, an element-wise map, a product, row sums.\nxpu = 1\nname = "Normalised product"\n\n[[step]]\nid = "squash"\nop = "map"\nparams = { expr = "tanh(2 * x)" }\n[step.in]\nx = "a.npy"\n\n[[step]]\nid = "product"\nop = "gemm"\n[step.in]\na = "squash.y"\nb = "b.npy"\n\n[[step]]\nid = "rows"\nop = "reduce"\nparams = { fn = "sum", axis = 1 }\n[step.in]\nx = "product.c"\n[step.out]\ny = "out/row-sums.npy"\n','\n',char(10)));
INSERT INTO source VALUES('40bd23653a2a1d841cec2fd46b5de16cafa5150c3ea5803bb9955154bf03c9e5',replace('# Softens every picture of this folder and halves it; one run per picture.\nxpu = 1\nname = "Soften and shrink"\n\n[sweep.picture]\nglob = "scan-*.*"\n\n[[step]]\nid = "load"\nop = "image.load"\n[step.in]\nfile = "{picture}"\n\n[[step]]\nid = "soften"\nop = "image.gauss"\nparams = { sigma = 2.0 }\n[step.in]\nx = "load.x"\n\n[[step]]\nid = "shrink"\nop = "image.resize"\nparams = { scale = 0.5 }\n[step.in]\nx = "soften.y"\n\n[[step]]\nid = "save"\nop = "image.save"\n[step.in]\nx = "shrink.y"\n[step.out]\nfile = "out/{picture.stem}-small.png"\n','\n',char(10)));
INSERT INTO source VALUES('4b239b67e3100bd7141802326d2804b23100140af7963173651ece3840a34423',replace('# A sweep of commands: counts the words of each text, then one table of all of one run.\012xpu = 1\012name = "Word counts"\012\012[sweep.text]\012glob = "texts/*.txt"\012\012[[step]]\012id = "count"\012run = ["sh", "-c", ''tr -cs "[:alpha:]" "\n" < "$XPU_TEXT" | sort | uniq -c | sort -rn > "$1"'', "count", "{out.table}"]\012timeout = "1 min"\012[step.out]\012table = "out/{text.stem}.counts"\012\012[[step]]\012id = "top"\012run = ["head", "-n", "3", "{in.table}"]\012[step.in]\012table = "count.table"\012','\012',char(10)));
INSERT INTO source VALUES('999101c0ef8ad9f5fd4b4c4d03e1aef3d185ade7f801be07e4f466ee5ab5a1f7',replace('# Takes the noise out of every picture of this folder, edges kept, and halves it; one run per picture.\nxpu = 1\nname = "Denoise and shrink"\n\n[sweep.picture]\nglob = "scan-*.*"\n\n[[step]]\nid = "load"\nop = "image.load"\n[step.in]\nfile = "{picture}"\n\n[[step]]\nid = "denoise"\nop = "image.nlmeans"\nparams = { h = 10 } # about the standard deviation of the noise, in levels\n[step.in]\nx = "load.x"\n\n[[step]]\nid = "shrink"\nop = "image.resize"\nparams = { scale = 0.5 }\n[step.in]\nx = "denoise.y"\n\n[[step]]\nid = "save"\nop = "image.save"\n[step.in]\nx = "shrink.y"\n[step.out]\nfile = "out/{picture.stem}-clean.png"\n','\n',char(10)));
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
, wishes TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO task VALUES(X'01a2072d090076f58e6ede6dbe886e00',X'01a2072d09057bc8b52bdad88a97acac','V0000000','done','Word counts','/home/ada/commands/word-counts.xpu.toml','4b239b67e3100bd7141802326d2804b23100140af7963173651ece3840a34423','4b239b67e3100bd7141802326d2804b23100140af7963173651ece3840a34423',0,0,0,'ada','workstation','command line',1795416721664523,'','',1,'');
INSERT INTO task VALUES(X'01a2072d120f7754bf6ac98356566928',X'01a2072d1211787b89d46594a2aa622c','V0000000','done','Normalised product','/home/ada/numbers/normalised-product.xpu.toml','185f9b26e41472597588548eeaf05c102438438b8d1dcb75d87fbb53a9f70b4d','185f9b26e41472597588548eeaf05c102438438b8d1dcb75d87fbb53a9f70b4d',0,0,0,'ada','workstation','command line',1795416723984011,'','',1,'');
INSERT INTO task VALUES(X'01a2072d1a5174209a3adf108d4d690e',X'01a2072d1a527f99a381b92b014877e4','V0000000','done','Denoise and shrink','/home/ada/pictures/denoise-and-shrink.xpu.toml','999101c0ef8ad9f5fd4b4c4d03e1aef3d185ade7f801be07e4f466ee5ab5a1f7','999101c0ef8ad9f5fd4b4c4d03e1aef3d185ade7f801be07e4f466ee5ab5a1f7',0,0,0,'ada','workstation','command line',1795416726097644,'','',1,'');
INSERT INTO task VALUES(X'01a2072d256d7435a6d317a51b438686',X'01a2072d256e73edadbd2b6993be3d19','V0000000','done','Soften and shrink','/home/ada/pictures/soften-and-shrink.xpu.toml','40bd23653a2a1d841cec2fd46b5de16cafa5150c3ea5803bb9955154bf03c9e5','40bd23653a2a1d841cec2fd46b5de16cafa5150c3ea5803bb9955154bf03c9e5',0,0,0,'ada','workstation','command line',1795416728941481,'','',1,'');
INSERT INTO task VALUES(X'01a2072d287f7fc3a8adb17bc74de186',X'00000000000000000000000000000000','V0000000','held','Soften and shrink','/home/ada/pictures/soften-and-shrink.xpu.toml','40bd23653a2a1d841cec2fd46b5de16cafa5150c3ea5803bb9955154bf03c9e5','40bd23653a2a1d841cec2fd46b5de16cafa5150c3ea5803bb9955154bf03c9e5',0,0,0,'ada','workstation','command line',1795416729727075,'','',0,'{"pins":{"":"cpu"},"priority":80}');
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
INSERT INTO run VALUES(1,X'01a2072d09057bc8b52bdad88a97acac',X'01a2072d090076f58e6ede6dbe886e00','Word counts','done',1795416721669145,1795416721803764,0.134486365997872781,NULL,NULL,0.20516449958086013793,'modelled',6);
INSERT INTO run VALUES(2,X'01a2072d1211787b89d46594a2aa622c',X'01a2072d120f7754bf6ac98356566928','Normalised product','done',1795416723985579,1795416724016590,0.030834293997031636536,0.0136748267016164049,0.0070385867016164041856,0.10821790248155593872,'modelled',3);
INSERT INTO run VALUES(3,X'01a2072d1a527f99a381b92b014877e4',X'01a2072d1a5174209a3adf108d4d690e','Denoise and shrink','done',1795416726098837,1795416726908386,0.80943785599811235442,0.49375700883031592436,0.44152899708007142809,15.968048055190593003,'modelled',20);
INSERT INTO run VALUES(4,X'01a2072d256e73edadbd2b6993be3d19',X'01a2072d256d7435a6d317a51b438686','Soften and shrink','done',1795416728942535,1795416729029311,0.086732686002505943179,0.096653979099535380914,0.092660380430058614242,0.73219990264624357223,'modelled',20);
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
INSERT INTO step VALUES(4294967296,'count[0]',5,1,2,1795416721677030,1795416721721064,4294967297,3,4,0,NULL,NULL,NULL,NULL,0.03522542119026184082,0.0015917470445856451988,0.0,0.0079414127394556999206,0.0060079999999999994519,0,0,1994752,0.051068000495433807373,0.0,0.0);
INSERT INTO step VALUES(4294967297,'top[0]',5,6,2,1795416721728977,1795416721749968,4294967297,3,4,0,NULL,NULL,NULL,NULL,0.020395500585436820983,0.00050679297419264912605,0.0,0.0079131321981549263,0.0012039999999999999921,0,0,1695744,0.010234000161290168762,0.0,0.0);
INSERT INTO step VALUES(4294967298,'count[1]',5,1,2,1795416721677030,1795416721716950,4294967297,3,4,0,NULL,NULL,NULL,NULL,0.034450691193342208862,0.00048448098823428153991,0.0,0.0079414127394556999206,0.0074209999999999996453,0,0,1961984,0.063078500330448150634,0.0,0.0);
INSERT INTO step VALUES(4294967299,'top[1]',5,6,2,1795416721750569,1795416721789414,4294967297,3,4,0,NULL,NULL,NULL,NULL,0.036162294447422027587,0.0026024100370705127716,0.0,0.033619254827499389648,0.0013369999999999998639,0,0,1683456,0.01136450003832578659,0.0,0.0);
INSERT INTO step VALUES(4294967300,'count[2]',5,1,2,1795416721721765,1795416721758153,4294967297,3,4,0,NULL,NULL,NULL,NULL,0.0301074981689453125,0.0016338309505954384803,0.0,0.052675951272249221801,0.0064149999999999996955,0,0,1970176,0.054527498781681060791,0.0,0.0);
INSERT INTO step VALUES(4294967301,'top[2]',5,6,2,1795416721771625,1795416721803631,4294967297,3,4,0,NULL,NULL,NULL,NULL,0.031272590160369873046,0.00060184398898854851722,0.0,0.013471990823745727539,0.0017519999999999998682,0,0,1830912,0.014891999773681163787,0.0,0.0);
INSERT INTO step VALUES(8589934592,'squash',5,10,11,1795416723987732,1795416723993888,8589934593,3,4,0,NULL,2.5539546875000017692e-05,1.0326657434382254237e-06,0.00063163560786728295028,0.0056193089112639427185,0.0,0.0,0.0029329240787774324417,NULL,24576,24576,NULL,0.09552825242280960083,227328.0,49152.0);
INSERT INTO step VALUES(8589934593,'product',5,12,11,1795416723994043,1795416723998076,8589934594,3,4,0,NULL,3.10994375000000017e-05,1.2825818902003950395e-06,0.00075408441379543555103,0.00033315501059405505657,0.0,0.0,0.00015516999701503664255,NULL,36864,18432,NULL,0.0056636352092027664184,589824.0,55296.0);
INSERT INTO step VALUES(8589934594,'rows',5,13,11,1795416724005159,1795416724016413,8589934595,3,4,0,NULL,2.2120607788085947902e-05,8.8150057427352018985e-07,0.00055510036317060599576,0.00041329499799758195877,0.0,0.0,0.0070825959555804729461,NULL,18432,768,NULL,0.0070260148495435714721,4608.0,18816.0);
INSERT INTO step VALUES(12884901888,'load[0]',5,19,20,1795416726098643,1795416726101248,12884901889,3,9,0,NULL,0.0012520000000000000746,0.0002416517286177896997,0.0064866244034995296577,0.002148546045646071434,0.0,0.0,0.0,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO step VALUES(12884901889,'denoise[0]',5,21,11,1795416726101248,1795416726158207,12884901891,3,9,0,NULL,0.12966441874999998229,0.0096710609403226604346,1.7384712591020454741,0.056864436715841293334,0.0,0.0,0.0,NULL,230400,230400,NULL,0.96669542789459228515,464486400.0,460800.0);
INSERT INTO step VALUES(12884901890,'shrink[0]',5,22,11,1795416726224338,1795416726225532,12884901892,3,9,0,NULL,0.00040584648437499976211,2.122084480865814215e-05,0.0077617724630993194245,0.0011498599778860807418,0.0,0.0,0.06613060086965560913,NULL,230400,57600,NULL,0.019547620788216590881,1382400.0,1209600.0);
INSERT INTO step VALUES(12884901891,'save[0]',5,23,20,1795416726237138,1795416726241469,12884901893,3,9,0,NULL,0.0063880000000000004486,0.0012329642511265499153,0.033096291285587060848,0.0042810291051864624023,0.0,0.0,0.011606455780565738677,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO step VALUES(12884901892,'load[1]',5,19,20,1795416726101248,1795416726106709,12884901889,3,9,0,NULL,0.0012520000000000000746,0.0002416517286177896997,0.0064866244034995296577,0.0020444409456104040145,0.0,0.0,0.0026043099351227283477,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO step VALUES(12884901893,'denoise[1]',5,21,11,1795416726158207,1795416726200648,12884901891,3,9,0,NULL,0.12966441874999998229,0.0096710609403226604346,1.7384712591020454741,0.042347226291894912719,0.0,0.0,0.0514985695481300354,NULL,230400,230400,NULL,0.71990287303924560546,464486400.0,460800.0);
INSERT INTO step VALUES(12884901894,'shrink[1]',5,22,11,1795416726225532,1795416726226697,12884901892,3,9,0,NULL,0.00040584648437499976211,2.122084480865814215e-05,0.0077617724630993194245,0.0011069569736719131469,0.0,0.0,0.024883337318897247314,NULL,230400,57600,NULL,0.018818268552422523498,1382400.0,1209600.0);
INSERT INTO step VALUES(12884901895,'save[1]',5,23,20,1795416726255063,1795416726259660,12884901893,3,9,0,NULL,0.0063880000000000004486,0.0012329642511265499153,0.033096291285587060848,0.0029719111043959856033,0.0,0.0,0.028366388753056526184,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO step VALUES(12884901896,'load[2]',5,19,20,1795416726106709,1795416726116983,12884901889,3,9,0,NULL,0.0012520000000000000746,0.0002416517286177896997,0.0064866244034995296577,0.0073210811242461204528,0.0,0.0,0.0080653037875890731811,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO step VALUES(12884901897,'denoise[2]',5,21,24,1795416726116983,1795416726556174,12884901894,3,9,0,NULL,0.23244319999999998871,0.017672228909400643226,3.0573303177110338069,0.3623250126838684082,0.054982174187898635864,6.3264000345952808856e-05,0.0,NULL,230400,230400,NULL,7.2465000152587890625,464486400.0,460800.0);
INSERT INTO step VALUES(12884901898,'shrink[2]',5,22,11,1795416726556174,1795416726557073,12884901892,3,9,0,NULL,0.00040584648437499976211,2.122084480865814215e-05,0.0077617724630993194245,0.00081043597310781478881,0.0,0.0,0.0,NULL,230400,57600,NULL,0.013777411542832851409,1382400.0,1209600.0);
INSERT INTO step VALUES(12884901899,'save[2]',5,23,20,1795416726573671,1795416726582409,12884901893,3,9,0,NULL,0.0063880000000000004486,0.0012329642511265499153,0.033096291285587060848,0.0084024798125028610229,0.0,0.0,0.016598172485828399658,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO step VALUES(12884901900,'load[3]',5,19,20,1795416726116983,1795416726119261,12884901889,3,9,0,NULL,0.0012520000000000000746,0.0002416517286177896997,0.0064866244034995296577,0.002089778892695903778,0.0,0.0,0.018339708447456359863,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO step VALUES(12884901901,'denoise[3]',5,21,11,1795416726200648,1795416726224338,12884901891,3,9,0,NULL,0.12966441874999998229,0.0096710609403226604346,1.7384712591020454741,0.023609371855854988098,0.0,0.0,0.081387542188167572021,NULL,230400,230400,NULL,0.40135931968688964843,464486400.0,460800.0);
INSERT INTO step VALUES(12884901902,'shrink[3]',5,22,11,1795416726226697,1795416726227805,12884901892,3,9,0,NULL,0.00040584648437499976211,2.122084480865814215e-05,0.0077617724630993194245,0.0010839320020750164985,0.0,0.0,0.0023589890915900468826,NULL,230400,57600,NULL,0.018426844850182533264,1382400.0,1209600.0);
INSERT INTO step VALUES(12884901903,'save[3]',5,23,20,1795416726260130,1795416726268942,12884901893,3,9,0,NULL,0.0063880000000000004486,0.0012329642511265499153,0.033096291285587060848,0.004669566173106431961,0.0,0.0,0.032325416803359985351,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO step VALUES(12884901904,'load[4]',5,19,20,1795416726119261,1795416726134990,12884901890,3,9,0,NULL,0.00048400000000000000096,9.341808039218067055e-05,0.0025076087949630768494,0.00031269498867914080619,0.0,0.0,0.020617445930838584899,NULL,76800,0,NULL,0.0,0.0,153600.0);
INSERT INTO step VALUES(12884901905,'denoise[4]',5,21,24,1795416726556174,1795416726906041,12884901895,3,9,0,NULL,0.15502880000000002214,0.011635105797090818449,2.0656390451945290109,0.32784047722816467285,0.021693300455808639526,3.501299943309277296e-05,0.42118397355079650878,NULL,76800,76800,NULL,6.5568094253540039062,309657600.0,153600.0);
INSERT INTO step VALUES(12884901906,'shrink[4]',5,22,11,1795416726906041,1795416726906519,12884901896,3,9,0,NULL,0.00014861549479166664944,7.1159825069538319396e-06,0.0031037970189764542416,0.00036534399259835481643,0.0,0.0,0.0,NULL,76800,19200,NULL,0.0062108482234179973602,460800.0,403200.0);
INSERT INTO step VALUES(12884901907,'save[4]',5,23,20,1795416726907099,1795416726908275,12884901897,3,9,0,NULL,0.0061960000000000001185,0.0011959058390701477088,0.032101537383452942442,0.0011422990355640649795,0.0,0.0,0.00058021303266286849975,NULL,0,19200,NULL,0.0,0.0,38400.0);
INSERT INTO step VALUES(17179869184,'load[0]',5,19,20,1795416728942402,1795416728944858,17179869185,3,9,0,NULL,0.0022642536382793815308,0.00088926921658938101918,0.0073210810000000001163,0.0020060739479959011077,0.0,0.0,0.0,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO step VALUES(17179869185,'soften[0]',5,27,11,1795416728944858,1795416728959494,17179869186,3,9,0,NULL,0.0033953772135416671919,0.00020895334511876695543,0.055173016807580875509,0.013544948771595954895,0.0,0.0,0.0,NULL,230400,230400,NULL,0.23026412725448608398,11980800.0,2304000.0);
INSERT INTO step VALUES(17179869186,'shrink[0]',5,22,11,1795416728976196,1795416728979747,17179869189,3,9,0,NULL,0.0010083174718656269779,0.00053633892229310584694,0.0018956374072621694475,0.00352156907320022583,0.0,0.0,0.016702016815543174743,NULL,230400,57600,NULL,0.059866674244403839111,1382400.0,1209600.0);
INSERT INTO step VALUES(17179869187,'save[0]',5,23,20,1795416728980554,1795416728986357,17179869190,3,9,0,NULL,0.0042936989162682525494,0.001212205546437523972,0.010424393407777381853,0.0043196859769523143768,0.0,0.0,0.00080643000546842813491,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO step VALUES(17179869188,'load[1]',5,19,20,1795416728944858,1795416728951091,17179869185,3,9,0,NULL,0.0022642536382793815308,0.00088926921658938101918,0.0073210810000000001163,0.0021297789644449949264,0.0,0.0,0.0024558741133660078048,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO step VALUES(17179869189,'soften[1]',5,27,11,1795416728959494,1795416728965973,17179869186,3,9,0,NULL,0.0033953772135416671919,0.00020895334511876695543,0.055173016807580875509,0.0064308471046388149261,0.0,0.0,0.0084028597921133041381,NULL,230400,230400,NULL,0.10932439565658569335,11980800.0,2304000.0);
INSERT INTO step VALUES(17179869190,'shrink[1]',5,22,11,1795416728979747,1795416728980554,17179869189,3,9,0,NULL,0.0010083174718656269779,0.00053633892229310584694,0.0018956374072621694475,0.00073569401865825057029,0.0,0.0,0.013774340972304344177,NULL,230400,57600,NULL,0.0125067979097366333,1382400.0,1209600.0);
INSERT INTO step VALUES(17179869191,'save[1]',5,23,20,1795416728986795,1795416728996950,17179869190,3,9,0,NULL,0.0042936989162682525494,0.001212205546437523972,0.010424393407777381853,0.0099617987871170043945,0.0,0.0,0.0062411348335444927215,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO step VALUES(17179869192,'load[2]',5,19,20,1795416728951091,1795416728953891,17179869185,3,9,0,NULL,0.0022642536382793815308,0.00088926921658938101918,0.0073210810000000001163,0.0021216960158199071884,0.0,0.0,0.0086887655779719352722,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO step VALUES(17179869193,'soften[2]',5,27,11,1795416728965973,1795416728969037,17179869186,3,9,0,NULL,0.0033953772135416671919,0.00020895334511876695543,0.055173016807580875509,0.0030361670069396495819,0.0,0.0,0.012082182802259922027,NULL,230400,230400,NULL,0.0516148395836353302,11980800.0,2304000.0);
INSERT INTO step VALUES(17179869194,'shrink[2]',5,22,11,1795416728980554,1795416728983574,17179869189,3,9,0,NULL,0.0010083174718656269779,0.00053633892229310584694,0.0018956374072621694475,0.00081021501682698726654,0.0,0.0,0.011516571976244449615,NULL,230400,57600,NULL,0.013773654587566852569,1382400.0,1209600.0);
INSERT INTO step VALUES(17179869195,'save[2]',5,23,20,1795416729000970,1795416729014358,17179869190,3,9,0,NULL,0.0042936989162682525494,0.001212205546437523972,0.010424393407777381853,0.013311072252690792083,0.0,0.0,0.017396960407495498657,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO step VALUES(17179869196,'load[3]',5,19,20,1795416728953891,1795416728965566,17179869185,3,9,0,NULL,0.0022642536382793815308,0.00088926921658938101918,0.0073210810000000001163,0.0090973125770688056945,0.0,0.0,0.011488340795040130615,NULL,230400,0,NULL,0.0,0.0,460800.0);
INSERT INTO step VALUES(17179869197,'soften[3]',5,27,11,1795416728969037,1795416728975254,17179869186,3,9,0,NULL,0.0033953772135416671919,0.00020895334511876695543,0.055173016807580875509,0.0061852419748902320861,0.0,0.0,0.0034711740445345640182,NULL,230400,230400,NULL,0.10514911264181137084,11980800.0,2304000.0);
INSERT INTO step VALUES(17179869198,'shrink[3]',5,22,11,1795416728983574,1795416728989057,17179869189,3,9,0,NULL,0.0010083174718656269779,0.00053633892229310584694,0.0018956374072621694475,0.0054482650011777877807,0.0,0.0,0.0083196163177490234375,NULL,230400,57600,NULL,0.092620506882667541503,1382400.0,1209600.0);
INSERT INTO step VALUES(17179869199,'save[3]',5,23,20,1795416729016968,1795416729020927,17179869190,3,9,0,NULL,0.0042936989162682525494,0.001212205546437523972,0.010424393407777381853,0.0039112288504838943481,0.0,0.0,0.027910459786653518676,NULL,0,57600,NULL,0.0,0.0,115200.0);
INSERT INTO step VALUES(17179869200,'load[4]',5,19,20,1795416728965566,1795416728965940,17179869187,3,9,0,NULL,0.00079618272870981318233,0.00031269499999999998685,0.0025743221294390826979,0.00032808800460770726203,0.0,0.0,0.023163549602031707763,NULL,76800,0,NULL,0.0,0.0,153600.0);
INSERT INTO step VALUES(17179869201,'soften[4]',5,27,11,1795416728975254,1795416728976196,17179869188,3,9,0,NULL,0.0011451257378472226491,6.5105084750303652239e-05,0.020141482965722268261,0.00090516702039167284965,0.0,0.0,0.0093134446069598197937,NULL,76800,76800,NULL,0.015387838706374168395,3993600.0,768000.0);
INSERT INTO step VALUES(17179869202,'shrink[4]',5,22,11,1795416728989057,1795416728991541,17179869191,3,9,0,NULL,0.00037821323953711656097,0.00019882293738064467825,0.00071946052324587371224,0.002452468033879995346,0.0,0.0,0.012861061841249465942,NULL,76800,19200,NULL,0.041691955178976058959,460800.0,403200.0);
INSERT INTO step VALUES(17179869203,'save[4]',5,23,20,1795416729025012,1795416729029267,17179869192,3,9,0,NULL,0.0040460860724226129989,0.0011422990000000000487,0.0098232302271720490366,0.0042075891979038715362,0.0,0.0,0.033471122384071350097,NULL,0,19200,NULL,0.0,0.0,38400.0);
CREATE TABLE why (
    key INTEGER PRIMARY KEY,
    text TEXT NOT NULL
);
INSERT INTO why VALUES(4294967297,'{"chosen_by":"only candidate","reason":"Only sandbox takes this step: host does not run commands; cpu does not run commands; vulkan:0 does not run commands.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not run commands"},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not run commands"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not run commands"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":null}]}');
INSERT INTO why VALUES(8589934593,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 25.5 µs here, 314 µs on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":2.5539546875000018e-05,"lo_s":1.0326657434382254e-06,"hi_s":0.000631635607867283,"energy_j":0.0004341722968750003,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0003136640000000003,"lo_s":1.604475649484849e-05,"hi_s":0.006131916363304654,"energy_j":0.006273280000000006,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO why VALUES(8589934594,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 31.1 µs here, 495 µs on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":3.10994375e-05,"lo_s":1.282581890200395e-06,"hi_s":0.0007540844137954356,"energy_j":0.0005286904375,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0004949120000000003,"lo_s":2.631095973508808e-05,"hi_s":0.009309348279582267,"energy_j":0.009898240000000006,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO why VALUES(8589934595,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 22.1 µs here, 215 µs on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":2.2120607788085948e-05,"lo_s":8.815005742735202e-07,"hi_s":0.000555100363170606,"energy_j":0.0003760503323974611,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0002150528000000001,"lo_s":1.0644037771410235e-05,"hi_s":0.004344940123386336,"energy_j":0.004301056000000002,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO why VALUES(12884901889,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.001252,"lo_s":0.0002416517286177897,"hi_s":0.00648662440349953,"energy_j":0.0,"samples":0,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO why VALUES(12884901890,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.000484,"lo_s":9.341808039218067e-05,"hi_s":0.002507608794963077,"energy_j":0.0,"samples":0,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO why VALUES(12884901891,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 130 ms here, 232 ms on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.12966441874999998,"lo_s":0.00967106094032266,"hi_s":1.7384712591020455,"energy_j":2.2042951187499997,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.2324432,"lo_s":0.017672228909400643,"hi_s":3.057330317711034,"energy_j":4.648864,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO why VALUES(12884901892,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 406 µs here, 1.17 ms on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.00040584648437499976,"lo_s":2.1220844808658142e-05,"hi_s":0.007761772463099319,"energy_j":0.006899390234374996,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0011676799999999995,"lo_s":6.648706839153952e-05,"hi_s":0.020507395127884773,"energy_j":0.023353599999999988,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO why VALUES(12884901893,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.0063880000000000004,"lo_s":0.00123296425112655,"hi_s":0.03309629128558706,"energy_j":0.0,"samples":0,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO why VALUES(12884901894,'{"chosen_by":"heft","reason":"It finishes earlier on vulkan:0 although it runs longer (232 ms here, 130 ms on cpu): cpu is busy with steps of higher rank or lacks its inputs.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.12966441874999998,"lo_s":0.00967106094032266,"hi_s":1.7384712591020455,"energy_j":2.2042951187499997,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.2324432,"lo_s":0.017672228909400643,"hi_s":3.057330317711034,"energy_j":4.648864,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO why VALUES(12884901895,'{"chosen_by":"heft","reason":"It finishes earlier on vulkan:0 although it runs longer (155 ms here, 86.4 ms on cpu): cpu is busy with steps of higher rank or lacks its inputs.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.0864496125,"lo_s":0.006349951497627312,"hi_s":1.176943714324854,"energy_j":1.4696434125,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.15502880000000002,"lo_s":0.011635105797090818,"hi_s":2.065639045194529,"energy_j":3.100576,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO why VALUES(12884901896,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 149 µs here, 523 µs on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.00014861549479166665,"lo_s":7.115982506953832e-06,"hi_s":0.0031037970189764542,"energy_j":0.002526463411458333,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0005225599999999998,"lo_s":2.7906107827238454e-05,"hi_s":0.009785275513537004,"energy_j":0.010451199999999997,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO why VALUES(12884901897,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.006196,"lo_s":0.0011959058390701477,"hi_s":0.03210153738345294,"energy_j":0.0,"samples":0,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO why VALUES(17179869185,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.0022642536382793815,"lo_s":0.000889269216589381,"hi_s":0.007321081,"energy_j":0.0,"samples":5,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO why VALUES(17179869186,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 3.4 ms here, 6.19 ms on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.003395377213541667,"lo_s":0.00020895334511876696,"hi_s":0.055173016807580876,"energy_j":0.057721412630208344,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0061904,"lo_s":0.0003964105203055341,"hi_s":0.09667011897278603,"energy_j":0.123808,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO why VALUES(17179869187,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.0007961827287098132,"lo_s":0.000312695,"hi_s":0.0025743221294390827,"energy_j":0.0,"samples":5,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO why VALUES(17179869188,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 1.15 ms here, 2.2 ms on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.0011451257378472226,"lo_s":6.510508475030365e-05,"hi_s":0.020141482965722268,"energy_j":0.019467137543402784,"samples":0,"excluded":null},{"device":"vulkan:0","predicted_s":0.0021968000000000014,"lo_s":0.0001311132337017762,"hi_s":0.036807346625107484,"energy_j":0.04393600000000003,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO why VALUES(17179869189,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 1.01 ms here, 1.17 ms on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.001008317471865627,"lo_s":0.0005363389222931058,"hi_s":0.0018956374072621694,"energy_j":0.01714139702171566,"samples":5,"excluded":null},{"device":"vulkan:0","predicted_s":0.0011676799999999995,"lo_s":6.648706839153952e-05,"hi_s":0.020507395127884773,"energy_j":0.023353599999999988,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO why VALUES(17179869190,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.0042936989162682525,"lo_s":0.001212205546437524,"hi_s":0.010424393407777382,"energy_j":0.0,"samples":5,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
INSERT INTO why VALUES(17179869191,'{"chosen_by":"heft","reason":"It is predicted to run fastest on cpu: 378 µs here, 523 µs on vulkan:0.","candidates":[{"device":"host","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"reads and writes files only"},{"device":"cpu","predicted_s":0.00037821323953711656,"lo_s":0.00019882293738064468,"hi_s":0.0007194605232458737,"energy_j":0.006429625072130981,"samples":5,"excluded":null},{"device":"vulkan:0","predicted_s":0.0005225599999999998,"lo_s":2.7906107827238454e-05,"hi_s":0.009785275513537004,"energy_j":0.010451199999999997,"samples":0,"excluded":null},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"runs commands only"}]}');
INSERT INTO why VALUES(17179869192,'{"chosen_by":"host operator","reason":"Files are read and written by host.","candidates":[{"device":"host","predicted_s":0.004046086072422613,"lo_s":0.001142299,"hi_s":0.009823230227172049,"energy_j":0.0,"samples":5,"excluded":null},{"device":"cpu","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"vulkan:0","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"},{"device":"sandbox","predicted_s":null,"lo_s":null,"hi_s":null,"energy_j":null,"samples":0,"excluded":"does not read or write files"}]}');
CREATE TABLE started (
    run INTEGER NOT NULL,
    step TEXT NOT NULL,
    device TEXT NOT NULL,
    utc_us INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    PRIMARY KEY (run, step)
) WITHOUT ROWID;
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
CREATE TABLE approval (
    digest TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    uid INTEGER NOT NULL,
    utc_us INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO approval VALUES('7224266f7883b2340879f01d7c8b3d85a39a199145c1f53241fb5aab482bae05','/home/ada/commands/word-counts.xpu.toml',0,1795416721223140);
CREATE TABLE granted (
    folder TEXT PRIMARY KEY,
    uid INTEGER NOT NULL,
    utc_us INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO granted VALUES('/home/ada/pictures',0,1795416720535429);
CREATE TABLE flag (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;
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
INSERT INTO sample VALUES(0,8,9,0,7,0.0,0.0,0.0079414130013901740312,0.0);
INSERT INTO sample VALUES(0,8,9,1,8,0.0,0.0,0.0079414130013901740312,0.0);
INSERT INTO sample VALUES(0,8,9,2,9,0.0,0.0,0.0048145429973374120891,0.0);
INSERT INTO sample VALUES(0,8,9,3,10,0.0,0.0,0.007913132001704070717,0.0);
INSERT INTO sample VALUES(0,8,9,4,11,0.0,0.0,0.00060147399926790967583,0.0);
INSERT INTO sample VALUES(0,8,9,5,12,0.0,0.0,0.013471990998368710279,0.0);
INSERT INTO sample VALUES(0,8,9,6,13,0.0,0.0,0.0070825959992362186312,0.0);
INSERT INTO sample VALUES(0,8,9,7,58,0.0,0.0,0.011606455998844467103,0.0);
INSERT INTO sample VALUES(0,8,9,8,59,0.0,0.0,0.013594504001957830041,0.0);
INSERT INTO sample VALUES(0,8,9,9,60,0.0,0.0,0.00047048000124050304293,0.0);
INSERT INTO sample VALUES(0,8,9,10,61,0.0,0.0,0.016598171998339239507,0.0);
INSERT INTO sample VALUES(0,8,9,11,62,0.0,0.0,0.00058021300355903804302,0.0);
INSERT INTO sample VALUES(0,8,9,12,83,0.0,0.0,0.00080643000546842813491,0.0);
INSERT INTO sample VALUES(0,8,9,13,84,0.0,0.0,0.00043777199607575312256,0.0);
INSERT INTO sample VALUES(0,8,9,14,85,0.0,0.0,0.0040202609961852431297,0.0);
INSERT INTO sample VALUES(0,8,9,15,86,0.0,0.0,0.0026098519956576637923,0.0);
INSERT INTO sample VALUES(0,8,9,16,87,0.0,0.0,0.0040846360061550512909,0.0);
INSERT INTO sample VALUES(7,1,4,0,4,0.0,0.0,0.034450689999999999091,0.00048448099999999998501);
INSERT INTO sample VALUES(7,1,4,1,5,0.0,0.0,0.035225421999999999289,0.001591747000000000127);
INSERT INTO sample VALUES(7,1,4,2,6,0.0,0.0,0.030107498999999999372,0.0016338310000000000853);
INSERT INTO sample VALUES(7,6,4,0,1,0.0,0.0,0.020395500999999999908,0.00050679299999999995705);
INSERT INTO sample VALUES(7,6,4,1,2,0.0,0.0,0.036162295999999996554,0.0026024099999999998795);
INSERT INTO sample VALUES(7,6,4,2,3,0.0,0.0,0.031272592000000001832,0.00060184400000000003345);
INSERT INTO sample VALUES(14,10,4,0,23,227328.0,49152.0,0.0056193090000000002828,0.0);
INSERT INTO sample VALUES(14,12,4,0,14,589824.0,55296.0,0.00033315500000000001796,0.0);
INSERT INTO sample VALUES(14,13,4,0,15,4608.0,18816.0,0.00041329499999999999267,0.0);
INSERT INTO sample VALUES(14,15,9,0,16,0.0,0.0,0.00053678900297534064972,0.0);
INSERT INTO sample VALUES(14,15,9,1,17,0.0,0.0,0.0036992639976672642837,0.0);
INSERT INTO sample VALUES(14,15,9,2,18,0.0,0.0,5.2863002382144339257e-05,0.0);
INSERT INTO sample VALUES(14,15,9,3,45,0.0,0.0,9.5125997224901337467e-05,0.0);
INSERT INTO sample VALUES(14,15,9,4,46,0.0,0.0,9.3890002454119492192e-05,0.0);
INSERT INTO sample VALUES(14,15,9,5,47,0.0,0.0,8.0109000474188479801e-05,0.0);
INSERT INTO sample VALUES(14,15,9,6,48,0.0,0.0,4.3995998280923868939e-05,0.0);
INSERT INTO sample VALUES(14,15,9,7,49,0.0,0.0,5.8175998721674091612e-05,0.0);
INSERT INTO sample VALUES(14,15,9,8,50,0.0,0.0,2.3916001993261369953e-05,0.0);
INSERT INTO sample VALUES(14,15,9,9,51,0.0,0.0,8.8827002793304631576e-05,0.0);
INSERT INTO sample VALUES(14,15,9,10,52,0.0,0.0,0.00011208599595357107443,0.0);
INSERT INTO sample VALUES(14,15,9,11,103,0.0,0.0,0.0010908029988669076804,0.0);
INSERT INTO sample VALUES(14,15,9,12,104,0.0,0.0,4.8050994384169626316e-05,0.0);
INSERT INTO sample VALUES(14,15,9,13,105,0.0,0.0,2.8032001528322490757e-05,0.0);
INSERT INTO sample VALUES(14,15,9,14,106,0.0,0.0,3.1505999133076868778e-05,0.0);
INSERT INTO sample VALUES(14,15,9,15,107,0.0,0.0,3.7005002396546288374e-05,0.0);
INSERT INTO sample VALUES(14,15,9,16,108,0.0,0.0,2.9652998350229112928e-05,0.0);
INSERT INTO sample VALUES(14,15,9,17,109,0.0,0.0,7.0736005468428181895e-05,0.0);
INSERT INTO sample VALUES(14,15,9,18,110,0.0,0.0,0.0022095769986676424938,0.0);
INSERT INTO sample VALUES(14,15,9,19,111,0.0,0.0,3.5352998834233852198e-05,0.0);
INSERT INTO sample VALUES(14,15,9,20,112,0.0,0.0,3.1096996509812589726e-05,0.0);
INSERT INTO sample VALUES(14,21,9,0,42,464486400.0,460800.0,0.056864438000000003259,0.0);
INSERT INTO sample VALUES(14,21,9,1,43,464486400.0,460800.0,0.042347227000000001173,0.0);
INSERT INTO sample VALUES(14,21,9,2,44,464486400.0,460800.0,0.023609371999999999996,0.0);
INSERT INTO sample VALUES(14,22,9,0,53,1382400.0,1209600.0,0.0011498599999999999446,0.0);
INSERT INTO sample VALUES(14,22,9,1,54,1382400.0,1209600.0,0.001106956999999999993,0.0);
INSERT INTO sample VALUES(14,22,9,2,55,1382400.0,1209600.0,0.0010839319999999999077,0.0);
INSERT INTO sample VALUES(14,22,9,3,56,1382400.0,1209600.0,0.00081043599999999999059,0.0);
INSERT INTO sample VALUES(14,22,9,4,57,460800.0,403200.0,0.00036534399999999997692,0.0);
INSERT INTO sample VALUES(14,22,9,5,78,1382400.0,1209600.0,0.0035215690000000000013,0.0);
INSERT INTO sample VALUES(14,22,9,6,79,1382400.0,1209600.0,0.00073569399999999995302,0.0);
INSERT INTO sample VALUES(14,22,9,7,80,1382400.0,1209600.0,0.00081021499999999998034,0.0);
INSERT INTO sample VALUES(14,22,9,8,81,1382400.0,1209600.0,0.0054482649999999998788,0.0);
INSERT INTO sample VALUES(14,22,9,9,82,460800.0,403200.0,0.0024524680000000001825,0.0);
INSERT INTO sample VALUES(14,27,9,0,98,11980800.0,2304000.0,0.013544949000000000571,0.0);
INSERT INTO sample VALUES(14,27,9,1,99,11980800.0,2304000.0,0.0064308469999999999522,0.0);
INSERT INTO sample VALUES(14,27,9,2,100,11980800.0,2304000.0,0.0030361670000000002059,0.0);
INSERT INTO sample VALUES(14,27,9,3,101,11980800.0,2304000.0,0.0061852419999999996499,0.0);
INSERT INTO sample VALUES(14,27,9,4,102,3993600.0,768000.0,0.00090516700000000001585,0.0);
INSERT INTO sample VALUES(16,15,9,0,19,0.0,0.0,0.0028648029987418987055,0.0);
INSERT INTO sample VALUES(16,15,9,1,20,0.0,0.0,9.2035997015036646977e-05,0.0);
INSERT INTO sample VALUES(16,15,9,2,21,0.0,0.0,0.0015320849997834153077,0.0);
INSERT INTO sample VALUES(16,15,9,3,63,0.0,0.0,0.00045576400060634699937,0.0);
INSERT INTO sample VALUES(16,15,9,4,64,0.0,0.0,0.0034165529979854969769,0.0);
INSERT INTO sample VALUES(16,15,9,5,65,0.0,0.0,0.0029533229977551436751,0.0);
INSERT INTO sample VALUES(16,15,9,6,66,0.0,0.0,0.00018795899997521570146,0.0);
INSERT INTO sample VALUES(16,15,9,7,67,0.0,0.0,0.015416434998362623168,0.0);
INSERT INTO sample VALUES(16,15,9,8,68,0.0,0.0,4.9532998358461574617e-05,0.0);
INSERT INTO sample VALUES(16,15,9,9,69,0.0,0.0,0.0016244859969307074223,0.0);
INSERT INTO sample VALUES(16,15,9,10,70,0.0,0.0,0.0041427140007113255615,0.0);
INSERT INTO sample VALUES(16,15,9,11,71,0.0,0.0,0.00033544899801628627611,0.0);
INSERT INTO sample VALUES(16,15,9,12,72,0.0,0.0,3.3399998849838923378e-05,0.0);
INSERT INTO sample VALUES(16,15,9,13,88,0.0,0.0,0.00044980000422664354053,0.0);
INSERT INTO sample VALUES(16,15,9,14,89,0.0,0.0,0.0041031129957508332556,0.0);
INSERT INTO sample VALUES(16,15,9,15,90,0.0,0.0,0.00067787899878946674542,0.0);
INSERT INTO sample VALUES(16,15,9,16,91,0.0,0.0,0.0025778949993602827406,0.0);
INSERT INTO sample VALUES(16,15,9,17,92,0.0,0.0,4.6389000150363912406e-05,0.0);
INSERT INTO sample VALUES(16,15,9,18,93,0.0,0.0,0.0014836769975398074461,0.0);
INSERT INTO sample VALUES(16,15,9,19,94,0.0,0.0,0.00019355800571490416883,0.0);
INSERT INTO sample VALUES(16,15,9,20,95,0.0,0.0,7.6193003984793838956e-05,0.0);
INSERT INTO sample VALUES(16,15,9,21,96,0.0,0.0,4.8361998420026579281e-05,0.0);
INSERT INTO sample VALUES(16,15,9,22,97,0.0,0.0,4.782199684778571519e-05,0.0);
INSERT INTO sample VALUES(16,17,4,0,22,0.0,768.0,0.0092562840000000000395,0.0);
INSERT INTO sample VALUES(16,18,4,0,24,0.0,49152.0,6.8120999999999993731e-05,0.0);
INSERT INTO sample VALUES(16,18,4,1,25,0.0,24576.0,6.3133999999999995569e-05,0.0);
INSERT INTO sample VALUES(16,19,9,0,32,0.0,460800.0,0.002148545999999999876,0.0);
INSERT INTO sample VALUES(16,19,9,1,33,0.0,460800.0,0.0020444410000000001401,0.0);
INSERT INTO sample VALUES(16,19,9,2,34,0.0,460800.0,0.0073210810000000001163,0.0);
INSERT INTO sample VALUES(16,19,9,3,35,0.0,460800.0,0.0020897789999999999421,0.0);
INSERT INTO sample VALUES(16,19,9,4,36,0.0,153600.0,0.00031269499999999998685,0.0);
INSERT INTO sample VALUES(16,19,9,5,73,0.0,460800.0,0.0020060740000000000515,0.0);
INSERT INTO sample VALUES(16,19,9,6,74,0.0,460800.0,0.002129779000000000047,0.0);
INSERT INTO sample VALUES(16,19,9,7,75,0.0,460800.0,0.002121696000000000172,0.0);
INSERT INTO sample VALUES(16,19,9,8,76,0.0,460800.0,0.0090973129999999992334,0.0);
INSERT INTO sample VALUES(16,19,9,9,77,0.0,153600.0,0.00032808799999999997991,0.0);
INSERT INTO sample VALUES(16,23,9,0,37,0.0,115200.0,0.0042810290000000004312,0.0);
INSERT INTO sample VALUES(16,23,9,1,38,0.0,115200.0,0.0029719109999999998236,0.0);
INSERT INTO sample VALUES(16,23,9,2,39,0.0,115200.0,0.0046695659999999999945,0.0);
INSERT INTO sample VALUES(16,23,9,3,40,0.0,115200.0,0.0084024800000000003652,0.0);
INSERT INTO sample VALUES(16,23,9,4,41,0.0,38400.0,0.0011422990000000000487,0.0);
INSERT INTO sample VALUES(16,23,9,5,113,0.0,115200.0,0.0043196859999999996648,0.0);
INSERT INTO sample VALUES(16,23,9,6,114,0.0,115200.0,0.009961799000000000348,0.0);
INSERT INTO sample VALUES(16,23,9,7,115,0.0,115200.0,0.013311072000000000181,0.0);
INSERT INTO sample VALUES(16,23,9,8,116,0.0,115200.0,0.003911228999999999574,0.0);
INSERT INTO sample VALUES(16,23,9,9,117,0.0,38400.0,0.0042075890000000002941,0.0);
INSERT INTO sample VALUES(25,15,9,0,30,0.0,0.0,0.021820405011003803086,0.0);
INSERT INTO sample VALUES(25,15,9,1,31,0.0,0.0,0.00029837400450258332387,0.0);
INSERT INTO sample VALUES(25,21,9,0,28,464486400.0,460800.0,0.36232500399637501686,0.054982172994641587138);
INSERT INTO sample VALUES(25,21,9,1,29,309657600.0,153600.0,0.32784047900349833071,0.021693300994229502975);
INSERT INTO sample VALUES(25,26,9,0,26,0.0,460800.0,6.3263999999999996019e-05,0.0);
INSERT INTO sample VALUES(25,26,9,1,27,0.0,153600.0,3.5012999999999998334e-05,0.0);
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
CREATE TABLE undo (
    seq INTEGER PRIMARY KEY,
    redo INTEGER NOT NULL,
    deed TEXT NOT NULL,
    task TEXT NOT NULL,
    tasks INTEGER NOT NULL,
    inverse TEXT NOT NULL
);
INSERT INTO undo VALUES(1,0,'submit','Word counts',1,'{"tasks":["01a2072d-0900-76f5-8e6e-de6dbe886e00"],"type":"remove","version":1}');
INSERT INTO undo VALUES(2,0,'remove','Word counts',1,'{"tasks":["01a2072d-0900-76f5-8e6e-de6dbe886e00"],"type":"restore","version":1}');
INSERT INTO undo VALUES(3,0,'submit','Normalised product',1,'{"tasks":["01a2072d-120f-7754-bf6a-c98356566928"],"type":"remove","version":1}');
INSERT INTO undo VALUES(4,0,'remove','Normalised product',1,'{"tasks":["01a2072d-120f-7754-bf6a-c98356566928"],"type":"restore","version":1}');
INSERT INTO undo VALUES(5,0,'submit','Denoise and shrink',1,'{"tasks":["01a2072d-1a51-7420-9a3a-df108d4d690e"],"type":"remove","version":1}');
INSERT INTO undo VALUES(6,0,'remove','Denoise and shrink',1,'{"tasks":["01a2072d-1a51-7420-9a3a-df108d4d690e"],"type":"restore","version":1}');
INSERT INTO undo VALUES(7,0,'submit','Soften and shrink',1,'{"tasks":["01a2072d-256d-7435-a6d3-17a51b438686"],"type":"remove","version":1}');
INSERT INTO undo VALUES(8,0,'remove','Soften and shrink',1,'{"tasks":["01a2072d-256d-7435-a6d3-17a51b438686"],"type":"restore","version":1}');
INSERT INTO undo VALUES(9,0,'submit','Soften and shrink',1,'{"tasks":["01a2072d-287f-7fc3-a8ad-b17bc74de186"],"type":"remove","version":1}');
INSERT INTO undo VALUES(10,0,'hold','Soften and shrink',1,'{"tasks":["01a2072d-287f-7fc3-a8ad-b17bc74de186"],"type":"release","version":1}');
INSERT INTO undo VALUES(13,0,'set_priority','Soften and shrink',1,'{"rows":[{"position":null,"state":null,"task":"01a2072d-287f-7fc3-a8ad-b17bc74de186","wishes":""}],"type":"put_back","version":1}');
INSERT INTO undo VALUES(14,0,'pin','Soften and shrink',1,'{"rows":[{"position":null,"state":null,"task":"01a2072d-287f-7fc3-a8ad-b17bc74de186","wishes":"{\"priority\":80}"}],"type":"put_back","version":1}');
INSERT INTO undo VALUES(17,0,'snooze','',0,'{"device":"vulkan:0","type":"snooze","until_utc_us":0,"version":1}');
CREATE TABLE snooze (
    device TEXT PRIMARY KEY,
    until_us INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO snooze VALUES('vulkan:0',1795452753100976);
CREATE INDEX task_by_position ON task (position) WHERE removed = 0;
CREATE INDEX run_by_time ON run (started_us);
COMMIT;
PRAGMA application_id=1481659759;
PRAGMA user_version=3;
