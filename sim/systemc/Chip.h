// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The chip: a mesh of tiles with a router each, the cores of the image on them, the host port at tile 0, the barrier,
// and the phases of a step.

#ifndef ENGRAM_SIM_SYSTEMC_CHIP_H
#define ENGRAM_SIM_SYSTEMC_CHIP_H

#include "sim/State.h"
#include "sim/Statistics.h"
#include "sim/systemc/Core.h"
#include "sim/systemc/HostPort.h"
#include "sim/systemc/memory/UnheldTraces.h"

#include <memory>
#include <vector>

namespace engram::systemc {

/// Lives inside a Kernel::Scope.
class Chip : public sc_core::sc_module {
public:
  SC_HAS_PROCESS(Chip);

  /// `image` (verified), `target` and `waveform` (may be none) must outlive the chip.
  Chip(sc_core::sc_module_name name, const image::ImageT &image, const spec::Target &target, Waveform *waveform);

  /// Runs one step (N40); injected spikes take effect.
  void step();

  /// The spikes of the last step, inputs included, ascending by population and neuron.
  const std::vector<sim::Spike> &spikes() const { return fired; }

  sim::Statistics statistics() const;

  Context context;
  std::vector<std::unique_ptr<Core>> cores;
  std::unique_ptr<HostPort> host;
  UnheldTraces unheld;

private:
  enum class Phase : uint32_t { Idle, Spiking, Learning, Barrier }; ///< values of the waveform's signal "phase"

  void buildRouters();
  void beginStep();
  void enter(Phase next);
  void finishPhase(uint64_t end);
  void beginLearning();
  void collectSpikes();
  bool epochEnds() const;

  Barrier barrier;
  std::vector<std::unique_ptr<Router>> routers; ///< by tile; none where no packet can come
  std::vector<std::vector<sim::Spike>> neurons; ///< by core and compartment
  std::vector<sim::Spike> fired;
  Phase phase = Phase::Idle;
  uint64_t phaseBegin = 0;
  uint32_t phaseSignal = 0;
  uint64_t steps = 0;
  uint64_t spikingTicks = 0;
  uint64_t learningTicks = 0;
  std::vector<uint64_t> spikeCounts; ///< by population
  sc_core::sc_event go;
};

} // namespace engram::systemc

#endif
