// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Networks of a few neurons, built by hand for tests, and their images.

#ifndef ENGRAM_TESTS_UNIT_REFERENCE_SMALLNETWORK_H
#define ENGRAM_TESTS_UNIT_REFERENCE_SMALLNETWORK_H

#include "compiler/mapping/Mapping.h"

#include <gtest/gtest.h>

namespace engram::test {

/// A population of inputs.
inline mapping::Population inputs(const char *name, uint32_t size) {
  mapping::Population population;
  population.name = name;
  population.kind = mapping::PopulationKind::Input;
  population.size = size;
  return population;
}

/// Neurons that forget their current at once, keep their voltage, and fire above vth * 64.
inline mapping::Population integrators(const char *name, uint32_t size, int32_t vth) {
  mapping::Population population;
  population.name = name;
  population.size = size;
  population.registers.vth = vth;
  population.bias = {0};
  return population;
}

/// A static projection without synapses, excitatory, 8 bits.
inline mapping::Projection projection(const char *name, uint32_t source, uint32_t target) {
  mapping::Projection projection;
  projection.name = name;
  projection.source = source;
  projection.target = target;
  projection.format.sign = spec::SignMode::Excitatory;
  return projection;
}

inline image::ImageT imageOf(const mapping::Network &network) {
  const spec::Target target = spec::loadTarget("engram1");
  mapping::Mapping mapping;
  const auto misfit = mapping::mapNetwork(network, target, {}, mapping);
  EXPECT_FALSE(misfit.has_value());
  return mapping::toImage(network, mapping, target);
}

} // namespace engram::test

#endif
