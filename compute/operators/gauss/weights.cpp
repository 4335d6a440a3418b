#include "compute/operators/gauss/weights.h"

#include <algorithm>
#include <cmath>

namespace xpu::operators {

std::vector<float> gaussWeights(double sigma)
{
    const int radius = std::max(1, static_cast<int>(std::ceil(3 * std::min(sigma, kMaxSigma))));
    std::vector<double> exact;
    double sum = 0;
    for (int i = -radius; i <= radius; ++i) {
        // Dividing before squaring keeps the middle tap at 1 when sigma squared underflows.
        const double t = i / sigma;
        exact.push_back(std::exp(-0.5 * t * t));
        sum += exact.back();
    }
    std::vector<float> weights;
    weights.reserve(exact.size());
    for (const double w : exact)
        weights.push_back(static_cast<float>(w / sum));
    return weights;
}

} // namespace xpu::operators
