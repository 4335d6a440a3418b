<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
    <context>
        <name>Deed</name>
        <message numerus="yes">
            <source>%n task(s)</source>
            <translation>
                <numerusform>%n task</numerusform>
                <numerusform>%n tasks</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>xpu::ui::DeviceDetails</name>
        <message numerus="yes">
            <source>%n thread(s)</source>
            <translation>
                <numerusform>%n thread</numerusform>
                <numerusform>%n threads</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>xpu::ui::FirstRun</name>
        <message numerus="yes">
            <source>Measuring: %n to go</source>
            <translation>
                <numerusform>Measuring: %n to go</numerusform>
                <numerusform>Measuring: %n to go</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n to be measured</source>
            <translation>
                <numerusform>%n is to be measured</numerusform>
                <numerusform>%n are to be measured</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>xpu::ui::GanttView</name>
        <message numerus="yes">
            <source>%n step(s) on the timeline</source>
            <translation>
                <numerusform>%n step on the timeline</numerusform>
                <numerusform>%n steps on the timeline</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>xpu::ui::MainWindow</name>
        <message numerus="yes">
            <source>%n task(s) are running. Closing stops them; what is done is kept and the rest is offered again at the next start.</source>
            <translation>
                <numerusform>%n task is running. Closing stops them; what is done is kept and the rest is offered again at the next start.</numerusform>
                <numerusform>%n tasks are running. Closing stops them; what is done is kept and the rest is offered again at the next start.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The settings file has %n problem(s).</source>
            <translation>
                <numerusform>The settings file has %n problem.</numerusform>
                <numerusform>The settings file has %n problems.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>xpu::ui::Notifier</name>
        <message numerus="yes">
            <source>%n done</source>
            <translation>
                <numerusform>%n done</numerusform>
                <numerusform>%n done</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failed</source>
            <translation>
                <numerusform>%n failed</numerusform>
                <numerusform>%n failed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n waiting for you</source>
            <translation>
                <numerusform>%n waiting for you</numerusform>
                <numerusform>%n waiting for you</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>News of %n task(s)</source>
            <translation>
                <numerusform>News of %n task</numerusform>
                <numerusform>News of %n tasks</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>xpu::ui::Outlook</name>
        <message numerus="yes">
            <source>%n waiting for approval</source>
            <translation>
                <numerusform>%n waiting for approval</numerusform>
                <numerusform>%n waiting for approval</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>xpu::ui::ProblemPanel</name>
        <message numerus="yes">
            <source>The settings file has %n problem(s)</source>
            <translation>
                <numerusform>The settings file has %n problem</numerusform>
                <numerusform>The settings file has %n problems</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>xpu::ui::QueuePage</name>
        <message numerus="yes">
            <source>%n row(s) cleared</source>
            <translation>
                <numerusform>%n row cleared</numerusform>
                <numerusform>%n rows cleared</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) removed</source>
            <translation>
                <numerusform>%n row removed</numerusform>
                <numerusform>%n rows removed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>xpu::ui::Settings</name>
        <message numerus="yes">
            <source>day(s)</source>
            <translation>
                <numerusform>day</numerusform>
                <numerusform>days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>thread(s)</source>
            <translation>
                <numerusform>thread</numerusform>
                <numerusform>threads</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>xpu::ui::SummaryBar</name>
        <message numerus="yes">
            <source>%n file(s) added</source>
            <translation>
                <numerusform>%n file added</numerusform>
                <numerusform>%n files added</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>xpu::ui::WhyPanel</name>
        <message numerus="yes">
            <source>%n row(s) by %1</source>
            <translation>
                <numerusform>%n row by %1</numerusform>
                <numerusform>%n rows by %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>90 % interval and median, from %n measurement(s).</source>
            <translation>
                <numerusform>90 % interval and median, from %n measurement.</numerusform>
                <numerusform>90 % interval and median, from %n measurements.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %n step(s)</source>
            <translation>
                <numerusform>%1 of %n step</numerusform>
                <numerusform>%1 of %n steps</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>xpu::ui::Words</name>
        <message numerus="yes">
            <source>%n step(s) failed</source>
            <translation>
                <numerusform>%n step failed</numerusform>
                <numerusform>%n steps failed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n step(s)</source>
            <translation>
                <numerusform>%n step</numerusform>
                <numerusform>%n steps</numerusform>
            </translation>
        </message>
    </context>
</TS>
