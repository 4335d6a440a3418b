#pragma once

#include "core/base/mailbox.h"
#include "core/base/thread_role.h"
#include "core/history/store.h"

#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace xpu::history {

/// The history thread: owns the Store, groups appends into transactions (<= 100 ms or 1000 rows
/// when `Durability::Full` rows of finished steps pile up; queue changes at once), answers queries.
class Writer {
public:
    using Done =
        std::function<void(Result<void>)>; ///< called on the history thread after the commit

    explicit Writer(std::unique_ptr<Store> store);
    /// Commits what is pending, then ends the thread.
    ~Writer();

    /// @param urgent  commit at once (a person or a launch waits); else within 100 ms
    void append(Records records, Durability durability, bool urgent, Done done);
    /// Runs `question` on the history thread.
    void query(std::function<void(Store&)> question);

private:
    struct Item;
    struct Group;
    void loop();
    void commit(Group& group) XPU_REQUIRES(role_);

    ThreadRole role_; ///< the history thread
    std::unique_ptr<Store> store_ XPU_GUARDED_BY(role_);
    Mailbox<Item> mailbox_;
    std::thread thread_;
};

} // namespace xpu::history
