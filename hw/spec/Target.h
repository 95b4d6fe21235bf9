// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The target model: limits, ticks and energies of a chip, read from hw/targets/*.json. Every question about a machine
// is answered here, so that no number of a chip stands in code. File format: docs/formats.md.

#ifndef ENGRAM_HW_SPEC_TARGET_H
#define ENGRAM_HW_SPEC_TARGET_H

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace engram::spec {

/// What an event of a unit takes.
struct Cost {
  uint64_t ticks = 0;
  uint64_t femtojoules = 0;
};

/// Capacities. "per core" unless said otherwise.
struct Limits {
  uint32_t cores = 0; ///< per chip
  uint32_t compartments = 0;
  uint32_t groups = 0; ///< compartment profiles
  uint32_t inputAxons = 0;
  uint32_t plasticAxonSlots = 0; ///< input axon slots that a plastic axon takes
  uint32_t outputAxons = 0;
  uint32_t synapseWords = 0; ///< 64-bit words of synapse memory
  uint32_t synapsesPerEntry = 0;
  uint32_t wordsPerList = 0;
  uint32_t synapseFormats = 0;
  uint32_t delaySlots = 0;       ///< compartments x slots of the delay ring
  uint32_t maxDelay = 0;         ///< steps
  uint32_t learningProfiles = 0; ///< plastic (projection, group) pairs
  uint32_t microcodeWords = 0;   ///< words of all rules in use
  uint32_t maxEpoch = 0;         ///< steps
};

/// Ticks and energy of every event.
struct Costs {
  Cost compartmentActive; ///< update of a compartment that has input, state or bias
  Cost compartmentIdle;   ///< update of one that has none
  Cost spike;             ///< a compartment fires
  Cost axonOut;           ///< one packet made, in the axon unit or at the host port
  Cost axonIn;            ///< one packet taken: the list's address is looked up
  Cost synapseWord;       ///< one word of synapse memory read
  Cost synapseEvent;      ///< one synapse accumulated
  Cost tile;              ///< a packet crosses a tile's local port
  Cost hopEastWest;
  Cost hopNorthSouth;
  Cost learningList;   ///< the learning unit opens a list
  Cost learningVisit;  ///< one synapse read and its products gated
  Cost learningUpdate; ///< one synapse evaluated, rounded and written back
  Cost barrierBase;    ///< barrier over one tile
  Cost barrierTile;    ///< each further tile in use
};

struct Target {
  std::string name;
  std::string description;
  double tickSeconds = 0;
  uint32_t columns = 0; ///< tiles of the mesh
  uint32_t rows = 0;
  uint32_t coresPerTile = 0;
  double staticWattsPerCore = 0; ///< of a core in use
  Limits limits;
  Costs costs;
  std::string text; ///< the JSON text this was read from; goes into the image
};

/// A description that is not usable. what() is "/json/pointer: text" or "line:col: text".
class TargetError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Parses a target description; unknown and missing keys are errors. Throws TargetError.
Target parseTarget(const std::string &text);

/// A target file that is installed with the program or stands in the source tree.
struct TargetFile {
  std::string name;
  std::string path;
};

/// All targets known, by name.
std::vector<TargetFile> knownTargets();

/// Reads target `name`. Throws TargetError naming the known targets.
Target loadTarget(const std::string &name);

} // namespace engram::spec

#endif
