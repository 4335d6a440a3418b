<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Deed</name>
    <message>
        <source>adding %1</source>
        <translation>Hinzufügen von %1</translation>
    </message>
    <message>
        <source>removing %1</source>
        <translation>Entfernen von %1</translation>
    </message>
    <message>
        <source>bringing %1 back</source>
        <translation>Zurückholen von %1</translation>
    </message>
    <message>
        <source>moving %1</source>
        <translation>Verschieben von %1</translation>
    </message>
    <message>
        <source>holding %1</source>
        <translation>Zurückhalten von %1</translation>
    </message>
    <message>
        <source>releasing %1</source>
        <translation>Freigeben von %1</translation>
    </message>
    <message>
        <source>pausing %1</source>
        <translation>Pausieren von %1</translation>
    </message>
    <message>
        <source>resuming %1</source>
        <translation>Fortsetzen von %1</translation>
    </message>
    <message>
        <source>cancelling %1</source>
        <translation>Abbrechen von %1</translation>
    </message>
    <message>
        <source>clearing %1</source>
        <translation>Aufräumen von %1</translation>
    </message>
    <message>
        <source>the priority of %1</source>
        <translation>Priorität von %1</translation>
    </message>
    <message>
        <source>pinning %1</source>
        <translation>Festlegen des Geräts von %1</translation>
    </message>
    <message>
        <source>starting %1 now</source>
        <translation>sofortiger Start von %1</translation>
    </message>
    <message>
        <source>the rest of a device</source>
        <translation>Ruhe eines Geräts</translation>
    </message>
    <message>
        <source>the thread budget</source>
        <translation>Thread-Budget</translation>
    </message>
    <message>
        <source>the change of %1</source>
        <translation>Änderung von %1</translation>
    </message>
    <message>
        <source>the queue</source>
        <translation>der Warteschlange</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>running every step of %1</source>
        <translation>Ausführen aller Schritte von %1</translation>
    </message>
    <message>
        <source>running only a part of %1</source>
        <translation>teilweises Ausführen von %1</translation>
    </message>
    <message>
        <source>skipping a step of %1</source>
        <translation>Auslassen eines Schritts von %1</translation>
    </message>
</context>
<context>
    <name>RestMenu</name>
    <message>
        <source>Rest for &amp;1 hour</source>
        <translation>&amp;1 Stunde ruhen</translation>
    </message>
    <message>
        <source>Rest for &amp;3 hours</source>
        <translation>&amp;3 Stunden ruhen</translation>
    </message>
    <message>
        <source>Rest until to&amp;morrow, 8:00</source>
        <translation>Bis &amp;morgen 8:00 ruhen</translation>
    </message>
    <message>
        <source>&amp;Work again</source>
        <translation>&amp;Wieder arbeiten</translation>
    </message>
</context>
<context>
    <name>error</name>
    <message>
        <source>not supported</source>
        <translation>nicht unterstützt</translation>
    </message>
    <message>
        <source>wrong input</source>
        <translation>falsche Eingabe</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>not permitted</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>reading or writing failed</source>
        <translation>Lesen oder Schreiben schlug fehl</translation>
    </message>
    <message>
        <source>no space left</source>
        <translation>kein Platz mehr</translation>
    </message>
    <message>
        <source>not enough memory</source>
        <translation>zu wenig Speicher</translation>
    </message>
    <message>
        <source>the device was lost</source>
        <translation>das Gerät ging verloren</translation>
    </message>
    <message>
        <source>the device reported an error</source>
        <translation>das Gerät meldete einen Fehler</translation>
    </message>
    <message>
        <source>took too long</source>
        <translation>dauerte zu lange</translation>
    </message>
    <message>
        <source>the command failed</source>
        <translation>der Befehl schlug fehl</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>not possible now</source>
        <translation>jetzt nicht möglich</translation>
    </message>
    <message>
        <source>stored data is damaged</source>
        <translation>gespeicherte Daten sind beschädigt</translation>
    </message>
    <message>
        <source>in use by somebody else</source>
        <translation>wird von jemand anderem benutzt</translation>
    </message>
    <message>
        <source>internal error</source>
        <translation>interner Fehler</translation>
    </message>
</context>
<context>
    <name>finding</name>
    <message>
        <source>this is not UTF-8 text</source>
        <translation>das ist kein UTF-8-Text</translation>
    </message>
    <message>
        <source>save the file as UTF-8</source>
        <translation>speichere die Datei als UTF-8</translation>
    </message>
    <message>
        <source>not valid TOML: {detail}</source>
        <translation>kein gültiges TOML: {detail}</translation>
    </message>
    <message>
        <source>the check of this file broke off: {detail}</source>
        <translation>die Prüfung dieser Datei brach ab: {detail}</translation>
    </message>
    <message>
        <source>please report this with the file</source>
        <translation>bitte melde dies zusammen mit der Datei</translation>
    </message>
    <message>
        <source>the file is larger than {limit}</source>
        <translation>die Datei ist größer als {limit}</translation>
    </message>
    <message>
        <source>use sweeps, or split it into several tasks</source>
        <translation>benutze Sweeps oder teile sie in mehrere Aufgaben</translation>
    </message>
    <message>
        <source>this key has more than {limit} parts</source>
        <translation>dieser Schlüssel hat mehr als {limit} Teile</translation>
    </message>
    <message>
        <source>no key of a task file needs more than three</source>
        <translation>kein Schlüssel einer Aufgabendatei braucht mehr als drei</translation>
    </message>
    <message>
        <source>values are nested more than {limit} levels deep</source>
        <translation>Werte sind mehr als {limit} Ebenen tief verschachtelt</translation>
    </message>
    <message>
        <source>flatten them</source>
        <translation>mache sie flacher</translation>
    </message>
    <message>
        <source>unknown key &apos;{key}&apos;</source>
        <translation>unbekannter Schlüssel &apos;{key}&apos;</translation>
    </message>
    <message>
        <source>remove it</source>
        <translation>entferne ihn</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; does not belong to this kind of step</source>
        <translation>&apos;{key}&apos; gehört nicht zu dieser Art von Schritt</translation>
    </message>
    <message>
        <source>remove it, or change op, kernel, model or run</source>
        <translation>entferne ihn oder ändere op, kernel, model oder run</translation>
    </message>
    <message>
        <source>sweep_zip names &apos;{key}&apos;, but there is no such sweep</source>
        <translation>sweep_zip nennt &apos;{key}&apos;, aber diesen Sweep gibt es nicht</translation>
    </message>
    <message>
        <source>add [sweep.{key}]</source>
        <translation>ergänze [sweep.{key}]</translation>
    </message>
    <message>
        <source>the file is of format version {version}, this program reads version 1</source>
        <translation>die Datei hat die Formatversion {version}, dieses Programm liest Version 1</translation>
    </message>
    <message>
        <source>use a newer program, or write xpu = 1</source>
        <translation>nimm ein neueres Programm oder schreibe xpu = 1</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; is of the wrong type: expected {expected}, found {found}</source>
        <translation>&apos;{key}&apos; hat den falschen Typ: erwartet {expected}, gefunden {found}</translation>
    </message>
    <message>
        <source>the required key &apos;{key}&apos; is missing</source>
        <translation>der nötige Schlüssel &apos;{key}&apos; fehlt</translation>
    </message>
    <message>
        <source>add it</source>
        <translation>ergänze ihn</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is not a kind of file this version takes</source>
        <translation>&apos;{name}&apos; ist keine Art von Datei, die diese Version annimmt</translation>
    </message>
    <message>
        <source>this step says nothing to do</source>
        <translation>dieser Schritt sagt nicht, was zu tun ist</translation>
    </message>
    <message>
        <source>give exactly one of op, kernel, model or run</source>
        <translation>gib genau eines von op, kernel, model oder run an</translation>
    </message>
    <message>
        <source>this step says several things to do</source>
        <translation>dieser Schritt sagt mehreres, was zu tun ist</translation>
    </message>
    <message>
        <source>keep exactly one of op, kernel, model or run</source>
        <translation>behalte genau eines von op, kernel, model oder run</translation>
    </message>
    <message>
        <source>a CPU twin needs exactly one of op or run</source>
        <translation>ein CPU-Zwilling braucht genau eines von op oder run</translation>
    </message>
    <message>
        <source>exactly one source file must be named</source>
        <translation>genau eine Quelldatei muss genannt sein</translation>
    </message>
    <message>
        <source>give one of glsl, spirv or opencl for a kernel, onnx for a model</source>
        <translation>nenne glsl, spirv oder opencl für einen Kernel, onnx für ein Modell</translation>
    </message>
    <message>
        <source>unknown operator &apos;{op}&apos;</source>
        <translation>unbekannter Operator &apos;{op}&apos;</translation>
    </message>
    <message>
        <source>see the list of operators in the manual</source>
        <translation>siehe die Liste der Operatoren im Handbuch</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; is outside its range</source>
        <translation>&apos;{key}&apos; liegt außerhalb seines Bereichs</translation>
    </message>
    <message>
        <source>it must be {range}</source>
        <translation>erlaubt ist {range}</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; does not suit &apos;{op}&apos;: {detail}</source>
        <translation>&apos;{key}&apos; passt nicht zu &apos;{op}&apos;: {detail}</translation>
    </message>
    <message>
        <source>&apos;{op}&apos; needs the parameter &apos;{key}&apos;</source>
        <translation>&apos;{op}&apos; braucht den Parameter &apos;{key}&apos;</translation>
    </message>
    <message>
        <source>add it to params</source>
        <translation>ergänze ihn in params</translation>
    </message>
    <message>
        <source>the sweeps &apos;{a}&apos; and &apos;{b}&apos; cannot advance together: {na} and {nb} values</source>
        <translation>die Sweeps &apos;{a}&apos; und &apos;{b}&apos; können nicht gemeinsam laufen: {na} und {nb} Werte</translation>
    </message>
    <message>
        <source>give them equally many</source>
        <translation>gib ihnen gleich viele</translation>
    </message>
    <message>
        <source>sweep_zip names &apos;{key}&apos; twice</source>
        <translation>sweep_zip nennt &apos;{key}&apos; zweimal</translation>
    </message>
    <message>
        <source>a sweep belongs to one group at most</source>
        <translation>ein Sweep gehört zu höchstens einer Gruppe</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; holds a NUL character</source>
        <translation>&apos;{key}&apos; enthält ein NUL-Zeichen</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; names no program</source>
        <translation>&apos;{key}&apos; nennt kein Programm</translation>
    </message>
    <message>
        <source>its first word must be a program</source>
        <translation>das erste Wort muss ein Programm sein</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; is no regular expression with exactly one group</source>
        <translation>&apos;{key}&apos; ist kein regulärer Ausdruck mit genau einer Gruppe</translation>
    </message>
    <message>
        <source>put the per cent figure into one pair of parentheses</source>
        <translation>setze die Prozentzahl in ein Paar Klammern</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be the name of an environment variable</source>
        <translation>&apos;{name}&apos; kann nicht der Name einer Umgebungsvariablen sein</translation>
    </message>
    <message>
        <source>use letters, digits and _</source>
        <translation>benutze Buchstaben, Ziffern und _</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; is no number or range of threads</source>
        <translation>&apos;{key}&apos; ist keine Zahl und kein Bereich von Threads</translation>
    </message>
    <message>
        <source>write 4 or &quot;2..8&quot;</source>
        <translation>schreibe 4 oder &quot;2..8&quot;</translation>
    </message>
    <message>
        <source>a logarithmic scale needs both ends greater than 0</source>
        <translation>eine logarithmische Teilung braucht beide Enden größer als 0</translation>
    </message>
    <message>
        <source>the step id &apos;{id}&apos; is used in line {first} and again in line {second}</source>
        <translation>die Schritt-Id &apos;{id}&apos; steht in Zeile {first} und noch einmal in Zeile {second}</translation>
    </message>
    <message>
        <source>rename one of them</source>
        <translation>benenne einen davon um</translation>
    </message>
    <message>
        <source>the steps wait for each other: {cycle}</source>
        <translation>die Schritte warten aufeinander: {cycle}</translation>
    </message>
    <message>
        <source>remove one of these edges</source>
        <translation>entferne eine dieser Kanten</translation>
    </message>
    <message>
        <source>&apos;{op}&apos; has no input &apos;{port}&apos;</source>
        <translation>&apos;{op}&apos; hat keinen Eingang &apos;{port}&apos;</translation>
    </message>
    <message>
        <source>it has: {ports}</source>
        <translation>es hat: {ports}</translation>
    </message>
    <message>
        <source>&apos;{op}&apos; has no output &apos;{port}&apos;</source>
        <translation>&apos;{op}&apos; hat keinen Ausgang &apos;{port}&apos;</translation>
    </message>
    <message>
        <source>the input &apos;{port}&apos; of &apos;{op}&apos; is not connected</source>
        <translation>der Eingang &apos;{port}&apos; von &apos;{op}&apos; ist nicht verbunden</translation>
    </message>
    <message>
        <source>add it to in</source>
        <translation>ergänze ihn in in</translation>
    </message>
    <message>
        <source>&apos;{op}&apos; needs the output &apos;{port}&apos;</source>
        <translation>&apos;{op}&apos; braucht den Ausgang &apos;{port}&apos;</translation>
    </message>
    <message>
        <source>add it to out</source>
        <translation>ergänze ihn in out</translation>
    </message>
    <message>
        <source>the output &apos;{port}&apos; of a command must be a file</source>
        <translation>der Ausgang &apos;{port}&apos; eines Befehls muss eine Datei sein</translation>
    </message>
    <message>
        <source>name the file it writes</source>
        <translation>nenne die Datei, die er schreibt</translation>
    </message>
    <message>
        <source>the command names the port {port}, but there is no such port</source>
        <translation>der Befehl nennt den Anschluss {port}, aber den gibt es nicht</translation>
    </message>
    <message>
        <source>declare it in this step</source>
        <translation>erkläre ihn in diesem Schritt</translation>
    </message>
    <message>
        <source>there is no step &apos;{id}&apos; to come after</source>
        <translation>es gibt keinen Schritt &apos;{id}&apos;, der vorausgehen könnte</translation>
    </message>
    <message>
        <source>name the id of a step of this file</source>
        <translation>nenne die Id eines Schritts dieser Datei</translation>
    </message>
    <message>
        <source>the step &apos;{step}&apos; has no output &apos;{port}&apos;</source>
        <translation>der Schritt &apos;{step}&apos; hat keinen Ausgang &apos;{port}&apos;</translation>
    </message>
    <message>
        <source>&apos;{step}.{port}&apos; is a value in memory, but a file is needed here</source>
        <translation>&apos;{step}.{port}&apos; ist ein Wert im Speicher, hier wird aber eine Datei gebraucht</translation>
    </message>
    <message>
        <source>name a file for it in out of &apos;{step}&apos;</source>
        <translation>nenne eine Datei dafür in out von &apos;{step}&apos;</translation>
    </message>
    <message>
        <source>shapes disagree at &apos;{port}&apos;: {detail}</source>
        <translation>Formen widersprechen sich bei &apos;{port}&apos;: {detail}</translation>
    </message>
    <message>
        <source>types disagree at &apos;{port}&apos;: {detail}</source>
        <translation>Typen widersprechen sich bei &apos;{port}&apos;: {detail}</translation>
    </message>
    <message>
        <source>&apos;{op}&apos; does not take {found} at &apos;{port}&apos;</source>
        <translation>&apos;{op}&apos; nimmt {found} bei &apos;{port}&apos; nicht an</translation>
    </message>
    <message>
        <source>convert it first: {detail}</source>
        <translation>wandle es zuerst um: {detail}</translation>
    </message>
    <message>
        <source>this is not a finite number</source>
        <translation>das ist keine endliche Zahl</translation>
    </message>
    <message>
        <source>nan and inf have no meaning here</source>
        <translation>nan und inf haben hier keine Bedeutung</translation>
    </message>
    <message>
        <source>the deadline is in the past</source>
        <translation>die Frist liegt in der Vergangenheit</translation>
    </message>
    <message>
        <source>&apos;{found}&apos; is no quantity that &apos;{key}&apos; takes</source>
        <translation>&apos;{found}&apos; ist keine Größe, die &apos;{key}&apos; annimmt</translation>
    </message>
    <message>
        <source>write it like {example}</source>
        <translation>schreibe es wie {example}</translation>
    </message>
    <message>
        <source>this sweep has no values</source>
        <translation>dieser Sweep hat keine Werte</translation>
    </message>
    <message>
        <source>give values, from and to, or glob</source>
        <translation>gib values, from und to oder glob an</translation>
    </message>
    <message>
        <source>this sweep says several times what it runs over</source>
        <translation>dieser Sweep sagt mehrfach, worüber er läuft</translation>
    </message>
    <message>
        <source>keep one of values, from and to, or glob</source>
        <translation>behalte eines von values, from und to oder glob</translation>
    </message>
    <message>
        <source>this sweep runs over nothing</source>
        <translation>dieser Sweep läuft über nichts</translation>
    </message>
    <message>
        <source>give at least one value</source>
        <translation>gib mindestens einen Wert an</translation>
    </message>
    <message>
        <source>no file matches &apos;{path}&apos;</source>
        <translation>keine Datei passt zu &apos;{path}&apos;</translation>
    </message>
    <message>
        <source>patterns are relative to the task file</source>
        <translation>Muster gelten ab dem Ordner der Aufgabendatei</translation>
    </message>
    <message>
        <source>this range has no end</source>
        <translation>dieser Bereich hat kein Ende</translation>
    </message>
    <message>
        <source>add to</source>
        <translation>ergänze to</translation>
    </message>
    <message>
        <source>a range needs exactly one of step or count</source>
        <translation>ein Bereich braucht genau eines von step oder count</translation>
    </message>
    <message>
        <source>this range never gets from its start to its end</source>
        <translation>dieser Bereich kommt nie vom Anfang zum Ende</translation>
    </message>
    <message>
        <source>turn the sign of step</source>
        <translation>kehre das Vorzeichen von step um</translation>
    </message>
    <message>
        <source>count must be 1 or more</source>
        <translation>count muss 1 oder mehr sein</translation>
    </message>
    <message>
        <source>&apos;{id}&apos; cannot be a step id</source>
        <translation>&apos;{id}&apos; kann keine Schritt-Id sein</translation>
    </message>
    <message>
        <source>use a to z first, then also 0 to 9, _ and -, at most 64 characters</source>
        <translation>nimm zuerst a bis z, dann auch 0 bis 9, _ und -, höchstens 64 Zeichen</translation>
    </message>
    <message>
        <source>&apos;{id}&apos; cannot be the name of a sweep</source>
        <translation>&apos;{id}&apos; kann nicht der Name eines Sweeps sein</translation>
    </message>
    <message>
        <source>use letters, digits, _ and -; in, out and threads are taken</source>
        <translation>nimm Buchstaben, Ziffern, _ und -; in, out und threads sind vergeben</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; is no expression: {detail}</source>
        <translation>&apos;{key}&apos; ist kein Ausdruck: {detail}</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; leads out of the task&apos;s folder</source>
        <translation>&apos;{path}&apos; führt aus dem Ordner der Aufgabe hinaus</translation>
    </message>
    <message>
        <source>move the file there, or allow its folder</source>
        <translation>lege die Datei dorthin oder erlaube ihren Ordner</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is not there</source>
        <translation>&apos;{path}&apos; ist nicht da</translation>
    </message>
    <message>
        <source>paths are relative to the task file</source>
        <translation>Pfade gelten ab dem Ordner der Aufgabendatei</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; holds Python objects, not numbers</source>
        <translation>&apos;{path}&apos; enthält Python-Objekte, keine Zahlen</translation>
    </message>
    <message>
        <source>save it with a numeric dtype</source>
        <translation>speichere es mit einem Zahlentyp</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is of a kind that is not read here</source>
        <translation>&apos;{path}&apos; ist von einer Art, die hier nicht gelesen wird</translation>
    </message>
    <message>
        <source>use .npy, .png, .jpg or .csv</source>
        <translation>nimm .npy, .png, .jpg oder .csv</translation>
    </message>
    <message>
        <source>the header of &apos;{path}&apos; promises more than the file holds</source>
        <translation>der Kopf von &apos;{path}&apos; verspricht mehr, als die Datei enthält</translation>
    </message>
    <message>
        <source>write the file again</source>
        <translation>schreibe die Datei neu</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is empty or not what its name says</source>
        <translation>&apos;{path}&apos; ist leer oder nicht das, was der Name sagt</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is also written by &apos;{first}&apos;</source>
        <translation>&apos;{path}&apos; wird auch von &apos;{first}&apos; geschrieben</translation>
    </message>
    <message>
        <source>give each output its own file; in a sweep, put its value into the name</source>
        <translation>gib jedem Ausgang eine eigene Datei; in einem Sweep nimm seinen Wert in den Namen auf</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; exists and overwrite is off</source>
        <translation>&apos;{path}&apos; gibt es schon, und overwrite ist aus</translation>
    </message>
    <message>
        <source>remove it, or set overwrite = true</source>
        <translation>entferne es oder setze overwrite = true</translation>
    </message>
    <message>
        <source>a symbolic link in &apos;{path}&apos; leads out of the task&apos;s folder</source>
        <translation>ein symbolischer Link in &apos;{path}&apos; führt aus dem Ordner der Aufgabe hinaus</translation>
    </message>
    <message>
        <source>copy the file there, or allow its folder</source>
        <translation>kopiere die Datei dorthin oder erlaube ihren Ordner</translation>
    </message>
    <message>
        <source>no allowed device takes the step &apos;{step}&apos;</source>
        <translation>kein erlaubtes Gerät nimmt den Schritt &apos;{step}&apos;</translation>
    </message>
    <message>
        <source>widen devices</source>
        <translation>erweitere devices</translation>
    </message>
    <message>
        <source>&apos;{step}&apos; wants {wanted} threads, this machine has {present}</source>
        <translation>&apos;{step}&apos; will {wanted} Threads, diese Maschine hat {present}</translation>
    </message>
    <message>
        <source>lower threads</source>
        <translation>verringere threads</translation>
    </message>
    <message>
        <source>&apos;{step}&apos; needs {need_bytes}, the largest allowed device has {have_bytes}</source>
        <translation>&apos;{step}&apos; braucht {need_bytes}, das größte erlaubte Gerät hat {have_bytes}</translation>
    </message>
    <message>
        <source>split the data, or allow a larger device</source>
        <translation>teile die Daten oder erlaube ein größeres Gerät</translation>
    </message>
    <message>
        <source>&apos;{step}&apos; needs {need_bytes}, the limit is {have_bytes}</source>
        <translation>&apos;{step}&apos; braucht {need_bytes}, die Grenze ist {have_bytes}</translation>
    </message>
    <message>
        <source>raise the limit</source>
        <translation>hebe die Grenze an</translation>
    </message>
    <message>
        <source>the result of &apos;{step}&apos; would be {detail}, which no machine holds</source>
        <translation>das Ergebnis von &apos;{step}&apos; wäre {detail}, das fasst keine Maschine</translation>
    </message>
    <message>
        <source>there is no device &apos;{device}&apos;</source>
        <translation>es gibt kein Gerät &apos;{device}&apos;</translation>
    </message>
    <message>
        <source>see xpuctl devices</source>
        <translation>siehe xpuctl devices</translation>
    </message>
    <message>
        <source>the sweeps make {runs} runs, at most 10000 are possible</source>
        <translation>die Sweeps ergeben {runs} Läufe, höchstens 10000 sind möglich</translation>
    </message>
    <message>
        <source>split the task</source>
        <translation>teile die Aufgabe</translation>
    </message>
    <message>
        <source>more than 10000 files match &apos;{path}&apos;</source>
        <translation>mehr als 10000 Dateien passen zu &apos;{path}&apos;</translation>
    </message>
    <message>
        <source>narrow the pattern</source>
        <translation>mache das Muster enger</translation>
    </message>
    <message>
        <source>{runs} runs of {steps} steps are more than one task holds ({limit} steps)</source>
        <translation>{runs} Läufe mit {steps} Schritten sind mehr, als eine Aufgabe fasst ({limit} Schritte)</translation>
    </message>
    <message>
        <source>all runs together hold more than {limit} of text</source>
        <translation>alle Läufe zusammen enthalten mehr als {limit} Text</translation>
    </message>
    <message>
        <source>no device here runs {kind} steps yet</source>
        <translation>kein Gerät führt hier bisher {kind}-Schritte aus</translation>
    </message>
    <message>
        <source>use an operator or a command</source>
        <translation>nimm einen Operator oder einen Befehl</translation>
    </message>
    <message>
        <source>look at them, then approve the row or use xpuctl approve</source>
        <translation>sieh sie an, dann gib die Zeile frei oder nimm xpuctl approve</translation>
    </message>
    <message>
        <source>commands cannot run: no sandbox works on this machine</source>
        <translation>Befehle können nicht laufen: auf dieser Maschine geht keine Sandbox</translation>
    </message>
    <message>
        <source>install bubblewrap and allow user namespaces</source>
        <translation>installiere bubblewrap und erlaube User-Namespaces</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; has changed since it was approved</source>
        <translation>&apos;{path}&apos; wurde seit der Freigabe geändert</translation>
    </message>
    <message>
        <source>look at it, then approve the task again</source>
        <translation>sieh es an, dann gib die Aufgabe erneut frei</translation>
    </message>
    <message>
        <source>the task file belongs to another user, or others may write to it</source>
        <translation>die Aufgabendatei gehört einem anderen Benutzer, oder andere dürfen sie schreiben</translation>
    </message>
    <message>
        <source>own it and use chmod go-w</source>
        <translation>mache sie zu deiner und benutze chmod go-w</translation>
    </message>
    <message>
        <source>this is a symbolic link</source>
        <translation>das ist ein symbolischer Link</translation>
    </message>
    <message>
        <source>drop the file it leads to</source>
        <translation>ziehe die Datei herein, auf die er zeigt</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; is accepted, but not in force yet</source>
        <translation>&apos;{key}&apos; wird angenommen, wirkt aber noch nicht</translation>
    </message>
    <message>
        <source>a value lands inside shell code, where a file name could act as code</source>
        <translation>ein Wert gelangt in Shell-Code, wo ein Dateiname als Code wirken könnte</translation>
    </message>
    <message>
        <source>pass it as an argument and write &quot;$1&quot;</source>
        <translation>übergib ihn als Argument und schreibe &quot;$1&quot;</translation>
    </message>
    <message>
        <source>; did you mean &apos;{nearest}&apos;?</source>
        <translation>; meintest du &apos;{nearest}&apos;?</translation>
    </message>
    <message>
        <source>split it into several files</source>
        <translation>auf mehrere Dateien verteilen</translation>
    </message>
    <message>
        <source>it takes *.xpu.toml, batch scripts (.sh .sbatch .slurm) and command lists (.txt .cmds)</source>
        <translation>angenommen werden *.xpu.toml, Batch-Skripte (.sh .sbatch .slurm) und Befehlslisten (.txt .cmds)</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>was it saved?</source>
        <translation>wurde sie gespeichert?</translation>
    </message>
    <message>
        <source>this is a binary file: it holds a NUL byte</source>
        <translation>das ist eine Binärdatei: sie enthält ein NUL-Byte</translation>
    </message>
    <message>
        <source>scripts and lists are plain text</source>
        <translation>Skripte und Listen sind reiner Text</translation>
    </message>
    <message>
        <source>the first line names no interpreter, so Slurm would refuse this script</source>
        <translation>die erste Zeile nennt keinen Interpreter, Slurm würde dieses Skript ablehnen</translation>
    </message>
    <message>
        <source>begin it with #!/bin/bash</source>
        <translation>mit #!/bin/bash beginnen</translation>
    </message>
    <message>
        <source>the script has DOS line ends, which Slurm and the shell refuse</source>
        <translation>das Skript hat DOS-Zeilenenden, die Slurm und die Shell ablehnen</translation>
    </message>
    <message>
        <source>convert it with dos2unix</source>
        <translation>mit dos2unix umwandeln</translation>
    </message>
    <message>
        <source>there is no command in this list</source>
        <translation>in dieser Liste steht kein Befehl</translation>
    </message>
    <message>
        <source>write one command a line; # starts a comment</source>
        <translation>einen Befehl je Zeile schreiben; # beginnt einen Kommentar</translation>
    </message>
    <message>
        <source>this quote is never closed</source>
        <translation>dieses Anführungszeichen wird nie geschlossen</translation>
    </message>
    <message>
        <source>close it, or put a backslash before it</source>
        <translation>schließen, oder einen Backslash davor setzen</translation>
    </message>
    <message>
        <source>this command is longer than {limit}, which no system starts</source>
        <translation>dieser Befehl ist länger als {limit}, das startet kein System</translation>
    </message>
    <message>
        <source>put it into a script</source>
        <translation>in ein Skript schreiben</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; needs a value</source>
        <translation>„{key}“ braucht einen Wert</translation>
    </message>
    <message>
        <source>write it behind the option</source>
        <translation>hinter die Option schreiben</translation>
    </message>
    <message>
        <source>the array has {runs} elements, at most 10000 are possible</source>
        <translation>das Array hat {runs} Elemente, höchstens 10000 sind möglich</translation>
    </message>
    <message>
        <source>split the array over several scripts</source>
        <translation>das Array auf mehrere Skripte verteilen</translation>
    </message>
    <message>
        <source>the list has more than {limit} commands</source>
        <translation>die Liste hat mehr als {limit} Befehle</translation>
    </message>
    <message>
        <source>split it into several lists</source>
        <translation>auf mehrere Listen verteilen</translation>
    </message>
    <message>
        <source>for a cluster only: the script asks for {key} nodes</source>
        <translation>nur für einen Cluster: das Skript verlangt {key} Knoten</translation>
    </message>
    <message>
        <source>send it to a cluster, or ask for one node</source>
        <translation>an einen Cluster senden, oder einen Knoten verlangen</translation>
    </message>
    <message>
        <source>for a cluster only: the script starts {key} tasks with srun or MPI</source>
        <translation>nur für einen Cluster: das Skript startet {key} Tasks mit srun oder MPI</translation>
    </message>
    <message>
        <source>send it to a cluster, or ask for one task with more CPUs</source>
        <translation>an einen Cluster senden, oder einen Task mit mehr CPUs verlangen</translation>
    </message>
    <message>
        <source>for a cluster only: &apos;{key}&apos;</source>
        <translation>nur für einen Cluster: „{key}“</translation>
    </message>
    <message>
        <source>send it to a cluster, or remove the directive</source>
        <translation>an einen Cluster senden, oder die Direktive entfernen</translation>
    </message>
    <message>
        <source>the script waits for &apos;{found}&apos;, a job this queue does not know</source>
        <translation>das Skript wartet auf „{found}“, einen Auftrag, den diese Warteschlange nicht kennt</translation>
    </message>
    <message>
        <source>sbatch has no option &apos;{key}&apos;</source>
        <translation>sbatch hat keine Option „{key}“</translation>
    </message>
    <message>
        <source>it is left out</source>
        <translation>sie wird ausgelassen</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; is no option</source>
        <translation>„{key}“ ist keine Option</translation>
    </message>
    <message>
        <source>this directive stands behind the first command, where Slurm takes no notice of it</source>
        <translation>diese Direktive steht hinter dem ersten Befehl, dort beachtet Slurm sie nicht</translation>
    </message>
    <message>
        <source>move it to the top</source>
        <translation>nach oben verschieben</translation>
    </message>
    <message>
        <source>the script asks for {wanted} CPUs, this machine has {present}</source>
        <translation>das Skript verlangt {wanted} CPUs, dieser Rechner hat {present}</translation>
    </message>
    <message>
        <source>it runs with {present}</source>
        <translation>es läuft mit {present}</translation>
    </message>
    <message>
        <source>&apos;{key}&apos;: errors go into the same file as the other output</source>
        <translation>„{key}“: Fehler kommen in dieselbe Datei wie die übrige Ausgabe</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; has no effect on this machine</source>
        <translation>„{key}“ hat auf diesem Rechner keine Wirkung</translation>
    </message>
    <message>
        <source>the deadline cannot be met: {left} are left, the task takes {best} at best and {late} nine times out of ten</source>
        <translation>die Frist ist nicht zu halten: {left} bleiben, die Aufgabe braucht bestenfalls {best} und in neun von zehn Fällen höchstens {late}</translation>
    </message>
    <message>
        <source>give it more time, or less to do</source>
        <translation>gib ihr mehr Zeit oder weniger zu tun</translation>
    </message>
    <message>
        <source>the deadline may be missed: {left} are left, the task takes {best} at best and {late} nine times out of ten</source>
        <translation>die Frist wird vielleicht verfehlt: {left} bleiben, die Aufgabe braucht bestenfalls {best} und in neun von zehn Fällen höchstens {late}</translation>
    </message>
    <message>
        <source>the deadline has passed</source>
        <translation>die Frist ist verstrichen</translation>
    </message>
    <message>
        <source>drop both scripts together, and name the other by its -J or its file</source>
        <translation>lege beide Skripte zusammen ab und nenne das andere mit seinem -J oder seiner Datei</translation>
    </message>
    <message>
        <source>the script waits for job {found}, a number that means nothing here</source>
        <translation>das Skript wartet auf Auftrag {found}, eine Nummer, die hier nichts bedeutet</translation>
    </message>
    <message>
        <source>name the other script by its -J or its file, and drop both together</source>
        <translation>nenne das andere Skript mit seinem -J oder seiner Datei und lege beide zusammen ab</translation>
    </message>
    <message>
        <source>&apos;{found}&apos; is no way to wait for a job here</source>
        <translation>„{found}“ ist hier keine Art, auf einen Auftrag zu warten</translation>
    </message>
    <message>
        <source>use afterok, afternotok or afterany and a job&apos;s name, as in afterok:prepare</source>
        <translation>nimm afterok, afternotok oder afterany und den Namen eines Auftrags, wie in afterok:prepare</translation>
    </message>
    <message>
        <source>&apos;{found}&apos; waits for one job or another, which is not possible here</source>
        <translation>„{found}“ wartet auf den einen oder den anderen Auftrag; das geht hier nicht</translation>
    </message>
    <message>
        <source>wait for all of them, with commas</source>
        <translation>warte auf alle, mit Kommas</translation>
    </message>
    <message>
        <source>the script waits for &apos;{found}&apos;, which waits for this one</source>
        <translation>das Skript wartet auf „{found}“, das auf dieses wartet</translation>
    </message>
    <message>
        <source>take one of the two directives out</source>
        <translation>nimm eine der beiden Direktiven heraus</translation>
    </message>
    <message>
        <source>&apos;{job}&apos; did not end well, and this task was to wait for that</source>
        <translation>„{job}“ ist nicht gut ausgegangen, und diese Aufgabe sollte darauf warten</translation>
    </message>
    <message>
        <source>retry &apos;{job}&apos;, then this task</source>
        <translation>wiederhole „{job}“, dann diese Aufgabe</translation>
    </message>
    <message>
        <source>&apos;{job}&apos; ended well, and this task was to run only if it did not</source>
        <translation>„{job}“ ist gut ausgegangen, und diese Aufgabe sollte nur sonst laufen</translation>
    </message>
    <message>
        <source>&apos;{job}&apos; was taken off the queue before it ended, and this task was to wait for that</source>
        <translation>„{job}“ wurde vor seinem Ende aus der Warteschlange genommen, und diese Aufgabe sollte darauf warten</translation>
    </message>
    <message>
        <source>queue both again</source>
        <translation>reihe beide neu ein</translation>
    </message>
    <message>
        <source>what comes in at &apos;{port}&apos; is not known before the task runs, but a model has to know its shape</source>
        <translation>was an „{port}“ ankommt, ist vor dem Lauf nicht bekannt, aber ein Modell muss die Form kennen</translation>
    </message>
    <message>
        <source>the file has more than {limit} models</source>
        <translation>die Datei hat mehr als {limit} Modelle</translation>
    </message>
    <message>
        <source>split the task, or use a sweep</source>
        <translation>teile die Aufgabe auf oder nimm einen Sweep</translation>
    </message>
    <message>
        <source>&apos;{path}&apos;: the operator {op} of node &apos;{node}&apos; is not supported</source>
        <translation>„{path}“: der Operator {op} des Knotens „{node}“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>export the model without it</source>
        <translation>exportiere das Modell ohne ihn</translation>
    </message>
    <message>
        <source>&apos;{path}&apos;: &apos;{attribute}&apos; of node &apos;{node}&apos; ({op}) is not supported as it is set</source>
        <translation>„{path}“: „{attribute}“ des Knotens „{node}“ ({op}) wird so, wie es gesetzt ist, nicht unterstützt</translation>
    </message>
    <message>
        <source>&apos;{path}&apos;: node &apos;{node}&apos; ({op}) is not supported with {found}</source>
        <translation>„{path}“: der Knoten „{node}“ ({op}) wird mit {found} nicht unterstützt</translation>
    </message>
    <message>
        <source>export the model with 32-bit floats</source>
        <translation>exportiere das Modell mit 32-Bit-Gleitkommazahlen</translation>
    </message>
    <message>
        <source>&apos;{path}&apos;: node &apos;{node}&apos; ({op}) cannot be run: {detail}</source>
        <translation>„{path}“: der Knoten „{node}“ ({op}) kann nicht ausgeführt werden: {detail}</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is not an ONNX model that can be read: {detail}</source>
        <translation>„{path}“ ist kein lesbares ONNX-Modell: {detail}</translation>
    </message>
    <message>
        <source>export the model again, with its weights in the file</source>
        <translation>exportiere das Modell neu, mit seinen Gewichten in der Datei</translation>
    </message>
    <message>
        <source>nobody knows what a kernel makes: &apos;{port}&apos; needs its dtype and shape</source>
        <translation>niemand weiß, was ein Kernel erzeugt: &apos;{port}&apos; braucht dtype und shape</translation>
    </message>
    <message>
        <source>write &quot;buf:f32[8,8]&quot;, or a table with file, dtype and shape</source>
        <translation>schreib &quot;buf:f32[8,8]&quot; oder eine Tabelle mit file, dtype und shape</translation>
    </message>
    <message>
        <source>the commands and kernels of this task are not approved</source>
        <translation>die Befehle und Kernel dieser Aufgabe sind nicht freigegeben</translation>
    </message>
    <message>
        <source>declare its dtype and shape where it is written</source>
        <translation>gib dtype und shape dort an, wo es geschrieben wird</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is a kernel; it says nothing of the values it works on</source>
        <translation>&apos;{name}&apos; ist ein Kernel; er sagt nichts über die Werte, mit denen er arbeitet</translation>
    </message>
    <message>
        <source>drop it on the window, which writes a task file for it, or name it in a step: kernel = …</source>
        <translation>zieh ihn auf das Fenster, das eine Aufgabendatei für ihn schreibt, oder nenne ihn in einem Schritt: kernel = …</translation>
    </message>
</context>
<context>
    <name>incremental</name>
    <message>
        <source>every step was asked for</source>
        <translation>jeder Schritt verlangt wurde</translation>
    </message>
    <message>
        <source>its file says so</source>
        <translation>seine Datei es so sagt</translation>
    </message>
    <message>
        <source>it leaves no file behind</source>
        <translation>er keine Datei hinterlässt</translation>
    </message>
    <message>
        <source>{file} was not made yet</source>
        <translation>{file} noch nicht gemacht wurde</translation>
    </message>
    <message>
        <source>{file} is gone</source>
        <translation>{file} nicht mehr da ist</translation>
    </message>
    <message>
        <source>{file} was changed by something else</source>
        <translation>{file} von anderer Seite geändert wurde</translation>
    </message>
    <message>
        <source>its parameters changed</source>
        <translation>seine Parameter sich geändert haben</translation>
    </message>
    <message>
        <source>its command changed</source>
        <translation>sein Befehl sich geändert hat</translation>
    </message>
    <message>
        <source>the step itself changed</source>
        <translation>der Schritt selbst sich geändert hat</translation>
    </message>
    <message>
        <source>{file} changed</source>
        <translation>{file} sich geändert hat</translation>
    </message>
    <message>
        <source>step {step} before it changed</source>
        <translation>der frühere Schritt {step} sich geändert hat</translation>
    </message>
    <message>
        <source>step {step} before it runs</source>
        <translation>der frühere Schritt {step} läuft</translation>
    </message>
    <message>
        <source>step {step} needs its result</source>
        <translation>Schritt {step} sein Ergebnis braucht</translation>
    </message>
</context>
<context>
    <name>queue</name>
    <message>
        <source>no task {id} in the queue</source>
        <translation>keine Aufgabe {id} in der Warteschlange</translation>
    </message>
    <message>
        <source>{task} is still being checked</source>
        <translation>{task} wird noch geprüft</translation>
    </message>
    <message>
        <source>no tasks named</source>
        <translation>keine Aufgaben genannt</translation>
    </message>
    <message>
        <source>{task} is running; cancel it first</source>
        <translation>{task} läuft; brich sie zuerst ab</translation>
    </message>
    <message>
        <source>{task} is in the queue</source>
        <translation>{task} steht in der Warteschlange</translation>
    </message>
    <message>
        <source>the row to move to is gone</source>
        <translation>die Zielzeile gibt es nicht mehr</translation>
    </message>
    <message>
        <source>a row cannot move before itself</source>
        <translation>eine Zeile kann nicht vor sich selbst rücken</translation>
    </message>
    <message>
        <source>{task}: only queued tasks can be held</source>
        <translation>{task}: nur wartende Aufgaben können zurückgehalten werden</translation>
    </message>
    <message>
        <source>{task}: only held tasks can be released</source>
        <translation>{task}: nur zurückgehaltene Aufgaben können freigegeben werden</translation>
    </message>
    <message>
        <source>{task} waits for approval of its commands</source>
        <translation>{task} wartet auf die Freigabe ihrer Befehle</translation>
    </message>
    <message>
        <source>the queue is paused</source>
        <translation>die Warteschlange ist pausiert</translation>
    </message>
    <message>
        <source>the queue is not paused</source>
        <translation>die Warteschlange ist nicht pausiert</translation>
    </message>
    <message>
        <source>{task}: only queued and running tasks can be paused</source>
        <translation>{task}: nur wartende und laufende Aufgaben können pausiert werden</translation>
    </message>
    <message>
        <source>{task}: only paused and interrupted tasks can be resumed</source>
        <translation>{task}: nur pausierte und unterbrochene Aufgaben können fortgesetzt werden</translation>
    </message>
    <message>
        <source>the steps of {task} were not kept</source>
        <translation>die Schritte von {task} wurden nicht aufbewahrt</translation>
    </message>
    <message>
        <source>{task} has ended already</source>
        <translation>{task} ist schon beendet</translation>
    </message>
    <message>
        <source>a thread budget cannot be negative</source>
        <translation>die Zahl der Threads kann nicht negativ sein</translation>
    </message>
    <message>
        <source>{folder} is not a folder</source>
        <translation>{folder} ist kein Ordner</translation>
    </message>
    <message>
        <source>{task} does not wait for approval</source>
        <translation>{task} wartet auf keine Freigabe</translation>
    </message>
    <message>
        <source>no digest to approve</source>
        <translation>keine Prüfsumme zum Freigeben</translation>
    </message>
    <message>
        <source>{task} has been started or has ended</source>
        <translation>{task} ist schon gestartet oder beendet</translation>
    </message>
    <message>
        <source>there is nothing to undo</source>
        <translation>es gibt nichts rückgängig zu machen</translation>
    </message>
    <message>
        <source>there is nothing to do again</source>
        <translation>es gibt nichts zu wiederholen</translation>
    </message>
    <message>
        <source>no device {device}</source>
        <translation>kein Gerät {device}</translation>
    </message>
    <message>
        <source>every device needs the host for its files</source>
        <translation>jedes Gerät braucht den Host für seine Dateien</translation>
    </message>
    <message>
        <source>that time has passed</source>
        <translation>diese Zeit ist vorbei</translation>
    </message>
    <message>
        <source>{task} is just ending</source>
        <translation>{task} endet gerade</translation>
    </message>
    <message>
        <source>{task} has moved on since</source>
        <translation>{task} ist inzwischen weiter</translation>
    </message>
    <message>
        <source>{task}: its steps have their devices already</source>
        <translation>{task}: die Schritte haben ihre Geräte schon</translation>
    </message>
    <message>
        <source>{task} has no step {step}</source>
        <translation>{task} hat keinen Schritt {step}</translation>
    </message>
    <message>
        <source>a priority is a number from 0 to 100</source>
        <translation>eine Priorität ist eine Zahl von 0 bis 100</translation>
    </message>
    <message>
        <source>{task} is neither waiting nor running</source>
        <translation>{task} wartet nicht und läuft nicht</translation>
    </message>
    <message>
        <source>{task}: only ended tasks run again</source>
        <translation>{task}: nur beendete Aufgaben laufen noch einmal</translation>
    </message>
    <message>
        <source>{task} runs; its steps are chosen when it begins</source>
        <translation>{task} läuft; seine Schritte werden beim Start gewählt</translation>
    </message>
    <message>
        <source>{folder} is not granted</source>
        <translation>{folder} ist nicht freigegeben</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>a whole number from {least} to {most} is expected</source>
        <translation>erwartet wird eine ganze Zahl von {least} bis {most}</translation>
    </message>
    <message>
        <source>a number from {least} to {most} is expected</source>
        <translation>erwartet wird eine Zahl von {least} bis {most}</translation>
    </message>
    <message>
        <source>a language code in quotes is expected</source>
        <translation>erwartet wird ein Sprachkürzel in Anführungszeichen</translation>
    </message>
    <message>
        <source>one of {choices} is expected</source>
        <translation>erwartet wird eines von {choices}</translation>
    </message>
    <message>
        <source>a table [{key}] is expected</source>
        <translation>erwartet wird eine Tabelle [{key}]</translation>
    </message>
    <message>
        <source>no such setting</source>
        <translation>diese Einstellung gibt es nicht</translation>
    </message>
    <message>
        <source>no such setting; did you mean {key}?</source>
        <translation>diese Einstellung gibt es nicht; ist {key} gemeint?</translation>
    </message>
    <message>
        <source>{file} is no ordinary file</source>
        <translation>{file} ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>{file} is too large to be settings</source>
        <translation>{file} ist zu groß für Einstellungen</translation>
    </message>
    <message>
        <source>there is no file {file}</source>
        <translation>es gibt keine Datei {file}</translation>
    </message>
    <message>
        <source>a text in quotes is expected</source>
        <translation>erwartet wird ein Text in Anführungszeichen</translation>
    </message>
</context>
<context>
    <name>tariff</name>
    <message>
        <source>no such key</source>
        <translation>diesen Schlüssel gibt es nicht</translation>
    </message>
    <message>
        <source>no such key; did you mean {key}?</source>
        <translation>diesen Schlüssel gibt es nicht; meinst du {key}?</translation>
    </message>
    <message>
        <source>{key} must not be below 0</source>
        <translation>{key} darf nicht unter 0 liegen</translation>
    </message>
    <message>
        <source>a number is expected: {key}</source>
        <translation>eine Zahl wird erwartet: {key}</translation>
    </message>
    <message>
        <source>currency is expected, in letters: &quot;EUR&quot;</source>
        <translation>currency wird erwartet, in Buchstaben: &quot;EUR&quot;</translation>
    </message>
    <message>
        <source>tables [[window]] are expected</source>
        <translation>erwartet werden Tabellen [[window]]</translation>
    </message>
    <message>
        <source>the window is empty: a whole day is from &quot;00:00&quot; to &quot;24:00&quot;</source>
        <translation>das Fenster ist leer: ein ganzer Tag geht von &quot;00:00&quot; bis &quot;24:00&quot;</translation>
    </message>
    <message>
        <source>a list of mon, tue, wed, thu, fri, sat, sun is expected, each once</source>
        <translation>erwartet wird eine Liste aus mon, tue, wed, thu, fri, sat, sun, jeder höchstens einmal</translation>
    </message>
    <message>
        <source>a time of day in quotes is expected, from &quot;00:00&quot; to &quot;24:00&quot;</source>
        <translation>erwartet wird eine Uhrzeit in Anführungszeichen, von &quot;00:00&quot; bis &quot;24:00&quot;</translation>
    </message>
    <message>
        <source>the window overlaps with that of line {line}</source>
        <translation>das Fenster überschneidet sich mit dem aus Zeile {line}</translation>
    </message>
</context>
<context>
    <name>verdict</name>
    <message>
        <source>No word on which was faster: both runs must be done and have taken time.</source>
        <translation>Kein Wort dazu, welcher schneller war: beide Läufe müssen fertig sein und Zeit gebraucht haben.</translation>
    </message>
    <message>
        <source>Both runs took about the same time: {first} and {second}.</source>
        <translation>Beide Läufe brauchten etwa gleich lang: {first} und {second}.</translation>
    </message>
    <message>
        <source>The second run was better: it took {share} less time, {second} instead of {first}.</source>
        <translation>Der zweite Lauf war besser: er brauchte {share} weniger Zeit, {second} statt {first}.</translation>
    </message>
    <message>
        <source>The first run was better: it took {share} less time, {first} instead of {second}.</source>
        <translation>Der erste Lauf war besser: er brauchte {share} weniger Zeit, {first} statt {second}.</translation>
    </message>
    <message>
        <source>They used about the same energy: {first} and {second}.</source>
        <translation>Sie verbrauchten etwa gleich viel Energie: {first} und {second}.</translation>
    </message>
    <message>
        <source>The second used {share} less energy, {second} instead of {first}.</source>
        <translation>Der zweite verbrauchte {share} weniger Energie, {second} statt {first}.</translation>
    </message>
    <message>
        <source>The first used {share} less energy, {first} instead of {second}.</source>
        <translation>Der erste verbrauchte {share} weniger Energie, {first} statt {second}.</translation>
    </message>
    <message>
        <source>Too few steps differ to tell the runs from chance: of {all} in both, {a} were faster in the first and {b} in the second.</source>
        <translation>Zu wenige Schritte unterscheiden sich, um die Läufe vom Zufall zu trennen: von {all} in beiden waren {a} im ersten und {b} im zweiten schneller.</translation>
    </message>
    <message>
        <source>The steps do not speak with one voice: of {all} in both, {a} were faster in the first and {b} in the second.</source>
        <translation>Die Schritte sprechen nicht mit einer Stimme: von {all} in beiden waren {a} im ersten und {b} im zweiten schneller.</translation>
    </message>
    <message>
        <source>Most steps say the same: of {all} in both, {a} were faster in the first and {b} in the second.</source>
        <translation>Die meisten Schritte sagen dasselbe: von {all} in beiden waren {a} im ersten und {b} im zweiten schneller.</translation>
    </message>
    <message>
        <source>The runs do not hold the same steps (only in the first: {a}, only in the second: {b}), so their times are not like for like.</source>
        <translation>Die Läufe haben nicht dieselben Schritte (nur im ersten: {a}, nur im zweiten: {b}); ihre Zeiten sind nicht gleich zu gleich.</translation>
    </message>
    <message>
        <source>The task file is not the same.</source>
        <translation>Die Aufgabendatei ist nicht dieselbe.</translation>
    </message>
    <message>
        <source>One run of each was compared; what else the machine did is part of it.</source>
        <translation>Verglichen wurde je ein Lauf; was die Maschine sonst noch tat, steckt mit darin.</translation>
    </message>
    <message>
        <source>Some steps ran in one run alone (in the first: {a}, in the second: {b}): in the other their results stood already or they were left out, so the times are not like for like.</source>
        <translation>Manche Schritte liefen nur in einem Lauf (im ersten: {a}, im zweiten: {b}): im anderen lagen ihre Ergebnisse schon vor oder sie wurden ausgelassen; die Zeiten sind nicht gleich zu gleich.</translation>
    </message>
</context>
<context>
    <name>waiting</name>
    <message>
        <source>its commands need your approval</source>
        <translation>seine Befehle sind noch nicht freigegeben</translation>
    </message>
    <message>
        <source>the task is held</source>
        <translation>die Aufgabe wird zurückgehalten</translation>
    </message>
    <message>
        <source>waits for its turn on {device}</source>
        <translation>wartet, bis {device} frei ist</translation>
    </message>
    <message>
        <source>waits for one earlier step</source>
        <translation>wartet auf einen früheren Schritt</translation>
    </message>
    <message>
        <source>waits for {count} earlier steps</source>
        <translation>wartet auf {count} frühere Schritte</translation>
    </message>
    <message>
        <source>its inputs are being read or copied</source>
        <translation>seine Eingaben werden gelesen oder kopiert</translation>
    </message>
    <message>
        <source>the queue is paused</source>
        <translation>die Warteschlange ist pausiert</translation>
    </message>
    <message>
        <source>the task is paused</source>
        <translation>die Aufgabe ist pausiert</translation>
    </message>
    <message>
        <source>{device} rests</source>
        <translation>{device} ruht</translation>
    </message>
    <message>
        <source>not asked for</source>
        <translation>nicht verlangt</translation>
    </message>
    <message>
        <source>skipped as you asked</source>
        <translation>auf deinen Wunsch ausgelassen</translation>
    </message>
    <message>
        <source>nothing to read: {step} was skipped</source>
        <translation>nichts zu lesen: {step} wurde ausgelassen</translation>
    </message>
    <message>
        <source>waits for {tasks}</source>
        <translation>wartet auf {tasks}</translation>
    </message>
</context>
<context>
    <name>why</name>
    <message>
        <source>does not fit the memory left on {device}</source>
        <translation>passt nicht in den freien Speicher von {device}</translation>
    </message>
    <message>
        <source>its file does not fit the host memory left</source>
        <translation>die Datei passt nicht in den freien Hauptspeicher</translation>
    </message>
    <message>
        <source>It is the only device that takes this step.</source>
        <translation>Nur dieses Gerät nimmt den Schritt an.</translation>
    </message>
    <message>
        <source>There is no history yet for every candidate; the plan spreads the steps.</source>
        <translation>Noch hat nicht jeder Kandidat eine Vorgeschichte; der Plan verteilt die Schritte.</translation>
    </message>
    <message>
        <source>It is predicted to run fastest on {device}: {time} here, {other_time} on {other}.</source>
        <translation>Auf {device} läuft er laut Vorhersage am schnellsten: {time} hier, {other_time} auf {other}.</translation>
    </message>
    <message>
        <source>It finishes earlier on {device} although it runs longer ({time} here, {other_time} on {other}): {other} is busy with steps of higher rank or lacks its inputs.</source>
        <translation>Auf {device} ist er früher fertig, obwohl er länger läuft ({time} hier, {other_time} auf {other}): {other} ist mit Schritten höheren Rangs beschäftigt oder hat seine Eingaben nicht.</translation>
    </message>
    <message>
        <source>Only {device} takes this step: {exclusions}.</source>
        <translation>Nur {device} nimmt diesen Schritt an: {exclusions}.</translation>
    </message>
    <message>
        <source>Files are read and written by {device}.</source>
        <translation>Dateien liest und schreibt {device}.</translation>
    </message>
    <message>
        <source>The task file pins it to {device}.</source>
        <translation>Die Aufgabendatei bindet ihn an {device}.</translation>
    </message>
    <message>
        <source>No device takes this step: {exclusions}.</source>
        <translation>Kein Gerät nimmt diesen Schritt an: {exclusions}.</translation>
    </message>
    <message>
        <source>does not run commands</source>
        <translation>führt keine Befehle aus</translation>
    </message>
    <message>
        <source>does not read or write files</source>
        <translation>liest und schreibt keine Dateien</translation>
    </message>
    <message>
        <source>reads and writes files only</source>
        <translation>liest und schreibt nur Dateien</translation>
    </message>
    <message>
        <source>runs commands only</source>
        <translation>führt nur Befehle aus</translation>
    </message>
    <message>
        <source>the step is pinned to {device}</source>
        <translation>der Schritt ist an {device} gebunden</translation>
    </message>
    <message>
        <source>not among the devices the step allows</source>
        <translation>nicht unter den Geräten, die der Schritt erlaubt</translation>
    </message>
    <message>
        <source>the step denies it</source>
        <translation>der Schritt schließt es aus</translation>
    </message>
    <message>
        <source>not among the devices chosen for this task</source>
        <translation>nicht unter den für diese Aufgabe gewählten Geräten</translation>
    </message>
    <message>
        <source>needs {size}, the device may use {limit}</source>
        <translation>braucht {size}, das Gerät darf {limit} nutzen</translation>
    </message>
    <message>
        <source>needs {size}, its limit is {limit}</source>
        <translation>braucht {size}, seine Grenze ist {limit}</translation>
    </message>
    <message>
        <source>{device} cannot take the {size} it needs at once and does it in pieces of at most {rows} rows.</source>
        <translation>{device} kann die nötigen {size} nicht auf einmal nehmen und arbeitet in Stücken von höchstens {rows} Zeilen.</translation>
    </message>
    <message>
        <source>does not run kernels in {language}</source>
        <translation>führt keine Kernel in {language} aus</translation>
    </message>
    <message>
        <source>runs kernels of users only</source>
        <translation>führt nur Kernel von Benutzern aus</translation>
    </message>
</context>
<context>
    <name>xpu::ui::ApproveDialog</name>
    <message>
        <source>Approve commands</source>
        <translation>Befehle freigeben</translation>
    </message>
    <message>
        <source>Commands of this task</source>
        <translation>Befehle dieser Aufgabe</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>&amp;Freigeben</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>%1 runs these commands in a sandbox</source>
        <translation>%1 führt diese Befehle in einer Sandbox aus</translation>
    </message>
    <message>
        <source>The approval holds for exactly this content. A changed file asks again.</source>
        <translation>Die Freigabe gilt genau für diesen Inhalt. Eine geänderte Datei fragt erneut.</translation>
    </message>
</context>
<context>
    <name>xpu::ui::CandidateChart</name>
    <message>
        <source>not able: %1</source>
        <translation>nicht möglich: %1</translation>
    </message>
    <message>
        <source>%1 no history yet</source>
        <translation>%1 noch ohne Verlauf</translation>
    </message>
    <message>
        <source>%1 takes %2, between %3 and %4</source>
        <translation>%1 braucht %2, zwischen %3 und %4</translation>
    </message>
    <message>
        <source>Devices weighed for this step</source>
        <translation>Für diesen Schritt abgewogene Geräte</translation>
    </message>
    <message>
        <source>no history yet</source>
        <translation>noch kein Verlauf</translation>
    </message>
</context>
<context>
    <name>xpu::ui::ChartTile</name>
    <message>
        <source>mixed</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>no sensor</source>
        <translation>kein Sensor</translation>
    </message>
</context>
<context>
    <name>xpu::ui::Charts</name>
    <message>
        <source>Utilization</source>
        <translation>Auslastung</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Start latency</source>
        <translation>Startlatenz</translation>
    </message>
</context>
<context>
    <name>xpu::ui::CompareView</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Predicted bound</source>
        <translation>Vorhergesagte Schranke</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Error of prediction</source>
        <translation>Fehler der Vorhersage</translation>
    </message>
    <message>
        <source>Inside the 90 % interval</source>
        <translation>Im 90-%-Intervall</translation>
    </message>
    <message>
        <source>Steps done</source>
        <translation>Schritte fertig</translation>
    </message>
    <message>
        <source>Steps failed</source>
        <translation>Schritte gescheitert</translation>
    </message>
    <message>
        <source>Figures of both runs</source>
        <translation>Zahlen beider Läufe</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erster</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>Zweiter</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Devices of both runs</source>
        <translation>Geräte beider Läufe</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Steps, first</source>
        <translation>Schritte, erster</translation>
    </message>
    <message>
        <source>Steps, second</source>
        <translation>Schritte, zweiter</translation>
    </message>
    <message>
        <source>Busy, first</source>
        <translation>Beschäftigt, erster</translation>
    </message>
    <message>
        <source>Busy, second</source>
        <translation>Beschäftigt, zweiter</translation>
    </message>
    <message>
        <source>Energy, first</source>
        <translation>Energie, erster</translation>
    </message>
    <message>
        <source>Energy, second</source>
        <translation>Energie, zweiter</translation>
    </message>
    <message>
        <source>Operations of both runs</source>
        <translation>Operationen beider Läufe</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Median, first</source>
        <translation>Median, erster</translation>
    </message>
    <message>
        <source>Median, second</source>
        <translation>Median, zweiter</translation>
    </message>
    <message>
        <source>Total, first</source>
        <translation>Summe, erster</translation>
    </message>
    <message>
        <source>Total, second</source>
        <translation>Summe, zweiter</translation>
    </message>
    <message>
        <source>Steps in both runs</source>
        <translation>Schritte in beiden Läufen</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>DEVICES</source>
        <translation>GERÄTE</translation>
    </message>
    <message>
        <source>OPERATIONS</source>
        <translation>OPERATIONEN</translation>
    </message>
    <message>
        <source>STEPS, THOSE THAT DIFFER MOST FIRST</source>
        <translation>SCHRITTE, DIE GRÖSSTEN UNTERSCHIEDE ZUERST</translation>
    </message>
    <message>
        <source>‹ &amp;Back</source>
        <translation>‹ &amp;Zurück</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>First: %1 · Second: %2</source>
        <translation>Erster: %1 · Zweiter: %2</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Only in the first: %1</source>
        <translation>Nur im ersten: %1</translation>
    </message>
    <message>
        <source>Only in the second: %1</source>
        <translation>Nur im zweiten: %1</translation>
    </message>
    <message>
        <source>Cost of energy</source>
        <translation>Kosten der Energie</translation>
    </message>
    <message>
        <source>CO₂ of energy</source>
        <translation>CO₂ der Energie</translation>
    </message>
</context>
<context>
    <name>xpu::ui::ControlCenter</name>
    <message>
        <source>XPU Optimizer cannot start</source>
        <translation>XPU Optimizer kann nicht starten</translation>
    </message>
</context>
<context>
    <name>xpu::ui::DeviceDetails</name>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n Thread</numerusform>
            <numerusform>%n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>passed at the start</source>
        <translation>beim Start bestanden</translation>
    </message>
    <message>
        <source>failed: no work is given to it</source>
        <translation>gescheitert: es bekommt keine Arbeit</translation>
    </message>
    <message>
        <source>this driver has none</source>
        <translation>dieser Treiber hat keinen</translation>
    </message>
    <message>
        <source>%1 GFLOP/s, %2 GB/s</source>
        <translation>%1 GFLOP/s, %2 GB/s</translation>
    </message>
    <message>
        <source>%1, measured</source>
        <translation>%1, gemessen</translation>
    </message>
    <message>
        <source>%1, from a model of its kind</source>
        <translation>%1, aus einem Modell seiner Art</translation>
    </message>
    <message>
        <source>%1 to %2 W, modelled</source>
        <translation>%1 bis %2 W, modelliert</translation>
    </message>
    <message>
        <source>%1 of %2 in use, at most %3 so far</source>
        <translation>%1 von %2 belegt, bisher höchstens %3</translation>
    </message>
    <message>
        <source>%1 taken from the driver, %2 % of its gaps in small pieces</source>
        <translation>%1 vom Treiber geholt, %2 % der Lücken in kleinen Stücken</translation>
    </message>
    <message>
        <source>The selected device</source>
        <translation>Das gewählte Gerät</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Treiber</translation>
    </message>
    <message>
        <source>Abilities</source>
        <translation>Fähigkeiten</translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>Selbsttest</translation>
    </message>
    <message>
        <source>Peak rates</source>
        <translation>Spitzenwerte</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Vorrat</translation>
    </message>
    <message>
        <source>Tasks whose values lie in its memory</source>
        <translation>Aufgaben, deren Werte in seinem Speicher liegen</translation>
    </message>
    <message>
        <source>In its memory</source>
        <translation>In seinem Speicher</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
</context>
<context>
    <name>xpu::ui::DeviceModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>Device %1, %2: %3, memory %4.</source>
        <translation>Gerät %1, %2: %3, Speicher %4.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Vermerk</translation>
    </message>
    <message>
        <source>Memory, own work</source>
        <translation>Speicher, eigene Arbeit</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitze</translation>
    </message>
    <message>
        <source>Busy so far</source>
        <translation>Bisher beschäftigt</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>rests until %1</source>
        <translation>ruht bis %1</translation>
    </message>
</context>
<context>
    <name>xpu::ui::DevicesPage</name>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
</context>
<context>
    <name>xpu::ui::EmptyQueue</name>
    <message>
        <source>Empty queue</source>
        <translation>Leere Warteschlange</translation>
    </message>
    <message>
        <source>The queue is empty</source>
        <translation>Die Warteschlange ist leer</translation>
    </message>
    <message>
        <source>Drop task files or folders here. Each becomes a row that you can hold, reorder and follow.</source>
        <translation>Legen Sie Aufgabendateien oder Ordner hier ab. Jede wird eine Zeile, die Sie zurückhalten, verschieben und verfolgen können.</translation>
    </message>
    <message>
        <source>&amp;Open file…</source>
        <translation>Datei ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open a task file</source>
        <translation>Eine Aufgabendatei öffnen</translation>
    </message>
    <message>
        <source>or run a sample</source>
        <translation>oder ein Beispiel ausführen</translation>
    </message>
    <message>
        <source>Run the sample %1</source>
        <translation>Beispiel %1 ausführen</translation>
    </message>
    <message>
        <source>Opening the queue…</source>
        <translation>Die Warteschlange wird geöffnet …</translation>
    </message>
</context>
<context>
    <name>xpu::ui::FirstRun</name>
    <message>
        <source>%1: cannot be used, %2</source>
        <translation>%1: nicht nutzbar, %2</translation>
    </message>
    <message>
        <source>%1: ready, up to %2 of memory</source>
        <translation>%1: bereit, bis zu %2 Speicher</translation>
    </message>
    <message>
        <source>Welcome to XPU Optimizer</source>
        <translation>Willkommen bei XPU Optimizer</translation>
    </message>
    <message>
        <source>These processors were found</source>
        <translation>Diese Prozessoren wurden gefunden</translation>
    </message>
    <message>
        <source>Tasks run on all that are ready; each step goes where it is predicted to end first. The Devices page tells more of each.</source>
        <translation>Aufgaben laufen auf allen, die bereit sind; jeder Schritt geht dorthin, wo er voraussichtlich zuerst fertig ist. Mehr zu jedem steht auf der Seite Geräte.</translation>
    </message>
    <message>
        <source>Measure them once</source>
        <translation>Einmal messen</translation>
    </message>
    <message>
        <source>Predictions are better when every operator has run on every device. That takes about half a minute and happens by itself whenever nothing is to be done; tasks always go first.</source>
        <translation>Vorhersagen sind besser, wenn jeder Operator auf jedem Gerät gelaufen ist. Das dauert etwa eine halbe Minute und geschieht von selbst, wenn nichts zu tun ist; Aufgaben gehen immer vor.</translation>
    </message>
    <message>
        <source>Operators measured</source>
        <translation>Gemessene Operatoren</translation>
    </message>
    <message>
        <source>&amp;Measure now</source>
        <translation>Jetzt &amp;messen</translation>
    </message>
    <message>
        <source>Power is watched, not changed</source>
        <translation>Leistung wird beobachtet, nicht verändert</translation>
    </message>
    <message>
        <source>Where this machine has sensors their readings are shown; elsewhere power is modelled from what runs, and such figures carry ≈. No clock, limit or power state of this machine is changed.</source>
        <translation>Wo dieser Rechner Sensoren hat, werden ihre Werte gezeigt; sonst wird die Leistung aus dem berechnet, was läuft, und solche Zahlen tragen ein ≈. Kein Takt, keine Grenze und kein Energiezustand dieses Rechners wird verändert.</translation>
    </message>
    <message>
        <source>&amp;Skip</source>
        <translation>Ü&amp;berspringen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation>&amp;Los</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Still looking…</source>
        <translation>Es wird noch gesucht …</translation>
    </message>
    <message>
        <source>All operators are measured.</source>
        <translation>Alle Operatoren sind gemessen.</translation>
    </message>
    <message numerus="yes">
        <source>Measuring: %n to go</source>
        <translation>
            <numerusform>Messung läuft: noch %n</numerusform>
            <numerusform>Messung läuft: noch %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to be measured</source>
        <translation>
            <numerusform>%n ist noch zu messen</numerusform>
            <numerusform>%n sind noch zu messen</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything can be set later on the Settings page.</source>
        <translation>Alles lässt sich später auf der Seite Einstellungen ändern.</translation>
    </message>
</context>
<context>
    <name>xpu::ui::Format</name>
    <message>
        <source>µs</source>
        <translation>µs</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>J</source>
        <translation>J</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>Hz</source>
        <translation>Hz</translation>
    </message>
    <message>
        <source>rpm</source>
        <translation>U/min</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>Wh</source>
        <translation>Wh</translation>
    </message>
</context>
<context>
    <name>xpu::ui::GanttView</name>
    <message>
        <source>Timeline of steps by device</source>
        <translation>Zeitachse der Schritte nach Gerät</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) on the timeline</source>
        <translation>
            <numerusform>%n Schritt auf der Zeitachse</numerusform>
            <numerusform>%n Schritte auf der Zeitachse</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on %2, %3</source>
        <translation>%1 auf %2, %3</translation>
    </message>
    <message>
        <source>thin lines: as planned</source>
        <translation>dünne Linien: wie geplant</translation>
    </message>
    <message>
        <source>planned: %1</source>
        <translation>geplant: %1</translation>
    </message>
    <message>
        <source>, of it copies %1</source>
        <translation>, davon Kopieren %1</translation>
    </message>
</context>
<context>
    <name>xpu::ui::GrantsPanel</name>
    <message>
        <source>None so far.</source>
        <translation>Bisher keine.</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Revoke %1</source>
        <translation>%1 widerrufen</translation>
    </message>
    <message>
        <source>Besides the one that the task file lies in. [Allow this folder] on a row of the queue adds one.</source>
        <translation>Außer dem, in dem die Aufgabendatei liegt. [Ordner erlauben] in einer Zeile der Warteschlange fügt einen hinzu.</translation>
    </message>
    <message>
        <source>Folders that tasks may use</source>
        <translation>Ordner, die Aufgaben benutzen dürfen</translation>
    </message>
</context>
<context>
    <name>xpu::ui::HistoryModel</name>
    <message>
        <source>%1 at %2: %3, predicted %4, took %5.</source>
        <translation>%1 um %2: %3, vorhergesagt %4, gebraucht %5.</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Predicted bound</source>
        <translation>Vorhergesagte Schranke</translation>
    </message>
</context>
<context>
    <name>xpu::ui::HistoryPage</name>
    <message>
        <source>No runs yet. A finished task appears here.</source>
        <translation>Noch keine Läufe. Eine fertige Aufgabe erscheint hier.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Open &amp;report</source>
        <translation>Be&amp;richt öffnen</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>Bericht öffnen</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Compare two runs</source>
        <translation>Zwei Läufe vergleichen</translation>
    </message>
    <message>
        <source>Select two runs to compare them (Ctrl+click).</source>
        <translation>Zum Vergleichen zwei Läufe auswählen (Strg+Klick).</translation>
    </message>
</context>
<context>
    <name>xpu::ui::KernelDialog</name>
    <message>
        <source>Buffer</source>
        <translation>Puffer</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Buffers of the kernel</source>
        <translation>Puffer des Kernels</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstante</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Constants of the kernel</source>
        <translation>Konstanten des Kernels</translation>
    </message>
    <message>
        <source>Task for a kernel</source>
        <translation>Aufgabe für einen Kernel</translation>
    </message>
    <message>
        <source>as many as the first output has elements</source>
        <translation>so viele, wie die erste Ausgabe Elemente hat</translation>
    </message>
    <message>
        <source>%1 × %2 × %3</source>
        <translation>%1 × %2 × %3</translation>
    </message>
    <message>
        <source>Task file</source>
        <translation>Aufgabendatei</translation>
    </message>
    <message>
        <source>&amp;Write and add</source>
        <translation>&amp;Schreiben und hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Work &amp;items</source>
        <translation>Arbeits&amp;einheiten</translation>
    </message>
    <message>
        <source>&amp;Group size</source>
        <translation>&amp;Gruppengröße</translation>
    </message>
    <message>
        <source>What does %1 work on?</source>
        <translation>Womit arbeitet %1?</translation>
    </message>
    <message>
        <source>This file is written beside the kernel:</source>
        <translation>Diese Datei wird neben den Kernel geschrieben:</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Use of %1</source>
        <translation>Zweck von %1</translation>
    </message>
    <message>
        <source>Type of %1</source>
        <translation>Typ von %1</translation>
    </message>
    <message>
        <source>%1 needs a file</source>
        <translation>%1 braucht eine Datei</translation>
    </message>
    <message>
        <source>%1 needs a shape, such as 64, 64</source>
        <translation>%1 braucht eine Form, etwa 64, 64</translation>
    </message>
    <message>
        <source>The task needs a name</source>
        <translation>Die Aufgabe braucht einen Namen</translation>
    </message>
    <message>
        <source>Sizes are one to three numbers of 1 or more</source>
        <translation>Größen sind eine bis drei Zahlen ab 1</translation>
    </message>
    <message>
        <source>%1 needs a number</source>
        <translation>%1 braucht eine Zahl</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>too many of that name</source>
        <translation>zu viele dieses Namens</translation>
    </message>
</context>
<context>
    <name>xpu::ui::LiveStrip</name>
    <message>
        <source>Live charts</source>
        <translation>Laufende Diagramme</translation>
    </message>
</context>
<context>
    <name>xpu::ui::LogWindow</name>
    <message>
        <source>&amp;Follow</source>
        <translation>Mit&amp;laufen</translation>
    </message>
    <message>
        <source>Log of %1</source>
        <translation>Protokoll von %1</translation>
    </message>
    <message>
        <source>What the step printed</source>
        <translation>Was der Schritt ausgegeben hat</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Das Protokoll durchsuchen</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>&amp;Vorige</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Nächste</translation>
    </message>
    <message>
        <source>&amp;Open file</source>
        <translation>Datei ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Searched on from the other end</source>
        <translation>Vom anderen Ende aus weitergesucht</translation>
    </message>
    <message>
        <source>“%1” does not occur</source>
        <translation>„%1“ kommt nicht vor</translation>
    </message>
    <message>
        <source>Nothing was printed yet, or the log is gone: %1</source>
        <translation>Noch nichts ausgegeben, oder das Protokoll ist nicht mehr da: %1</translation>
    </message>
    <message>
        <source>Nothing was printed yet</source>
        <translation>Noch nichts ausgegeben</translation>
    </message>
    <message>
        <source>… what lies before was left out</source>
        <translation>… was davor liegt, wurde weggelassen</translation>
    </message>
</context>
<context>
    <name>xpu::ui::MainWindow</name>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>&amp;Why panel</source>
        <translation>&amp;Warum-Leiste</translation>
    </message>
    <message>
        <source>XPU Optimizer</source>
        <translation>XPU Optimizer</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>&amp;Warteschlange</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About XPU Optimizer</source>
        <translation>&amp;Über XPU Optimizer</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Live charts</source>
        <translation>&amp;Laufende Diagramme</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>Work is running</source>
        <translation>Es wird gearbeitet</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) are running. Closing stops them; what is done is kept and the rest is offered again at the next start.</source>
        <translation>
            <numerusform>%n Aufgabe läuft. Schließen hält sie an; Fertiges bleibt erhalten, der Rest wird beim nächsten Start wieder angeboten.</numerusform>
            <numerusform>%n Aufgaben laufen. Schließen hält sie an; Fertiges bleibt erhalten, der Rest wird beim nächsten Start wieder angeboten.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Stop and close</source>
        <translation>&amp;Anhalten und schließen</translation>
    </message>
    <message>
        <source>&amp;Keep open</source>
        <translation>&amp;Offen lassen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>About XPU Optimizer</source>
        <translation>Über XPU Optimizer</translation>
    </message>
    <message>
        <source>XPU Optimizer %1
Runs task files on the devices of this machine and says why each step runs where it runs.
GPL-3.0-or-later</source>
        <translation>XPU Optimizer %1
Führt Aufgabendateien auf den Geräten dieses Rechners aus und sagt, warum jeder Schritt läuft, wo er läuft.
GPL-3.0-or-later</translation>
    </message>
    <message>
        <source>Opening the queue and the devices…</source>
        <translation>Warteschlange und Geräte werden geöffnet …</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Filter the queue</source>
        <translation>Warteschlange &amp;filtern</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>E&amp;instellungen</translation>
    </message>
    <message>
        <source>%1 was not changed: %2</source>
        <translation>%1 wurde nicht geändert: %2</translation>
    </message>
    <message numerus="yes">
        <source>The settings file has %n problem(s).</source>
        <translation>
            <numerusform>Die Einstellungsdatei hat %n Fehler.</numerusform>
            <numerusform>Die Einstellungsdatei hat %n Fehler.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Show them</source>
        <translation>Anze&amp;igen</translation>
    </message>
</context>
<context>
    <name>xpu::ui::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>xpu::ui::Notifier</name>
    <message>
        <source>%1 waits for your approval</source>
        <translation>%1 wartet auf Ihre Freigabe</translation>
    </message>
    <message>
        <source>%1 is done</source>
        <translation>%1 ist fertig</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 was interrupted</source>
        <translation>%1 wurde unterbrochen</translation>
    </message>
    <message>
        <source>%1 cannot run</source>
        <translation>%1 kann nicht laufen</translation>
    </message>
    <message>
        <source>It took %1.</source>
        <translation>Dauer: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n fertig</numerusform>
            <numerusform>%n fertig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for you</source>
        <translation>
            <numerusform>%n wartet auf Sie</numerusform>
            <numerusform>%n warten auf Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>News of %n task(s)</source>
        <translation>
            <numerusform>Neues von %n Aufgabe</numerusform>
            <numerusform>Neues von %n Aufgaben</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>Bericht öffnen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
</context>
<context>
    <name>xpu::ui::Outlook</name>
    <message>
        <source>queue paused</source>
        <translation>Warteschlange pausiert</translation>
    </message>
    <message>
        <source>no history yet</source>
        <translation>noch kein Verlauf</translation>
    </message>
    <message>
        <source>all done in %1</source>
        <translation>alles fertig in %1</translation>
    </message>
    <message>
        <source>%1 queued, %2 running</source>
        <translation>%1 wartend, %2 laufend</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for approval</source>
        <translation>
            <numerusform>%n wartet auf Freigabe</numerusform>
            <numerusform>%n warten auf Freigabe</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 idle</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>at least %1 to go</source>
        <translation>noch mindestens %1</translation>
    </message>
    <message>
        <source>%1 rests until %2</source>
        <translation>%1 ruht bis %2</translation>
    </message>
</context>
<context>
    <name>xpu::ui::Paper</name>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Seite %1</translation>
    </message>
</context>
<context>
    <name>xpu::ui::ProblemPanel</name>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>Line %1, %2: %3</source>
        <translation>Zeile %1, %2: %3</translation>
    </message>
    <message>
        <source>Problems of the settings file</source>
        <translation>Fehler in der Einstellungsdatei</translation>
    </message>
    <message numerus="yes">
        <source>The settings file has %n problem(s)</source>
        <translation>
            <numerusform>Die Einstellungsdatei hat %n Fehler</numerusform>
            <numerusform>Die Einstellungsdatei hat %n Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>What was in force stays so. Nothing can be changed here until the file is mended.</source>
        <translation>Was galt, gilt weiter. Hier lässt sich nichts ändern, bis die Datei berichtigt ist.</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Open the file at line %1</source>
        <translation>Datei in Zeile %1 öffnen</translation>
    </message>
    <message>
        <source>Defaults are in force instead. The file stays as it is.</source>
        <translation>Stattdessen gelten die Vorgaben. Die Datei bleibt, wie sie ist.</translation>
    </message>
</context>
<context>
    <name>xpu::ui::QueueActions</name>
    <message>
        <source>&amp;Add files…</source>
        <translation>Dateien &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Pause queue</source>
        <translation>Warteschlange &amp;pausieren</translation>
    </message>
    <message>
        <source>C&amp;lear finished</source>
        <translation>Fertige &amp;entfernen</translation>
    </message>
    <message>
        <source>&amp;Hold</source>
        <translation>Zurück&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Release</source>
        <translation>F&amp;reigeben</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>Pa&amp;usieren</translation>
    </message>
    <message>
        <source>Re&amp;sume</source>
        <translation>Fort&amp;setzen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>En&amp;tfernen</translation>
    </message>
    <message>
        <source>A&amp;pprove commands…</source>
        <translation>&amp;Befehle freigeben …</translation>
    </message>
    <message>
        <source>&amp;Edit task file</source>
        <translation>Aufgaben&amp;datei bearbeiten</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>Move to &amp;first place</source>
        <translation>An den &amp;Anfang</translation>
    </message>
    <message>
        <source>Move to &amp;last place</source>
        <translation>Ans En&amp;de</translation>
    </message>
    <message>
        <source>Resume &amp;queue</source>
        <translation>Warteschlange &amp;fortsetzen</translation>
    </message>
    <message>
        <source>Pause &amp;queue</source>
        <translation>Warteschlange &amp;pausieren</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>&amp;Wiederholen: %1</translation>
    </message>
</context>
<context>
    <name>xpu::ui::QueueFilter</name>
    <message>
        <source>Filter by name, file, state or device</source>
        <translation>Nach Name, Datei, Zustand oder Gerät filtern</translation>
    </message>
    <message>
        <source>Filter the queue</source>
        <translation>Warteschlange filtern</translation>
    </message>
    <message>
        <source>Show every task again</source>
        <translation>Alle Aufgaben wieder zeigen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>xpu::ui::QueueModel</name>
    <message>
        <source>took %1</source>
        <translation>brauchte %1</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Verbleibend</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>only %1</source>
        <translation>nur %1</translation>
    </message>
    <message>
        <source>set here; Queue &gt; Priority gives it back</source>
        <translation>hier gesetzt; Warteschlange &gt; Priorität nimmt sie zurück</translation>
    </message>
    <message>
        <source>as the task file says</source>
        <translation>wie in der Aufgabendatei</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
</context>
<context>
    <name>xpu::ui::QueuePage</name>
    <message numerus="yes">
        <source>%n row(s) cleared</source>
        <translation>
            <numerusform>%n Zeile entfernt</numerusform>
            <numerusform>%n Zeilen entfernt</numerusform>
        </translation>
    </message>
    <message>
        <source>Add task files</source>
        <translation>Aufgabendateien hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) removed</source>
        <translation>
            <numerusform>%n Zeile entfernt</numerusform>
            <numerusform>%n Zeilen entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The folders hold %n file(s)</source>
        <translation>
            <numerusform>Die Ordner enthalten %n Datei</numerusform>
            <numerusform>Die Ordner enthalten %n Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The folders hold too many files; these are the first %n</source>
        <translation>
            <numerusform>Die Ordner enthalten zu viele Dateien; das ist die erste</numerusform>
            <numerusform>Die Ordner enthalten zu viele Dateien; das sind die ersten %n</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add all of them</source>
        <translation>&amp;Alle hinzufügen</translation>
    </message>
    <message>
        <source>%1 is already queued at #%2</source>
        <translation>%1 steht schon als Nr. %2 in der Warteschlange</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are queued already</source>
        <translation>
            <numerusform>%n Datei steht schon in der Warteschlange</numerusform>
            <numerusform>%n Dateien stehen schon in der Warteschlange</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) added</source>
        <translation>
            <numerusform>%n Datei hinzugefügt</numerusform>
            <numerusform>%n Dateien hinzugefügt</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add again</source>
        <translation>&amp;Nochmals hinzufügen</translation>
    </message>
    <message>
        <source>Tasks, scripts, lists and kernels (*.xpu.toml *.sh *.sbatch *.slurm *.txt *.cmds *.comp *.spv *.cl);;All files (*)</source>
        <translation>Aufgaben, Skripte, Listen und Kernel (*.xpu.toml *.sh *.sbatch *.slurm *.txt *.cmds *.comp *.spv *.cl);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>xpu::ui::QueueView</name>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Drop task files or folders here, or press Ctrl+O. Hold Ctrl to add them held.</source>
        <translation>Aufgabendateien oder Ordner hier ablegen oder Strg+O drücken. Mit Strg werden sie zurückgehalten.</translation>
    </message>
</context>
<context>
    <name>xpu::ui::ReportFile</name>
    <message>
        <source>No format is known by the ending of %1; there are %2</source>
        <translation>Zur Endung von %1 ist kein Format bekannt; es gibt %2</translation>
    </message>
    <message>
        <source>%1 is no plain file</source>
        <translation>%1 ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>xpu::ui::ReportPdf</name>
    <message>
        <source>Run %1, started %2</source>
        <translation>Lauf %1, begonnen %2</translation>
    </message>
    <message>
        <source>, submitted by %1 on %2</source>
        <translation>, eingereicht von %1 auf %2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Predicted bound</source>
        <translation>Vorhergesagte Schranke</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Energy, %1</source>
        <translation>Energie, %1</translation>
    </message>
    <message>
        <source>Steps done</source>
        <translation>Schritte fertig</translation>
    </message>
    <message>
        <source>Steps failed</source>
        <translation>Schritte gescheitert</translation>
    </message>
    <message>
        <source>Inside the 90 % interval</source>
        <translation>Im 90-%-Intervall</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>The bars show the share of time each device was busy.</source>
        <translation>Die Balken zeigen, welchen Anteil der Zeit jedes Gerät beschäftigt war.</translation>
    </message>
    <message>
        <source>Utilization</source>
        <translation>Auslastung</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>whole machine</source>
        <translation>ganze Maschine</translation>
    </message>
    <message>
        <source>%1 (modelled)</source>
        <translation>%1 (modelliert)</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Beschäftigt</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Operationen</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Median error</source>
        <translation>Fehler (Median)</translation>
    </message>
    <message>
        <source>Predicted against actual</source>
        <translation>Vorhersage gegen Wirklichkeit</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Not shown: %1 more.</source>
        <translation>Nicht gezeigt: %1 weitere.</translation>
    </message>
    <message>
        <source>Shown are %1 of %2: the failed ones and those that took longest.</source>
        <translation>Gezeigt sind %1 von %2: die gescheiterten und die längsten.</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>Gewartet</translation>
    </message>
    <message>
        <source>Cost of energy, %1</source>
        <translation>Kosten der Energie, %1</translation>
    </message>
    <message>
        <source>CO₂ of energy, %1</source>
        <translation>CO₂ der Energie, %1</translation>
    </message>
</context>
<context>
    <name>xpu::ui::ReportView</name>
    <message>
        <source>Devices of this run</source>
        <translation>Geräte dieses Laufs</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Beschäftigt</translation>
    </message>
    <message>
        <source>Utilization</source>
        <translation>Auslastung</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Hinein</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Heraus</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Operations of this run</source>
        <translation>Operationen dieses Laufs</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Median error</source>
        <translation>Fehler (Median)</translation>
    </message>
    <message>
        <source>Steps of this run</source>
        <translation>Schritte dieses Laufs</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>TIMELINE</source>
        <translation>ZEITACHSE</translation>
    </message>
    <message>
        <source>DEVICES</source>
        <translation>GERÄTE</translation>
    </message>
    <message>
        <source>OPERATIONS</source>
        <translation>OPERATIONEN</translation>
    </message>
    <message>
        <source>STEPS</source>
        <translation>SCHRITTE</translation>
    </message>
    <message>
        <source>‹ &amp;Back</source>
        <translation>‹ &amp;Zurück</translation>
    </message>
    <message>
        <source>Open in &amp;browser</source>
        <translation>Im &amp;Browser öffnen</translation>
    </message>
    <message>
        <source>Above the bound</source>
        <translation>Über der Schranke</translation>
    </message>
    <message>
        <source>Energy, %1</source>
        <translation>Energie, %1</translation>
    </message>
    <message>
        <source>%1, %2 failed</source>
        <translation>%1, davon %2 gescheitert</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>Predicted bound</source>
        <translation>Vorhergesagte Schranke</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Speichern unter…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF-Dokument (*.pdf)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>Table of steps (*.csv)</source>
        <translation>Tabelle der Schritte (*.csv)</translation>
    </message>
    <message>
        <source>Trace for Perfetto (*.trace.json)</source>
        <translation>Trace für Perfetto (*.trace.json)</translation>
    </message>
    <message>
        <source>OpenMetrics (*.prom)</source>
        <translation>OpenMetrics (*.prom)</translation>
    </message>
    <message>
        <source>Cost of energy, %1</source>
        <translation>Kosten der Energie, %1</translation>
    </message>
    <message>
        <source>CO₂ of energy, %1</source>
        <translation>CO₂ der Energie, %1</translation>
    </message>
</context>
<context>
    <name>xpu::ui::RowButton</name>
    <message>
        <source>Fix</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>Freigeben …</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Allow this folder</source>
        <translation>Ordner erlauben</translation>
    </message>
</context>
<context>
    <name>xpu::ui::SettingField</name>
    <message>
        <source>Choose…</source>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei auswählen</translation>
    </message>
</context>
<context>
    <name>xpu::ui::SettingRow</name>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>Zurück zur Vorgabe: %1</translation>
    </message>
    <message>
        <source>%1: back to the default, %2</source>
        <translation>%1: zurück zur Vorgabe, %2</translation>
    </message>
</context>
<context>
    <name>xpu::ui::Settings</name>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window and its notices.</source>
        <translation>Des Fensters und seiner Mitteilungen.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>The colours of the window.</source>
        <translation>Helles oder dunkles Fenster.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>What the desktop tells of while you look at something else.</source>
        <translation>Was der Desktop meldet, während du anderswo hinsiehst.</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>Größen</translation>
    </message>
    <message>
        <source>In the window and in HTML reports.</source>
        <translation>Im Fenster und in HTML-Berichten.</translation>
    </message>
    <message>
        <source>Energies</source>
        <translation>Energien</translation>
    </message>
    <message>
        <source>Sensor readings</source>
        <translation>Sensorwerte</translation>
    </message>
    <message>
        <source>How often, while charts are seen.</source>
        <translation>Wie oft, solange Diagramme zu sehen sind.</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>Prozessor-Threads</translation>
    </message>
    <message>
        <source>Priority of new tasks</source>
        <translation>Priorität neuer Aufgaben</translation>
    </message>
    <message>
        <source>Of files that name none. Higher goes first.</source>
        <translation>Von Dateien, die keine nennen. Höhere zuerst.</translation>
    </message>
    <message>
        <source>Keep runs</source>
        <translation>Läufe behalten</translation>
    </message>
    <message>
        <source>Keep fine readings</source>
        <translation>Feine Messwerte behalten</translation>
    </message>
    <message>
        <source>The oldest go first.</source>
        <translation>Die ältesten gehen zuerst.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>All tasks that end</source>
        <translation>Alle beendeten Aufgaben</translation>
    </message>
    <message>
        <source>Failures only</source>
        <translation>Nur Fehlschläge</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>KiB, MiB, GiB (1024)</source>
        <translation>KiB, MiB, GiB (1024)</translation>
    </message>
    <message>
        <source>kB, MB, GB (1000)</source>
        <translation>kB, MB, GB (1000)</translation>
    </message>
    <message>
        <source>Joules (J, kJ)</source>
        <translation>Joule (J, kJ)</translation>
    </message>
    <message>
        <source>Watt hours (Wh, kWh)</source>
        <translation>Wattstunden (Wh, kWh)</translation>
    </message>
    <message>
        <source>In force at the next start.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Weiteres</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>no bound</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>für immer</translation>
    </message>
    <message numerus="yes">
        <source>day(s)</source>
        <translation>
            <numerusform>Tag</numerusform>
            <numerusform>Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>thread(s)</source>
        <translation>
            <numerusform>Thread</numerusform>
            <numerusform>Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>per second</source>
        <translation>pro Sekunde</translation>
    </message>
    <message>
        <source>For work. A step that runs keeps its own to its end.</source>
        <translation>Für Arbeit. Ein laufender Schritt behält seine bis zum Ende.</translation>
    </message>
    <message>
        <source>With steps and readings. Tasks on the list keep theirs.</source>
        <translation>Mit Schritten und Messwerten. Aufgaben der Liste behalten ihre.</translation>
    </message>
    <message>
        <source>One in ten seconds. Older ones become coarser.</source>
        <translation>Einer je zehn Sekunden. Ältere werden gröber.</translation>
    </message>
    <message>
        <source>Keep logs</source>
        <translation>Protokolle behalten</translation>
    </message>
    <message>
        <source>What the commands of steps print.</source>
        <translation>Was die Befehle der Schritte ausgeben.</translation>
    </message>
    <message>
        <source>Room for all logs</source>
        <translation>Platz für alle Protokolle</translation>
    </message>
    <message>
        <source>How long things are kept</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Prices of energy</source>
        <translation>Energiepreise</translation>
    </message>
    <message>
        <source>A file of tariffs. Reports then show costs.</source>
        <translation>Eine Datei mit Tarifen. Berichte zeigen dann Kosten.</translation>
    </message>
    <message>
        <source>CO₂ of energy</source>
        <translation>CO₂ der Energie</translation>
    </message>
    <message>
        <source>A file of grams per kWh. Reports then show emissions.</source>
        <translation>Eine Datei mit Gramm je kWh. Berichte zeigen dann Emissionen.</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>xpu::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Kept in %1</source>
        <translation>Gespeichert in %1</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Open the settings file</source>
        <translation>Einstellungsdatei öffnen</translation>
    </message>
    <message>
        <source>No editor could be started.</source>
        <translation>Es ließ sich kein Editor starten.</translation>
    </message>
    <message>
        <source>Not changed: %1</source>
        <translation>Nicht geändert: %1</translation>
    </message>
    <message>
        <source>Not changed: the settings file has to be mended first.</source>
        <translation>Nicht geändert: erst muss die Einstellungsdatei berichtigt werden.</translation>
    </message>
</context>
<context>
    <name>xpu::ui::StepMenu</name>
    <message>
        <source>Show &amp;log</source>
        <translation>&amp;Protokoll zeigen</translation>
    </message>
    <message>
        <source>Run &amp;up to here</source>
        <translation>&amp;Bis hierher ausführen</translation>
    </message>
    <message>
        <source>Run the &amp;whole task</source>
        <translation>Die &amp;ganze Aufgabe ausführen</translation>
    </message>
    <message>
        <source>&amp;Skip it and go on</source>
        <translation>Auslassen und &amp;weitermachen</translation>
    </message>
    <message>
        <source>Run &amp;every step again</source>
        <translation>&amp;Jeden Schritt neu ausführen</translation>
    </message>
    <message>
        <source>&amp;Copy command line</source>
        <translation>Befehlszeile &amp;kopieren</translation>
    </message>
    <message>
        <source>Run this step &amp;on</source>
        <translation>Diesen Schritt ausführen &amp;auf</translation>
    </message>
    <message>
        <source>As the &amp;file says</source>
        <translation>Wie in der &amp;Datei</translation>
    </message>
</context>
<context>
    <name>xpu::ui::StepModel</name>
    <message>
        <source>Step %1 is %2</source>
        <translation>Schritt %1: %2</translation>
    </message>
    <message>
        <source> on %1</source>
        <translation> auf %1</translation>
    </message>
    <message>
        <source>, took %1</source>
        <translation>, brauchte %1</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>Runs because %1</source>
        <translation>Läuft, weil %1</translation>
    </message>
</context>
<context>
    <name>xpu::ui::SummaryBar</name>
    <message>
        <source>&amp;Show</source>
        <translation>An&amp;zeigen</translation>
    </message>
    <message>
        <source>Show the rejected file</source>
        <translation>Die abgelehnte Datei zeigen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Undo this change</source>
        <translation>Diese Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Close the summary</source>
        <translation>Zusammenfassung schließen</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) added</source>
        <translation>
            <numerusform>%n Datei hinzugefügt</numerusform>
            <numerusform>%n Dateien hinzugefügt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 added, %2 rejected</source>
        <translation>%1 hinzugefügt, %2 abgelehnt</translation>
    </message>
    <message>
        <source>Accept the offer</source>
        <translation>Angebot annehmen</translation>
    </message>
</context>
<context>
    <name>xpu::ui::WhyPanel</name>
    <message>
        <source>No history yet: from the model of the device alone.</source>
        <translation>Noch kein Verlauf: nur aus dem Modell des Geräts.</translation>
    </message>
    <message numerus="yes">
        <source>90 % interval and median, from %n measurement(s).</source>
        <translation>
            <numerusform>90-%-Intervall und Median aus %n Messung.</numerusform>
            <numerusform>90-%-Intervall und Median aus %n Messungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Energy, modelled: %1.</source>
        <translation>Energie, modelliert: %1.</translation>
    </message>
    <message>
        <source>Select a task to see why its steps run where they run.</source>
        <translation>Wählen Sie eine Aufgabe, um zu sehen, warum ihre Schritte laufen, wo sie laufen.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>STEPS</source>
        <translation>SCHRITTE</translation>
    </message>
    <message>
        <source>TASK</source>
        <translation>AUFGABE</translation>
    </message>
    <message>
        <source>WHY</source>
        <translation>WARUM</translation>
    </message>
    <message>
        <source>Steps of the selected task</source>
        <translation>Schritte der gewählten Aufgabe</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Eingereicht</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Data moved</source>
        <translation>Bewegte Daten</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Step “%1” has no device yet</source>
        <translation>Schritt „%1“ hat noch kein Gerät</translation>
    </message>
    <message>
        <source>Step “%1” → %2</source>
        <translation>Schritt „%1“ → %2</translation>
    </message>
    <message>
        <source>Chosen by %1</source>
        <translation>Gewählt durch %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>, not approved</source>
        <translation>, nicht freigegeben</translation>
    </message>
    <message>
        <source>%1, took %2</source>
        <translation>%1, brauchte %2</translation>
    </message>
    <message>
        <source>%1 in, %2 out</source>
        <translation>%1 hinein, %2 heraus</translation>
    </message>
    <message>
        <source>Predicted bound</source>
        <translation>Vorhergesagte Schranke</translation>
    </message>
    <message>
        <source>Show &amp;log</source>
        <translation>&amp;Protokoll zeigen</translation>
    </message>
    <message>
        <source>To run</source>
        <translation>Auszuführen</translation>
    </message>
    <message>
        <source>Steps whose results do not stand already</source>
        <translation>Schritte, deren Ergebnisse noch nicht vorliegen</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n step(s)</source>
        <translation>
            <numerusform>%1 von %n Schritt</numerusform>
            <numerusform>%1 von %n Schritten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, up to %2</source>
        <translation>%1, bis %2</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) by %1</source>
        <translation>
            <numerusform>%n Zeile von %1</numerusform>
            <numerusform>%n Zeilen von %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Shared: %1.</source>
        <translation>Geteilt: %1.</translation>
    </message>
</context>
<context>
    <name>xpu::ui::WishMenus</name>
    <message>
        <source>&amp;Highest</source>
        <translation>&amp;Höchste</translation>
    </message>
    <message>
        <source>H&amp;igh</source>
        <translation>H&amp;och</translation>
    </message>
    <message>
        <source>&amp;Normal</source>
        <translation>&amp;Normal</translation>
    </message>
    <message>
        <source>&amp;Low</source>
        <translation>N&amp;iedrig</translation>
    </message>
    <message>
        <source>S&amp;tart now</source>
        <translation>Jetzt s&amp;tarten</translation>
    </message>
    <message>
        <source>Move to pos&amp;ition…</source>
        <translation>An Pos&amp;ition schieben …</translation>
    </message>
    <message>
        <source>Priorit&amp;y</source>
        <translation>Priori&amp;tät</translation>
    </message>
    <message>
        <source>Run o&amp;n</source>
        <translation>Ausführen a&amp;uf</translation>
    </message>
    <message>
        <source>Hold u&amp;ntil</source>
        <translation>Zurückha&amp;lten bis</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;Other…</source>
        <translation>&amp;Andere …</translation>
    </message>
    <message>
        <source>As the &amp;file says</source>
        <translation>Wie in der &amp;Datei</translation>
    </message>
    <message>
        <source>In &amp;1 hour</source>
        <translation>In &amp;1 Stunde</translation>
    </message>
    <message>
        <source>In &amp;3 hours</source>
        <translation>In &amp;3 Stunden</translation>
    </message>
    <message>
        <source>To&amp;night, %1</source>
        <translation>Heute &amp;Nacht, %1</translation>
    </message>
    <message>
        <source>To&amp;morrow, %1</source>
        <translation>&amp;Morgen, %1</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>0 (last) to 100 (first)</source>
        <translation>0 (zuletzt) bis 100 (zuerst)</translation>
    </message>
    <message>
        <source>Hold until</source>
        <translation>Zurückhalten bis</translation>
    </message>
    <message>
        <source>The selected tasks start by themselves at this time.</source>
        <translation>Die ausgewählten Aufgaben starten zu dieser Zeit von selbst.</translation>
    </message>
    <message>
        <source>Move to position</source>
        <translation>An Position schieben</translation>
    </message>
    <message>
        <source>Row, 1 to %1</source>
        <translation>Zeile, 1 bis %1</translation>
    </message>
    <message>
        <source>&amp;Run again</source>
        <translation>Noch einmal &amp;ausführen</translation>
    </message>
    <message>
        <source>Run e&amp;very step</source>
        <translation>Jeden Schritt a&amp;usführen</translation>
    </message>
</context>
<context>
    <name>xpu::ui::Words</name>
    <message numerus="yes">
        <source>%n step(s) failed</source>
        <translation>
            <numerusform>%n Schritt gescheitert</numerusform>
            <numerusform>%n Schritte gescheitert</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>in Prüfung</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>held</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>derived</source>
        <translation>abgeleitet</translation>
    </message>
    <message>
        <source>modelled</source>
        <translation>modelliert</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>unavailable</source>
        <translation>nicht verfügbar</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>NPU</source>
        <translation>NPU</translation>
    </message>
    <message>
        <source>FPGA</source>
        <translation>FPGA</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>runs commands, needs your approval</source>
        <translation>führt Befehle aus, braucht Ihre Freigabe</translation>
    </message>
    <message>
        <source>%1 of %2 steps are safe</source>
        <translation>%1 von %2 Schritten sind gesichert</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>Row %1: %2 is %3</source>
        <translation>Zeile %1: %2 ist %3</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>late, due %1</source>
        <translation>verspätet, fällig %1</translation>
    </message>
    <message>
        <source>due %1</source>
        <translation>fällig %1</translation>
    </message>
</context>
</TS>
