// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A SystemC kernel of its own for each chip. libsystemc keeps "the" kernel in two global pointers; this class swaps
// them around every use, so that any number of chips can live in a process, one after the other or side by side.
// Everything of a chip (construction, runs, destruction) happens inside a Scope. Not for two threads at once.

#ifndef ENGRAM_SIM_SYSTEMC_KERNEL_H
#define ENGRAM_SIM_SYSTEMC_KERNEL_H

#include "sim/systemc/Clock.h"

#include <memory>
#include <systemc>

namespace engram::systemc {

class Kernel {
public:
  /// Its resolution is that of `clock`.
  explicit Kernel(const Clock &clock);
  ~Kernel();
  Kernel(const Kernel &) = delete;
  Kernel &operator=(const Kernel &) = delete;

  /// While it lives, SystemC calls mean this kernel.
  class Scope {
  public:
    explicit Scope(const Kernel &kernel);
    ~Scope();
    Scope(const Scope &) = delete;
    Scope &operator=(const Scope &) = delete;

  private:
    sc_core::sc_simcontext *previous;
    sc_core::sc_simcontext *previousDefault;
  };

private:
  std::unique_ptr<sc_core::sc_simcontext> context;
};

} // namespace engram::systemc

#endif
