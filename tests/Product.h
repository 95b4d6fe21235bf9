// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Products in a line, for tests and benchmarks.

#ifndef ENGRAM_TESTS_PRODUCT_H
#define ENGRAM_TESTS_PRODUCT_H

#include "hw/spec/Microcode.h"

#include <vector>

namespace engram::spec {

/// target += mantissa * 2^exponent * operands, on an event; epoch events every 2^decimation epochs.
inline Product product(Event event, int32_t mantissa, int32_t exponent, const std::vector<Operand> &operands,
                       uint8_t decimation = 0, UpdateTarget target = UpdateTarget::Weight) {
  Product product;
  product.target = target;
  product.event = event;
  product.mantissa = mantissa;
  product.exponent = exponent;
  product.decimation = decimation;
  for (size_t i = 0; i < operands.size(); ++i)
    product.factors[i].operand = operands[i];
  return product;
}

} // namespace engram::spec

#endif
