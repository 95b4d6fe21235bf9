// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counting of what is under way.

#include "sim/systemc/Barrier.h"

#include <algorithm>

namespace engram::systemc {

Barrier::Barrier(sc_core::sc_module_name name, const Context &context, uint32_t tiles,
                 std::function<void(uint64_t)> passed)
    : sc_module(name), context(context),
      cost(context.costs().barrierBase + uint64_t{tiles - 1} * context.costs().barrierTile), passed(std::move(passed)),
      SC_NAMED(through) {
  SC_METHOD(pass);
  sensitive << through;
  dont_initialize();
}

void Barrier::release(uint64_t tick) {
  phaseEnd = std::max(phaseEnd, tick);
  if (--held > 0)
    return;
  meter.busy(phaseEnd, cost);
  context.clock.notify(through, phaseEnd + cost.ticks - context.clock.now());
}

void Barrier::pass() {
  ++meter.activations;
  passed(phaseEnd);
}

} // namespace engram::systemc
