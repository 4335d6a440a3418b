#pragma once

#include "core/history/store.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <list>
#include <map>
#include <vector>

namespace xpu::ui {

class EngineBridge;
struct RunPage;

/// The list of runs, newest first, read in pages as they are looked at; a million rows cost no more
/// memory than the pages kept.
class HistoryModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        When,
        Task,
        State,
        Steps,
        Predicted,
        Actual,
        Deviation,
        Bound,
        Energy,
        ColumnCount
    };
    static constexpr std::size_t kPage = 200;
    static constexpr std::size_t kPagesKept = 16;

    explicit HistoryModel(EngineBridge& bridge, QObject* parent = nullptr);

    /// Reads the length and what has been looked at again.
    void reload();
    /// Null while its page is on its way.
    const history::RunSummary* run(int row) const;
    std::size_t pagesHeld() const { return pages_.size(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void failed(const QString& sentence);

private:
    using Page = std::vector<history::RunSummary>;
    void ask(std::size_t page) const;
    void take(std::size_t page, const RunPage& rows);
    void setTotal(std::uint64_t total);

    EngineBridge& bridge_;
    int total_ = 0;
    std::map<std::size_t, Page> pages_;
    // Looking at a row asks for its page; the view calls data() const.
    mutable std::list<std::size_t> recent_; ///< asked for or held, newest first
};

} // namespace xpu::ui
