// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The file is a header (magic, version, reserved, size, XXH3-64 checksum; little-endian) and a FlatBuffers payload.
// What the payload says is verified in VerifyState.cpp.

#include "sim/checkpoint/Checkpoint.h"

#include "sim/checkpoint/Checkpoint_generated.h"
#include "sim/checkpoint/VerifyState.h"

#include <xxhash.h>

#include <memory>

namespace engram::sim {

namespace {

constexpr std::string_view kMagic = "engram\x8f\n"; ///< the last bytes catch transfers that change line ends
constexpr size_t kVersionAt = 8;
constexpr size_t kReservedAt = 12;
constexpr size_t kSizeAt = 16;
constexpr size_t kChecksumAt = 24;
constexpr size_t kHeaderSize = 32;

void putLittleEndian(std::string &bytes, size_t at, uint64_t value, int count) {
  for (int i = 0; i < count; ++i)
    bytes[at + i] = static_cast<char>(value >> (8 * i));
}

uint64_t getLittleEndian(std::string_view bytes, size_t at, int count) {
  uint64_t value = 0;
  for (int i = 0; i < count; ++i)
    value |= uint64_t{static_cast<uint8_t>(bytes[at + i])} << (8 * i);
  return value;
}

void checkHeader(std::string_view bytes) {
  if (bytes.size() < kHeaderSize || bytes.substr(0, kMagic.size()) != kMagic)
    throw CheckpointError("not a checkpoint");
  const uint64_t version = getLittleEndian(bytes, kVersionAt, 4);
  if (version != kCheckpointVersion)
    throw CheckpointError("expected checkpoint version " + std::to_string(kCheckpointVersion) + " but got " +
                          std::to_string(version));
  if (getLittleEndian(bytes, kReservedAt, 4) != 0)
    throw CheckpointError("header of the checkpoint is damaged");
  const std::string_view payload = bytes.substr(kHeaderSize);
  if (getLittleEndian(bytes, kSizeAt, 8) != payload.size())
    throw CheckpointError("expected " + std::to_string(getLittleEndian(bytes, kSizeAt, 8)) +
                          " bytes after the header of the checkpoint but got " + std::to_string(payload.size()));
  if (getLittleEndian(bytes, kChecksumAt, 8) != XXH3_64bits(payload.data(), payload.size()))
    throw CheckpointError("checksum of the checkpoint is wrong: the file is damaged");
}

std::vector<std::unique_ptr<checkpoint::ValuesT>> pack(const Traces &traces) {
  std::vector<std::unique_ptr<checkpoint::ValuesT>> packed;
  for (const std::vector<int32_t> &trace : traces) {
    packed.push_back(std::make_unique<checkpoint::ValuesT>());
    packed.back()->values = trace;
  }
  return packed;
}

Traces unpackTraces(std::vector<std::unique_ptr<checkpoint::ValuesT>> &packed) {
  if (packed.size() != kTraces)
    throw CheckpointError("expected " + std::to_string(kTraces) + " traces in the checkpoint but got " +
                          std::to_string(packed.size()));
  Traces traces;
  for (size_t k = 0; k < kTraces; ++k)
    traces[k] = std::move(packed[k]->values);
  return traces;
}

std::unique_ptr<checkpoint::PopulationT> pack(const std::string &name, const PopulationState &state) {
  auto packed = std::make_unique<checkpoint::PopulationT>();
  packed->name = name;
  packed->u = state.u;
  packed->v = state.v;
  packed->theta = state.theta;
  packed->refractory = state.refractory;
  packed->value = state.value;
  for (const std::vector<int64_t> &slot : state.pending) {
    packed->pending.push_back(std::make_unique<checkpoint::SlotT>());
    packed->pending.back()->values = slot;
  }
  return packed;
}

std::unique_ptr<checkpoint::ProjectionT> pack(const std::string &name, const ProjectionState &state) {
  auto packed = std::make_unique<checkpoint::ProjectionT>();
  packed->name = name;
  packed->weight = state.weight;
  packed->delay = state.delay;
  packed->tag = state.tag;
  packed->epoch_start = pack(state.epochStart);
  packed->now = pack(state.now);
  packed->pre_spikes = state.preSpikes;
  packed->post_spikes = state.postSpikes;
  return packed;
}

PopulationState unpack(checkpoint::PopulationT &packed) {
  PopulationState state{std::move(packed.u),          std::move(packed.v),     std::move(packed.theta),
                        std::move(packed.refractory), std::move(packed.value), {}};
  for (const auto &slot : packed.pending)
    state.pending.push_back(std::move(slot->values));
  return state;
}

ProjectionState unpack(checkpoint::ProjectionT &packed) {
  return {std::move(packed.weight),         std::move(packed.delay),  std::move(packed.tag),
          unpackTraces(packed.epoch_start), unpackTraces(packed.now), std::move(packed.pre_spikes),
          std::move(packed.post_spikes)};
}

/// The names of the parts of a checkpoint must be those of the image, in order.
template <typename Packed, typename Part>
void checkNames(const char *kind, const std::vector<std::unique_ptr<Packed>> &packed,
                const std::vector<std::unique_ptr<Part>> &parts) {
  bool same = packed.size() == parts.size();
  for (size_t i = 0; same && i < parts.size(); ++i)
    same = packed[i]->name == parts[i]->name;
  if (!same)
    throw CheckpointError(std::string("checkpoint is of another network: its ") + kind + " are others");
}

} // namespace

std::string serializeCheckpoint(const image::ImageT &image, const State &state) {
  checkpoint::CheckpointT packed;
  packed.network = image.name;
  packed.step = state.step;
  for (size_t i = 0; i < state.populations.size(); ++i)
    packed.populations.push_back(pack(image.populations[i]->name, state.populations[i]));
  for (size_t i = 0; i < state.projections.size(); ++i)
    packed.projections.push_back(pack(image.projections[i]->name, state.projections[i]));
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(checkpoint::CreateCheckpoint(builder, &packed));
  std::string bytes(kHeaderSize, '\0');
  bytes.replace(0, kMagic.size(), kMagic);
  putLittleEndian(bytes, kVersionAt, kCheckpointVersion, 4);
  putLittleEndian(bytes, kSizeAt, builder.GetSize(), 8);
  putLittleEndian(bytes, kChecksumAt, XXH3_64bits(builder.GetBufferPointer(), builder.GetSize()), 8);
  return bytes.append(reinterpret_cast<const char *>(builder.GetBufferPointer()), builder.GetSize());
}

State deserializeCheckpoint(const image::ImageT &image, std::string_view bytes) {
  checkHeader(bytes);
  // FlatBuffers wants its buffer aligned; `bytes` may stand anywhere.
  const std::vector<uint8_t> payload(bytes.begin() + kHeaderSize, bytes.end());
  flatbuffers::Verifier verifier(payload.data(), payload.size());
  if (payload.size() >= FLATBUFFERS_MAX_BUFFER_SIZE || !checkpoint::VerifyCheckpointBuffer(verifier))
    throw CheckpointError("payload is not a checkpoint of this version");
  const std::unique_ptr<checkpoint::CheckpointT> packed(checkpoint::UnPackCheckpoint(payload.data()));
  checkNames("populations", packed->populations, image.populations);
  checkNames("projections", packed->projections, image.projections);
  State state;
  state.step = packed->step;
  for (const auto &population : packed->populations)
    state.populations.push_back(unpack(*population));
  for (const auto &projection : packed->projections)
    state.projections.push_back(unpack(*projection));
  verifyState(image, state);
  return state;
}

} // namespace engram::sim
