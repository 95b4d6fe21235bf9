// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What quantisation did to the real numbers of a network: every value that was asked for and the one that the chip has.

#ifndef ENGRAM_COMPILER_TRANSFORMS_QUANTIZATIONREPORT_H
#define ENGRAM_COMPILER_TRANSFORMS_QUANTIZATIONREPORT_H

#include <cmath>
#include <string>
#include <vector>

namespace engram {

struct QuantizedValue {
  std::string subject;  ///< e.g. "population 'exc'"
  std::string quantity; ///< e.g. "tau_v"
  std::string unit;     ///< "ns", "steps", or empty
  double wanted = 0;    ///< may be infinite
  double realised = 0;  ///< may be infinite

  /// |realised - wanted| / |wanted|; 1 where a value that is 0 or infinite becomes another.
  double relativeError() const {
    if (wanted == realised)
      return 0;
    return wanted == 0 || std::isinf(wanted) || std::isinf(realised) ? 1 : std::abs(realised / wanted - 1);
  }
};

struct QuantizationReport {
  std::vector<QuantizedValue> values; ///< in the order of the network, then of its rules
};

} // namespace engram

#endif
