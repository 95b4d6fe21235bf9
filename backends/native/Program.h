// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A chip image as the native executor sees it: the logical network, what is the same for all (and so becomes a constant
// in the code), and where every array lies in one block of memory, the arena. The code is generated from this and from
// nothing else; cores and axons are gone, since mapping never changes a result.

#ifndef ENGRAM_BACKENDS_NATIVE_PROGRAM_H
#define ENGRAM_BACKENDS_NATIVE_PROGRAM_H

#include "backends/native/RulePlan.h"
#include "hw/image/ImageFile.h"

#include <array>
#include <cstdint>
#include <vector>

namespace engram::native {

/// Neurons and synapses are processed this many at a time. Parts begin at multiples of it: 16 numbers of 32 bits fill a
/// cache line, so that no two threads write to the same.
constexpr int64_t kLanes = 16;

/// An array in the arena. `offset` is in bytes and a multiple of 64; a count of 0 is an array that the network does not
/// need.
struct Array {
  int64_t offset = 0;
  int64_t count = 0;
  int bits = 32;

  bool exists() const { return count != 0; }
  int64_t bytes() const { return count * bits / 8; }
};

/// A register of the neurons of a population: one value for all, or an array.
struct Register {
  int32_t value = 0;
  Array array;
};

struct PopulationProgram {
  image::PopulationKind kind = image::PopulationKind::Lif;
  uint32_t size = 0;
  uint32_t key = 0;
  int64_t padded = 0; ///< size, rounded up to whole vectors; the length of every array by neuron
  int64_t slots = 1;  ///< of the ring of input on its way, a power of two
  Register du, dv, vth, vreset, subtractive, refractoryPeriod, thetaStep, thetaMantissa, thetaExponent, bias;
  Array u, v, theta, refractory;
  Array ring;       ///< [slot][neuron]: input due at step t stands in slot t mod slots
  Array value;      ///< of a modulator
  Array spikes;     ///< by part, from its first neuron on: who fired, ascending
  Array spikeCount; ///< by part
  Array partBegin;  ///< by part, and one past the last: its first neuron, a multiple of kLanes
  Array mixed;      ///< mix(neuron), for the draws of traces and dense synapses (N6)
};

/// The fields of a synapse's word, low bits first: weight, delay, tag, postsynaptic neuron. A field of 0 bits is
/// absent. The weight counts in units of its lsb; that of an inhibitory synapse is a magnitude. Whichever is smaller:
/// the neuron is a field, or stands in an array of its own, so that the words of a column are nearer together.
struct SynapseWord {
  int bits = 8; ///< of the word: 8, 16, 32, 64
  int delayShift = 8;
  int delayBits = 0;
  int tagShift = 8;
  int tagBits = 0;
  int indexShift = 8;
  int indexBits = 0;
  int neuronBits = 0; ///< of the array beside the words: 16, or 0 if there is none

  int bitsInAll() const { return bits + neuronBits; }
};

/// The memory of a trace. A trace that no spike can raise has none.
struct TraceProgram {
  Array now;
  Array start;   ///< at the end of the last epoch; epochs of one step need none
  Array last;    ///< at the last spike of its own neuron in this epoch, for products gated by it; likewise
  Array history; ///< [step of the epoch - 1][neuron], for products gated by the other side's spike
  /// Whether the history also carries, from bit kCarriedShift on, the step of the neuron's own last spike when an epoch
  /// ends: who looks up the one by an index then has the other.
  bool carriesOffset = false;
};

constexpr int kCarriedShift = 8; ///< above a trace of 7 bits

/// The synapses of a projection onto the neurons of one part, and where they lie. Byte offsets in the arena.
struct SynapseBlock {
  int64_t words;   ///< dense: [group of rows][neuron of the part][row of the group]; sparse: by pre
  int64_t neurons; ///< beside the words: the postsynaptic neuron of each, if it is no field
  int64_t rows;    ///< sparse: [pre + 1] 32-bit index of the first word of a list
  int64_t columns; ///< [neuron of the part + 1] 32-bit index of its first entry, if the rule visits columns
  int64_t entries; ///< by post: pre and place in its list, packed
  int64_t places;  ///< where the words of the column at hand stand
  int64_t fetched; ///< and the words
};

struct ProjectionProgram {
  uint32_t source = 0;
  uint32_t target = 0;
  int32_t rule = -1; ///< index of a plan; -1: static
  uint32_t key = 0;
  bool dense = false; ///< every neuron of the source has a synapse to every neuron of the target
  /// Dense rows of narrow words whose columns are visited too lie in groups: the words that the rows of a group have
  /// for one post neuron stand side by side, 32 bits, and are fetched and put back as one.
  int rowsInGroup = 1;
  uint64_t synapses = 0;
  uint64_t longestList = 0;
  int sign = 1; ///< spec::SignMode
  int lsb = 0;
  int shift = 0;
  int32_t minWeight = 0; ///< in units of the lsb
  int32_t maxWeight = 0;
  int32_t maxDelay = 0;
  int32_t fixedDelay = -1; ///< of every synapse, for good; -1: words hold delays
  std::array<int32_t, 3> thirdFactors{-1, -1, -1};
  SynapseWord word;
  int entryBits = 32; ///< of an entry of a column: pre above, place below
  Array blocks;       ///< by part: SynapseBlock
  Array preOffset;    ///< step of the epoch of the last spike, 0: none
  Array postOffset;   ///< likewise
  Array preSpikes;    ///< the epoch's spikes as bits; epochs of one step need none
  Array postSpikes;   ///< likewise
  Array spiked;       ///< by part, from its first neuron on: the neurons that fired in this epoch
  /// Of the spiking neurons of a dense projection, each rowsInGroup times:
  Array spikedOffset;           ///< postOffset
  std::array<Array, 3> spikedY; ///< y1, y2, y3 as products gated by a post spike see them
  Array spikedMixed;            ///< mix(neuron)
  std::array<TraceProgram, 5> traces;

  /// Bits of what a group of rows has for one post neuron.
  int groupBits() const { return word.bits * rowsInGroup; }
};

/// (N35) The bits of the accumulator below the lowest bit that a variable can hold.
constexpr int gridBits(const ProjectionProgram &projection, spec::UpdateTarget target) {
  return target == spec::UpdateTarget::Weight ? 16 + projection.lsb : 16;
}

/// How `products` update a variable of a projection with `rule`.
UpdatePlan planOf(const RulePlan &rule, const ProjectionProgram &projection, const std::vector<spec::Product> &products,
                  spec::UpdateTarget target);

/// What the host tells the code, at the head of the arena.
struct Header {
  int64_t step;     ///< the step being done, from 1
  int64_t learning; ///< 0: off (N41)
  int64_t parts;    ///< threads that share the work
};

/// What a part has counted, a cache line each.
struct Counters {
  int64_t synapticEvents;
  int64_t learningUpdates;
  int64_t unused[6];
};

struct Program {
  uint32_t seed = 0;
  int64_t maxParts = 1; ///< the tables by part have this many places
  std::vector<PopulationProgram> populations;
  std::vector<ProjectionProgram> projections;
  std::vector<RulePlan> rules;
  Array counters;    ///< by part: Counters
  int64_t bytes = 0; ///< of everything above; the blocks follow
};

/// The next multiple of `step`, which is positive.
constexpr int64_t roundUp(int64_t value, int64_t step) { return (value + step - 1) / step * step; }

/// Where the registers of a population come from: that of the i-th neuron of a slice.
struct RegisterSource {
  Register PopulationProgram::*member;
  int32_t (*get)(const image::GroupT &group, uint32_t i);
};
extern const std::array<RegisterSource, 10> kRegisters;

/// The slices of each population, by their first neuron.
std::vector<std::vector<const image::GroupT *>> groupsByPopulation(const image::ImageT &image);

/// The delays that a program can hold where no product changes them: those of the image, so that one that all synapses
/// of a projection have is a constant in the code; or any that a host may write.
enum class Delays { OfImage, Any };

/// Reads `image`, which must be verified. The result does not depend on the mapping.
Program makeProgram(const image::ImageT &image, int64_t maxParts, Delays delays = Delays::OfImage);

} // namespace engram::native

#endif
