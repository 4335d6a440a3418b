// A file manager of one button: drag it and the files of the command line come along (real XDND).
#include <QApplication>
#include <QDrag>
#include <QLabel>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>

namespace {

class Source : public QLabel {
public:
    explicit Source(const QStringList& files) : QLabel(QStringLiteral("drag me"))
    {
        for (const QString& file : files)
            urls_ << QUrl::fromLocalFile(file);
        setAlignment(Qt::AlignCenter);
    }

protected:
    void mouseMoveEvent(QMouseEvent* event) override
    {
        if ((event->buttons() & Qt::LeftButton) == 0)
            return;
        auto* drag = new QDrag(this);
        auto* data = new QMimeData;
        data->setUrls(urls_);
        drag->setMimeData(data);
        drag->exec(Qt::CopyAction);
    }

private:
    QList<QUrl> urls_;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    Source source(QApplication::arguments().mid(1));
    source.setWindowTitle(QStringLiteral("drag source"));
    source.setGeometry(20, 780, 160, 60);
    source.show();
    return application.exec();
}
