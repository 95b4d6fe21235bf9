// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a core needs while neurons are put on it one by one, exact to the word: the partitioner asks it when a core is
// full, the encoder asks the very same code which formats to use. Adding a neuron costs time in its synapses only.

#ifndef ENGRAM_COMPILER_MAPPING_CORELOAD_H
#define ENGRAM_COMPILER_MAPPING_CORELOAD_H

#include "compiler/mapping/NetworkIndex.h"
#include "hw/image/SynapseList.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace engram::mapping {

/// A limit of a core that neurons on it can exceed.
enum class Resource {
  Compartments,
  Groups,
  DelaySlots,
  InputAxons,
  SynapseWords,
  WordsPerList,
  SynapseFormats,
  LearningProfiles,
  MicrocodeWords
};

/// More than a core has.
struct Overflow {
  Resource resource = Resource::Compartments;
  uint64_t need = 0;
  uint64_t have = 0;
};

/// The formats of a core, and which of them each projection uses.
struct FormatChoice {
  std::vector<image::SynapseFormat> formats;
  std::vector<uint32_t> formatOf; ///< by position in CoreLoad::projections()
  uint64_t words = 0;             ///< of all lists
};

/// The lists of one projection on the core.
class ProjectionLoad {
public:
  ProjectionLoad(const Network &network, const spec::Target &target, uint32_t projection);

  void add(const Synapse &synapse, uint32_t index);
  void setIndexBits(uint32_t bits);
  void clear();

  uint32_t projection() const { return id; }
  uint32_t lists() const { return static_cast<uint32_t>(touched.size()); }
  uint32_t maxDelay() const { return longestDelay; }

  struct Size {
    uint64_t words = 0;
    uint32_t longest = 0; ///< words of the longest list
  };
  /// What all lists take in one of the three own formats, in the order of kCompressions.
  const Size &size(size_t compression) const { return sizes[compression]; }
  const image::SynapseFormat &format(size_t compression) const { return formats[compression]; }
  /// What they would take in another format.
  Size sizeIn(const image::SynapseFormat &format) const;

  static constexpr std::array<image::Compression, 3> kCompressions{
      image::Compression::Sparse, image::Compression::RunLength, image::Compression::Dense};

private:
  const Projection &source;
  uint32_t id;
  uint32_t synapsesPerEntry;
  uint32_t longestDelay = 0;
  std::array<image::SynapseFormat, 3> formats;
  std::array<Size, 3> sizes;
  std::vector<image::ListShape> shapes; // by pre
  std::vector<uint32_t> touched;        // pre neurons with a list
};

class CoreLoad {
public:
  CoreLoad(const Network &network, const NetworkIndex &index, const spec::Target &target);

  /// Adds a neuron: the one after the last added, or the first of its population on this core.
  void add(uint32_t population, uint32_t neuron);

  /// Empties the core.
  void clear();

  uint32_t compartments() const { return compartmentCount; }
  const std::vector<Group> &groups() const { return groupList; }

  /// The projections that have a list here, ascending within each group.
  std::vector<const ProjectionLoad *> projections() const;

  /// The cheapest formats within the target's limits; formats are merged while they are too many.
  std::optional<Overflow> chooseFormats(FormatChoice &choice) const;

  /// The first limit exceeded, if any.
  std::optional<Overflow> overflow() const;

private:
  std::optional<Overflow> synapseOverflow() const;

  const Network &network;
  const NetworkIndex &index;
  const spec::Target &target;
  std::vector<ProjectionLoad> loads; // by projection
  std::vector<Group> groupList;
  uint32_t compartmentCount = 0;
};

} // namespace engram::mapping

#endif
