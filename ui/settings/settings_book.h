#pragma once

#include "core/settings/settings.h"
#include "ui/files/save_watch.h"

#include <QObject>

#include <string>

namespace xpu::ui {

/// The user's settings as the window knows them: read from their file, written into it one value at
/// a time, and read again whenever somebody else has changed it.
class SettingsBook : public QObject {
    Q_OBJECT

public:
    /// @param file       empty: nothing is read or kept
    /// @param otherwise  in force where there is no file to read
    explicit SettingsBook(std::string file, Settings otherwise = {}, QObject* parent = nullptr);

    /// What is in force. A file that cannot be read as a whole changes nothing while the window is
    /// open; one key that does not fit means its default.
    const Settings& values() const { return loaded_.values; }
    const std::vector<SettingProblem>& problems() const { return loaded_.problems; }
    /// Whether nothing in the file can be used: it has to be mended by hand first.
    bool isUnreadable() const;
    const std::string& file() const { return file_; }

    /// Writes the value at once. Errc::InvalidInput when the key cannot hold it, or when the file
    /// has to be mended by hand first; what the file system says otherwise.
    Result<void> change(const std::string& key, const SettingValue& value);
    /// Looks at the file; also for the sentences of its problems in another language.
    void reread();

Q_SIGNALS:
    /// Values, or problems, are not what they were.
    void changed();
    void problemsChanged();

private:
    void watch();
    void watchRates();

    std::string file_;
    LoadedSettings loaded_;
    SaveWatch watch_;
};

} // namespace xpu::ui
