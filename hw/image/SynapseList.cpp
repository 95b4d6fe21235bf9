// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The codec of synapse lists. Bits are numbered from the lowest bit of the first word; a field lies lowest bit first.

#include "hw/image/SynapseList.h"

#include "hw/spec/Learning.h"

#include <algorithm>
#include <cassert>

namespace engram::image {

namespace {

/// A run-length entry can leave out this many indices at once.
constexpr uint32_t kMaxSkip = (1u << kSkipBits) - 1;

spec::WeightFormat weightFormat(const SynapseFormat &format) {
  return {static_cast<spec::SignMode>(format.sign()), format.weight_bits()};
}

uint32_t prefixBits(const SynapseFormat &format) {
  return kFormatIdBits + kCountBits + (format.compression() == Compression::Sparse ? 0 : format.index_bits());
}

uint32_t positionBits(const SynapseFormat &format) {
  switch (format.compression()) {
  case Compression::Sparse:
    return format.index_bits();
  case Compression::RunLength:
    return kSkipBits;
  case Compression::Dense:
    return 0;
  }
  return 0;
}

uint32_t synapseBits(const SynapseFormat &format) {
  return positionBits(format) + format.weight_bits() + format.delay_bits() + format.tag_bits();
}

uint64_t lowBits(uint32_t width) { return (uint64_t{1} << width) - 1; }

class BitWriter {
public:
  explicit BitWriter(std::vector<uint64_t> &words) : words(words) {}

  void put(uint64_t value, uint32_t width) {
    value &= lowBits(width);
    if (width == 0)
      return;
    if (used == kWordBits) {
      words.push_back(0);
      used = 0;
    }
    words.back() |= value << used;
    const uint32_t fits = std::min(width, kWordBits - used);
    used += fits;
    if (fits < width) {
      words.push_back(value >> fits);
      used = width - fits;
    }
  }

private:
  std::vector<uint64_t> &words;
  uint32_t used = kWordBits; // bits of the last word
};

/// Reads beyond the end give zeros and are remembered.
class BitReader {
public:
  BitReader(const uint64_t *words, size_t count) : words(words), end(count * kWordBits) {}

  uint64_t get(uint32_t width) {
    if (width == 0)
      return 0;
    if (end - position < width) {
      overrun = true;
      return 0;
    }
    const size_t word = position / kWordBits;
    const uint32_t offset = position % kWordBits;
    uint64_t value = words[word] >> offset;
    if (offset + width > kWordBits)
      value |= words[word + 1] << (kWordBits - offset);
    position += width;
    return value & lowBits(width);
  }

  int32_t getSigned(uint32_t width) {
    const uint64_t sign = width == 0 ? 0 : uint64_t{1} << (width - 1);
    return static_cast<int32_t>(static_cast<int64_t>(get(width) ^ sign) - static_cast<int64_t>(sign));
  }

  bool failed() const { return overrun; }

  /// Whether nothing but zero bits of the last word is left.
  bool atEnd() {
    const size_t left = end - position;
    return !overrun && left < kWordBits && get(static_cast<uint32_t>(left)) == 0;
  }

private:
  const uint64_t *words;
  size_t end;
  size_t position = 0;
  bool overrun = false;
};

/// How many synapses from `begin` on share an entry.
size_t entryLength(const SynapseFormat &format, const std::vector<StoredSynapse> &list, size_t begin,
                   uint32_t synapsesPerEntry) {
  const uint32_t gap = format.compression() == Compression::Sparse      ? UINT32_MAX
                       : format.compression() == Compression::RunLength ? kMaxSkip
                                                                        : 0;
  size_t end = begin + 1;
  while (end < list.size() && end - begin < synapsesPerEntry && list[end].index - list[end - 1].index - 1 <= gap)
    ++end;
  return end - begin;
}

uint64_t storedWeight(const spec::WeightFormat &format, int32_t weight) {
  const int32_t magnitude = format.sign == spec::SignMode::Inhibitory ? -weight : weight;
  return static_cast<uint64_t>(int64_t{magnitude} >> format.lsb());
}

int32_t loadWeight(const spec::WeightFormat &format, BitReader &reader) {
  const uint32_t bits = static_cast<uint32_t>(format.bits);
  const int32_t stored =
      format.sign == spec::SignMode::Mixed ? reader.getSigned(bits) : static_cast<int32_t>(reader.get(bits));
  return (format.sign == spec::SignMode::Inhibitory ? -stored : stored) * (1 << format.lsb());
}

/// One entry after its prefix, appended to `list`; false if an index is out of range or does not ascend.
bool readEntry(const SynapseFormat &format, uint32_t count, uint32_t groupSize, BitReader &reader,
               std::vector<StoredSynapse> &list) {
  const bool sparse = format.compression() == Compression::Sparse;
  const spec::WeightFormat weights = weightFormat(format);
  uint64_t next = sparse ? 0 : reader.get(format.index_bits());
  for (uint32_t i = 0; i < count; ++i) {
    const uint64_t position = reader.get(positionBits(format));
    const uint64_t index = sparse ? position : next + position;
    StoredSynapse synapse;
    synapse.index = static_cast<uint32_t>(index);
    synapse.weight = loadWeight(weights, reader);
    synapse.delay = static_cast<uint32_t>(reader.get(format.delay_bits()));
    synapse.tag = reader.getSigned(format.tag_bits());
    if (reader.failed() || index >= groupSize || (!list.empty() && index <= list.back().index))
      return false;
    list.push_back(synapse);
    next = index + 1;
  }
  return true;
}

} // namespace

uint32_t indexBitsFor(uint32_t count) {
  if (count <= 1)
    return 0;
  uint32_t bits = 6;
  while ((uint64_t{1} << bits) < count)
    ++bits;
  return bits;
}

bool isValid(const SynapseFormat &format) {
  const Compression compression = format.compression();
  const bool compressionKnown =
      compression == Compression::Sparse || compression == Compression::RunLength || compression == Compression::Dense;
  const uint32_t weightBits = format.weight_bits();
  return compressionKnown && format.sign() >= 1 && format.sign() <= 3 && weightBits >= 1 && weightBits <= 8 &&
         weightBits != 7 && format.delay_bits() <= 6 && (format.tag_bits() == 0 || format.tag_bits() == kTagBits) &&
         (format.index_bits() == 0 || (format.index_bits() >= 6 && format.index_bits() <= kMaxIndexBits));
}

void ListShape::add(uint32_t index, uint32_t synapsesPerEntry) {
  assert((count == 0 || index > last) && "indices ascend");
  const uint32_t gap = count == 0 ? 0 : index - last - 1;
  const auto extend = [&](uint32_t &entries, uint8_t &fill, bool fits) {
    if (count == 0 || fill == synapsesPerEntry || !fits) {
      ++entries;
      fill = 0;
    }
    ++fill;
  };
  extend(sparseEntries, sparseFill, true);
  extend(runLengthEntries, runLengthFill, gap <= kMaxSkip);
  extend(denseEntries, denseFill, gap == 0);
  last = index;
  ++count;
}

uint64_t ListShape::bits(const SynapseFormat &format) const {
  const uint32_t entries = format.compression() == Compression::Sparse      ? sparseEntries
                           : format.compression() == Compression::RunLength ? runLengthEntries
                                                                            : denseEntries;
  return uint64_t{entries} * prefixBits(format) + uint64_t{count} * synapseBits(format);
}

uint64_t encodedBits(const SynapseFormat &format, const std::vector<StoredSynapse> &list, uint32_t synapsesPerEntry) {
  ListShape shape;
  for (const StoredSynapse &synapse : list)
    shape.add(synapse.index, synapsesPerEntry);
  return shape.bits(format);
}

void encodeList(const SynapseFormat &format, uint32_t formatId, const std::vector<StoredSynapse> &list,
                uint32_t synapsesPerEntry, std::vector<uint64_t> &memory) {
  const spec::WeightFormat weights = weightFormat(format);
  BitWriter writer(memory);
  for (size_t begin = 0; begin < list.size();) {
    const size_t end = begin + entryLength(format, list, begin, synapsesPerEntry);
    writer.put(formatId, kFormatIdBits);
    writer.put(end - begin, kCountBits);
    if (format.compression() != Compression::Sparse)
      writer.put(list[begin].index, format.index_bits());
    uint32_t next = list[begin].index;
    for (; begin < end; ++begin) {
      const StoredSynapse &synapse = list[begin];
      const bool sparse = format.compression() == Compression::Sparse;
      writer.put(sparse ? synapse.index : synapse.index - next, positionBits(format));
      writer.put(storedWeight(weights, synapse.weight), format.weight_bits());
      writer.put(synapse.delay, format.delay_bits());
      writer.put(static_cast<uint64_t>(int64_t{synapse.tag}), format.tag_bits());
      next = synapse.index + 1;
    }
  }
}

std::optional<std::vector<StoredSynapse>> decodeList(const CoreT &core, const InputAxon &axon) {
  const size_t memorySize = core.synapse_memory.size();
  if (axon.words() == 0 || axon.word() >= memorySize || axon.words() > memorySize - axon.word() ||
      axon.group() >= core.groups.size() || !core.groups[axon.group()])
    return std::nullopt;
  const uint32_t formatId = formatOf(core, axon);
  if (formatId >= core.formats.size() || !isValid(core.formats[formatId]))
    return std::nullopt;
  const uint32_t groupSize = core.groups[axon.group()]->count;
  if (axon.synapses() > groupSize)
    return std::nullopt;
  const SynapseFormat &format = core.formats[formatId];
  BitReader reader(core.synapse_memory.data() + axon.word(), axon.words());
  std::vector<StoredSynapse> list;
  list.reserve(std::min<size_t>(axon.synapses(), size_t{axon.words()} * kWordBits));
  while (list.size() < axon.synapses()) {
    const uint64_t id = reader.get(kFormatIdBits);
    const uint32_t count = static_cast<uint32_t>(reader.get(kCountBits));
    if (reader.failed() || id != formatId || count == 0 || count > axon.synapses() - list.size() ||
        !readEntry(format, count, groupSize, reader, list))
      return std::nullopt;
  }
  return reader.atEnd() ? std::optional(std::move(list)) : std::nullopt;
}

} // namespace engram::image
