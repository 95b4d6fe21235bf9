// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the bit-packed lists of the image to words. Lists are taken by (projection, pre, post), so that each part's
// synapses are written from front to back.

#include "backends/native/Arena.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace engram::native {

namespace {

uint64_t bitsOf(uint64_t word, int shift, int bits) { return (word >> shift) & ((uint64_t{1} << bits) - 1); }

/// What a loop over lanes may read behind an array.
constexpr int64_t kSlack = kLanes;

} // namespace

void requireNumbers(int64_t synapses) {
  if (synapses >= int64_t{1} << 31)
    throw std::runtime_error("unsupported: " + std::to_string(synapses) +
                             " synapses of one projection in one thread, have 2147483647: use more threads");
}

uint64_t packSynapse(const ProjectionProgram &projection, uint32_t post, int32_t weight, int32_t delay, int32_t tag) {
  const SynapseWord &format = projection.word;
  const int32_t units = weight / (1 << projection.lsb);
  const uint64_t stored = static_cast<uint8_t>(projection.sign == 3 ? -units : units);
  const uint64_t index = format.indexBits == 0 ? 0 : uint64_t{post} << format.indexShift;
  return stored | bitsOf(static_cast<uint64_t>(delay), 0, format.delayBits) << format.delayShift |
         bitsOf(static_cast<uint64_t>(tag), 0, format.tagBits) << format.tagShift | index;
}

int32_t unpackWeight(const ProjectionProgram &projection, uint64_t word) {
  const auto stored = static_cast<uint8_t>(word);
  const int32_t units = projection.sign == 1 ? static_cast<int8_t>(stored) : projection.sign == 3 ? -stored : stored;
  return units * (1 << projection.lsb);
}

int32_t unpackDelay(const ProjectionProgram &projection, uint64_t word) {
  if (projection.fixedDelay >= 0)
    return projection.fixedDelay;
  return static_cast<int32_t>(bitsOf(word, projection.word.delayShift, projection.word.delayBits));
}

int32_t unpackTag(const ProjectionProgram &projection, uint64_t word) {
  const auto raw = static_cast<int32_t>(bitsOf(word, projection.word.tagShift, projection.word.tagBits));
  return raw > 255 ? raw - 512 : raw;
}

std::vector<image::StoredSynapse> Arena::List::decode() const { return image::decodeList(*core, *axon).value(); }

Arena::Arena(const Program &program, const image::ImageT &image, int64_t parts)
    : idleTags(program.projections.size()), program(program), parts(parts) {
  const std::vector<std::vector<List>> lists = listsByProjection(image);
  std::vector<std::vector<SynapseBlock>> blocks(lists.size());
  pages.emplace(static_cast<size_t>(placeBlocks(lists, blocks)));
  header() = {0, 1, parts};
  fillPopulations(image);
  for (size_t p = 0; p < lists.size(); ++p) {
    std::copy(blocks[p].begin(), blocks[p].end(), at<SynapseBlock>(program.projections[p].blocks));
    fillProjection(p, lists[p]);
  }
}

std::vector<std::vector<Arena::List>> Arena::listsByProjection(const image::ImageT &image) const {
  std::vector<std::vector<List>> lists(image.projections.size());
  for (const auto &core : image.cores)
    for (const image::InputAxon &axon : core->input_axons)
      lists[axon.projection()].push_back({core.get(), &axon, core->groups[axon.group()]->begin});
  for (auto &ofProjection : lists)
    std::sort(ofProjection.begin(), ofProjection.end(), [](const List &a, const List &b) {
      return std::pair(a.axon->pre(), a.begin) < std::pair(b.axon->pre(), b.begin);
    });
  return lists;
}

int64_t Arena::firstOfPart(const PopulationProgram &population, int64_t part) const {
  return population.padded / kLanes * part / parts * kLanes;
}

// The last part that does not begin after the neuron.
int64_t Arena::partOf(const ProjectionProgram &projection, uint32_t neuron) const {
  const int64_t vectors = program.populations[projection.target].padded / kLanes;
  return ((neuron / kLanes + 1) * parts - 1) / vectors;
}

int64_t Arena::widthOf(const ProjectionProgram &projection, int64_t part) const {
  const PopulationProgram &target = program.populations[projection.target];
  return std::min<int64_t>(firstOfPart(target, part + 1), target.size) - firstOfPart(target, part);
}

int64_t Arena::densePlace(const ProjectionProgram &projection, int64_t part, int64_t pre, int64_t post) const {
  const int64_t rows = projection.rowsInGroup;
  const int64_t inPart = post - firstOfPart(program.populations[projection.target], part);
  return (pre / rows * widthOf(projection, part) + inPart) * rows + pre % rows;
}

std::vector<uint64_t> Arena::synapsesByPart(const ProjectionProgram &projection, const std::vector<List> &lists) const {
  std::vector<uint64_t> synapses(static_cast<size_t>(parts), 0);
  for (const List &list : lists) {
    const int64_t first = partOf(projection, list.begin);
    if (parts == 1 || projection.dense)
      synapses[static_cast<size_t>(first)] += list.axon->synapses();
    else
      for (const image::StoredSynapse &synapse : list.decode())
        ++synapses[static_cast<size_t>(partOf(projection, list.begin + synapse.index))];
  }
  return synapses;
}

int64_t Arena::placeBlocks(const std::vector<std::vector<List>> &lists,
                           std::vector<std::vector<SynapseBlock>> &blocks) const {
  int64_t end = program.bytes;
  const auto take = [&end](int64_t count, int bits) {
    const int64_t begin = end;
    end = roundUp(end + (count + kSlack) * bits / 8, 64);
    return begin;
  };
  for (size_t p = 0; p < lists.size(); ++p) {
    const ProjectionProgram &projection = program.projections[p];
    const int64_t sources = program.populations[projection.source].size;
    const bool indexed = !projection.dense && projection.rule >= 0 && program.rules[projection.rule].visitsColumns();
    const std::vector<uint64_t> synapses = synapsesByPart(projection, lists[p]);
    for (int64_t part = 0; part < parts; ++part) {
      const int64_t width = widthOf(projection, part);
      const auto count = projection.dense ? roundUp(sources, projection.rowsInGroup) * width
                                          : static_cast<int64_t>(synapses[static_cast<size_t>(part)]);
      requireNumbers(count);
      SynapseBlock block{};
      block.words = take(count / projection.rowsInGroup, projection.groupBits());
      if (!projection.dense)
        block.rows = take(sources + 1, 32);
      if (projection.word.neuronBits != 0)
        block.neurons = take(count, projection.word.neuronBits);
      if (indexed) {
        block.columns = take(width + 1, 32);
        block.entries = take(count, projection.entryBits);
        block.places = take(sources, 32);
        block.fetched = take(sources, projection.word.bits);
      }
      blocks[p].push_back(block);
    }
  }
  return end;
}

void Arena::fillPopulations(const image::ImageT &image) {
  const std::vector<std::vector<const image::GroupT *>> groups = groupsByPopulation(image);
  for (size_t p = 0; p < program.populations.size(); ++p) {
    const PopulationProgram &population = program.populations[p];
    for (int64_t part = 0; part <= parts; ++part)
      at<int32_t>(population.partBegin)[part] = static_cast<int32_t>(firstOfPart(population, part));
    for (const RegisterSource &source : kRegisters) {
      const Array &array = (population.*source.member).array;
      for (const image::GroupT *group : groups[p])
        for (uint32_t i = 0; array.exists() && i < group->count; ++i)
          at<int32_t>(array)[group->begin + i] = source.get(*group, i);
    }
  }
}

void Arena::fillProjection(size_t index, const std::vector<List> &lists) {
  const ProjectionProgram &projection = program.projections[index];
  const uint32_t sources = program.populations[projection.source].size;
  const SynapseBlock *blocks = at<SynapseBlock>(projection.blocks);
  const size_t bytes = static_cast<size_t>(projection.word.bits) / 8;
  std::vector<int64_t> next(static_cast<size_t>(parts), 0);
  size_t list = 0;
  uint64_t synapses = 0;
  for (uint32_t pre = 0; pre < sources; ++pre) {
    for (; list < lists.size() && lists[list].axon->pre() == pre; ++list)
      for (const image::StoredSynapse &synapse : lists[list].decode()) {
        const uint32_t post = lists[list].begin + synapse.index;
        const auto part = static_cast<size_t>(partOf(projection, post));
        const uint64_t word =
            packSynapse(projection, post, synapse.weight, static_cast<int32_t>(synapse.delay), synapse.tag);
        const int64_t place =
            projection.dense ? densePlace(projection, static_cast<int64_t>(part), pre, post) : next[part]++;
        std::memcpy(data() + blocks[part].words + static_cast<size_t>(place) * bytes, &word, bytes);
        if (projection.word.neuronBits != 0)
          reinterpret_cast<uint16_t *>(data() + blocks[part].neurons)[place] = static_cast<uint16_t>(post);
        ++synapses;
        if (projection.word.tagBits == 0 && synapse.tag != 0) {
          idleTags[index].resize(projection.synapses);
          idleTags[index][synapses - 1] = synapse.tag;
        }
      }
    for (int64_t part = 0; part < parts && !projection.dense; ++part)
      reinterpret_cast<int32_t *>(data() + blocks[part].rows)[pre + 1] =
          static_cast<int32_t>(next[static_cast<size_t>(part)]);
  }
  for (int64_t part = 0; part < parts; ++part)
    if (blocks[part].entries != 0)
      indexColumns(projection, part);
}

// A column's entries ascend by pre, since rows are taken in that order.
void Arena::indexColumns(const ProjectionProgram &projection, int64_t part) {
  const SynapseBlock &block = at<SynapseBlock>(projection.blocks)[part];
  const int64_t first = firstOfPart(program.populations[projection.target], part);
  const int32_t *rows = reinterpret_cast<const int32_t *>(data() + block.rows);
  int32_t *columns = reinterpret_cast<int32_t *>(data() + block.columns);
  const size_t bytes = static_cast<size_t>(projection.word.bits) / 8;
  const auto columnOf = [&](int64_t k) {
    if (projection.word.neuronBits != 0)
      return reinterpret_cast<const uint16_t *>(data() + block.neurons)[k] - first;
    uint64_t word = 0;
    std::memcpy(&word, data() + block.words + static_cast<size_t>(k) * bytes, bytes);
    return static_cast<int64_t>(bitsOf(word, projection.word.indexShift, projection.word.indexBits)) - first;
  };
  const int64_t width = widthOf(projection, part);
  const uint32_t sources = program.populations[projection.source].size;
  for (int64_t k = 0; k < rows[sources]; ++k)
    ++columns[columnOf(k) + 1];
  for (int64_t i = 0; i < width; ++i)
    columns[i + 1] += columns[i];
  std::vector<int32_t> next(columns, columns + width);
  for (uint32_t pre = 0; pre < sources; ++pre)
    for (int64_t k = rows[pre]; k < rows[pre + 1]; ++k) {
      const uint64_t entry = uint64_t{pre} << projection.entryBits / 2 | static_cast<uint64_t>(k - rows[pre]);
      const int32_t place = next[static_cast<size_t>(columnOf(k))]++;
      std::memcpy(data() + block.entries + static_cast<size_t>(place) * static_cast<size_t>(projection.entryBits) / 8,
                  &entry, static_cast<size_t>(projection.entryBits) / 8);
    }
}

} // namespace engram::native
