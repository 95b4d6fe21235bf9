// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a network to a chip: the mapping and the stages that make it. Each stage fills the fields named at it, reads
// those of the stages before, and either succeeds or says what does not fit. The mapping mirrors the image
// (hw/image/Image.fbs); it decides where things are and never what they compute.

#ifndef ENGRAM_COMPILER_MAPPING_MAPPING_H
#define ENGRAM_COMPILER_MAPPING_MAPPING_H

#include "compiler/mapping/Network.h"
#include "hw/image/ImageFile.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace engram::mapping {

/// A slice of a population on a core, in consecutive compartments.
struct Group {
  uint32_t population = 0;
  uint32_t begin = 0; ///< first neuron, logical index
  uint32_t count = 0;
  uint32_t first = 0; ///< first compartment on the core
};

/// The synapse list of one presynaptic neuron of one projection onto one group.
struct InputAxon {
  uint32_t projection = 0;
  uint32_t pre = 0;
  uint32_t group = 0;    ///< on this core
  uint32_t synapses = 0; ///< never 0
  uint32_t word = 0;     ///< first word in synapse memory (encode)
  uint32_t words = 0;    ///< (encode)
  bool plastic = false;  ///< plastic axons stand last
};

/// Where the spikes of a compartment (or of an input neuron, at the host) go.
struct OutputAxon {
  uint32_t compartment = 0;
  uint32_t core = 0;
  uint32_t axon = 0; ///< input axon there
};

struct Core {
  std::vector<Group> groups;                 ///< partition
  uint32_t tile = 0;                         ///< place: row * columns + column
  std::vector<InputAxon> inputAxons;         ///< route: static, then plastic; by projection, then pre
  std::vector<OutputAxon> outputAxons;       ///< route: by compartment, then projection, then core
  std::vector<image::SynapseFormat> formats; ///< encode
  std::vector<uint64_t> synapseMemory;       ///< encode
};

/// How the spikes of an input population enter the chip: one for each input population, in order.
struct HostAxons {
  uint32_t population = 0;
  std::vector<OutputAxon> axons; ///< by neuron, then projection, then core
};

struct Mapping {
  std::vector<Core> cores;
  std::vector<HostAxons> hostAxons;
};

struct MappingOptions {
  uint32_t cores = 0; ///< 0: as few as possible; n: spread evenly over at least n cores
};

/// Cuts the populations into groups on cores (Partition.cpp).
std::optional<Misfit> partition(const Network &network, const spec::Target &target, const MappingOptions &options,
                                Mapping &mapping);

/// Gives every core a tile, neighbours in traffic near each other (Place.cpp).
std::optional<Misfit> place(const Network &network, const spec::Target &target, Mapping &mapping);

/// Makes input, output and host axons (Route.cpp).
std::optional<Misfit> route(const Network &network, const spec::Target &target, Mapping &mapping);

/// Chooses formats and writes the synapse memories (Encode.cpp).
std::optional<Misfit> encode(const Network &network, const spec::Target &target, Mapping &mapping);

/// All stages.
std::optional<Misfit> mapNetwork(const Network &network, const spec::Target &target, const MappingOptions &options,
                                 Mapping &mapping);

/// The image of a mapped network (ToImage.cpp). It passes image::verify.
image::ImageT toImage(const Network &network, const Mapping &mapping, const spec::Target &target);

} // namespace engram::mapping

#endif
