// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The memory of a running program: every array of Program, and behind them the synapses of each part. The generated
// code and the host see the same bytes.

#ifndef ENGRAM_BACKENDS_NATIVE_ARENA_H
#define ENGRAM_BACKENDS_NATIVE_ARENA_H

#include "backends/native/Pages.h"
#include "backends/native/Program.h"
#include "hw/image/SynapseList.h"

#include <cstdint>
#include <cstring>
#include <optional>
#include <vector>

namespace engram::native {

class Arena {
public:
  /// Memory for `program` of `image`, shared by `parts` threads (1..program.maxParts), in the state before the first
  /// step. Throws std::runtime_error if there is not enough memory, or if a part has 2^31 synapses of one projection.
  Arena(const Program &program, const image::ImageT &image, int64_t parts);

  uint8_t *data() const { return pages->begin(); }
  int64_t bytes() const { return static_cast<int64_t>(pages->bytes()); }

  Header &header() const { return *reinterpret_cast<Header *>(data()); }
  const Counters &counters(int64_t part) const { return at<Counters>(program.counters)[part]; }

  template <typename T> T *at(const Array &array) const { return reinterpret_cast<T *>(data() + array.offset); }

  /// body(word) for each synapse of a projection, by presynaptic, then by postsynaptic neuron; a word that it changes
  /// is stored.
  template <typename Body> void forSynapses(const ProjectionProgram &projection, Body body) const;

  /// Tags of a projection whose rule has none; empty: all zero.
  std::vector<std::vector<int32_t>> idleTags;

private:
  /// A synapse list and where it is stored.
  struct List {
    const image::CoreT *core;
    const image::InputAxon *axon;
    uint32_t begin; ///< first neuron of the group

    std::vector<image::StoredSynapse> decode() const;
  };

  std::vector<std::vector<List>> listsByProjection(const image::ImageT &image) const;
  std::vector<uint64_t> synapsesByPart(const ProjectionProgram &projection, const std::vector<List> &lists) const;
  int64_t firstOfPart(const PopulationProgram &population, int64_t part) const;
  int64_t partOf(const ProjectionProgram &projection, uint32_t neuron) const;
  /// Where the word of a dense synapse stands among those of its part.
  int64_t densePlace(const ProjectionProgram &projection, int64_t part, int64_t pre, int64_t post) const;
  int64_t widthOf(const ProjectionProgram &projection, int64_t part) const;
  int64_t placeBlocks(const std::vector<std::vector<List>> &lists,
                      std::vector<std::vector<SynapseBlock>> &blocks) const;
  void fillPopulations(const image::ImageT &image);
  void fillProjection(size_t index, const std::vector<List> &lists);
  void indexColumns(const ProjectionProgram &projection, int64_t part);

  const Program &program;
  int64_t parts;
  std::optional<Pages> pages;
};

/// Throws std::runtime_error if so many synapses of a projection in one part have no 32-bit numbers.
void requireNumbers(int64_t synapses);

/// The word of a synapse, and its fields; the weight in units of 1.
uint64_t packSynapse(const ProjectionProgram &projection, uint32_t post, int32_t weight, int32_t delay, int32_t tag);
int32_t unpackWeight(const ProjectionProgram &projection, uint64_t word);
int32_t unpackDelay(const ProjectionProgram &projection, uint64_t word);
int32_t unpackTag(const ProjectionProgram &projection, uint64_t word);

template <typename Body> void Arena::forSynapses(const ProjectionProgram &projection, Body body) const {
  const size_t bytes = static_cast<size_t>(projection.word.bits) / 8;
  for (uint32_t pre = 0; pre < program.populations[projection.source].size; ++pre)
    for (int64_t part = 0; part < parts; ++part) {
      const SynapseBlock &block = at<SynapseBlock>(projection.blocks)[part];
      const int32_t *rows = reinterpret_cast<const int32_t *>(data() + block.rows);
      const int64_t first = firstOfPart(program.populations[projection.target], part);
      const int64_t begin = projection.dense ? densePlace(projection, part, pre, first) : rows[pre];
      const int64_t step = projection.rowsInGroup;
      const int64_t end = projection.dense ? begin + widthOf(projection, part) * step : rows[pre + 1];
      for (int64_t k = begin; k < end; k += step) {
        uint8_t *place = data() + block.words + static_cast<size_t>(k) * bytes;
        uint64_t word = 0;
        std::memcpy(&word, place, bytes);
        const uint64_t before = word;
        body(word);
        if (word != before)
          std::memcpy(place, &word, bytes);
      }
    }
}

} // namespace engram::native

#endif
