#pragma once

#include <QHeaderView>

#include <algorithm>

namespace xpu::ui {

/// Gives a column its width, or more where its title is longer in the language at hand.
inline void setSectionWidth(QHeaderView& header, int section, int width)
{
    header.resizeSection(section, std::max(width, header.sectionSizeHint(section)));
}

} // namespace xpu::ui
