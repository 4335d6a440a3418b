<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
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
            <source>Lower bound</source>
            <translation>Untere Schranke</translation>
        </message>
        <message>
            <source>Energy</source>
            <translation>Energie</translation>
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
    </context>
    <context>
        <name>xpu::ui::LiveStrip</name>
        <message>
            <source>Live charts</source>
            <translation>Laufende Diagramme</translation>
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
    </context>
    <context>
        <name>xpu::ui::Navigation</name>
        <message>
            <source>Pages</source>
            <translation>Seiten</translation>
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
        <message>
            <source>Task files (*.xpu.toml);;All files (*)</source>
            <translation>Aufgabendateien (*.xpu.toml);;Alle Dateien (*)</translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) removed</source>
            <translation>
                <numerusform>%n Zeile entfernt</numerusform>
                <numerusform>%n Zeilen entfernt</numerusform>
            </translation>
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
            <source>&amp;Save HTML…</source>
            <translation>HTML &amp;speichern …</translation>
        </message>
        <message>
            <source>Lower bound</source>
            <translation>Untere Schranke</translation>
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
            <source>Web pages (*.html)</source>
            <translation>Webseiten (*.html)</translation>
        </message>
        <message>
            <source>Saved as %1</source>
            <translation>Gespeichert als %1</translation>
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
    </context>
    <context>
        <name>xpu::ui::WhyPanel</name>
        <message>
            <source>No history yet: from the model of the device alone.</source>
            <translation>Noch kein Verlauf: nur aus dem Modell des Geräts.</translation>
        </message>
        <message numerus="yes">
            <source>90 % interval and median, from %n run(s).</source>
            <translation>
                <numerusform>90-%-Intervall und Median aus %n Lauf.</numerusform>
                <numerusform>90-%-Intervall und Median aus %n Läufen.</numerusform>
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
            <source>Open &amp;log</source>
            <translation>Proto&amp;koll öffnen</translation>
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
            <source>Lower bound</source>
            <translation>Untere Schranke</translation>
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
    </context>
</TS>
