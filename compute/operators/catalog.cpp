#include "compute/operators/catalog.h"

#include "compute/io/data_file.h"
#include "compute/operators/arrange/arrange.h"
#include "compute/operators/conv2d/conv2d.h"
#include "compute/operators/fft/fft.h"
#include "compute/operators/files/files.h"
#include "compute/operators/gauss/gauss.h"
#include "compute/operators/gemm/gemm.h"
#include "compute/operators/gemv/gemv.h"
#include "compute/operators/histogram/histogram.h"
#include "compute/operators/map/map.h"
#include "compute/operators/median/median.h"
#include "compute/operators/nlmeans/nlmeans.h"
#include "compute/operators/pool2d/pool2d.h"
#include "compute/operators/reduce/reduce.h"
#include "compute/operators/resize/resize.h"
#include "compute/operators/rows/rows.h"
#include "compute/operators/scan/scan.h"
#include "compute/operators/sort/sort.h"
#include "compute/operators/stencil/stencil.h"

namespace xpu::operators {

const BuiltinCatalog& BuiltinCatalog::instance()
{
    static const BuiltinCatalog catalog;
    return catalog;
}

BuiltinCatalog::BuiltinCatalog()
{
    for (BuiltinOperator& op : fileOperators())
        add(std::move(op));
    add(concat());
    add(conv2d());
    add(fft());
    add(gauss());
    add(gemm());
    add(gemv());
    add(histogram());
    add(map());
    add(median());
    add(nlmeans());
    add(normalize());
    add(pool2d());
    add(reduce());
    add(reshape());
    add(resize());
    add(scan());
    add(softmax());
    add(sort());
    add(stencil2d());
    add(transpose());
}

void BuiltinCatalog::add(BuiltinOperator op)
{
    std::string name = op.info.name;
    operators_.emplace(std::move(name), std::move(op));
}

const OperatorInfo* BuiltinCatalog::find(std::string_view name) const
{
    const auto found = operators_.find(name);
    return found == operators_.end() ? nullptr : &found->second.info;
}

std::vector<std::string_view> BuiltinCatalog::names() const
{
    std::vector<std::string_view> all;
    for (const auto& [name, op] : operators_)
        if (!name.starts_with("file."))
            all.push_back(name);
    return all;
}

Result<TensorSpec> BuiltinCatalog::readHeader(int fd, std::string_view fileName) const
{
    return io::readDataHeader(fd, fileName);
}

const CpuKernel* BuiltinCatalog::cpuKernel(std::string_view name) const
{
    const auto found = operators_.find(name);
    return found == operators_.end() || !found->second.cpu ? nullptr : &found->second.cpu;
}

} // namespace xpu::operators
