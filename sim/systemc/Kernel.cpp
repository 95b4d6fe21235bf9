// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Making, entering and leaving a kernel.

#include "sim/systemc/Kernel.h"

#include <cstdlib>

/// libsystemc brings a main() that calls this; programs of the project have their own, but the symbol must exist.
int sc_main(int, char *[]) { return 0; }

namespace engram::systemc {

namespace {

/// libsystemc prints a banner when the first kernel of a process elaborates, unless this variable is set.
void silenceBanner() { setenv("SYSTEMC_DISABLE_COPYRIGHT_MESSAGE", "1", 0); }

} // namespace

Kernel::Kernel(const Clock &clock) {
  silenceBanner();
  sc_core::sc_report_handler::set_actions(sc_core::SC_INFO, sc_core::SC_DO_NOTHING);
  context = std::make_unique<sc_core::sc_simcontext>();
  const Scope scope(*this);
  clock.setResolution();
}

Kernel::~Kernel() {
  const Scope scope(*this); // the kernel's own parts look for their kernel when they go
  context.reset();
}

Kernel::Scope::Scope(const Kernel &kernel)
    : previous(sc_core::sc_curr_simcontext), previousDefault(sc_core::sc_default_global_context) {
  sc_core::sc_curr_simcontext = kernel.context.get();
  sc_core::sc_default_global_context = kernel.context.get();
}

Kernel::Scope::~Scope() {
  sc_core::sc_curr_simcontext = previous;
  sc_core::sc_default_global_context = previousDefault;
}

} // namespace engram::systemc
