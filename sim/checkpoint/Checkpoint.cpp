// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The file is a header (magic, version, reserved, size, XXH3-64 checksum; little-endian) and a FlatBuffers payload.
// What the payload says is verified in VerifyState.cpp.

#include "sim/checkpoint/Checkpoint.h"

#include "hw/file/Envelope.h"
#include "sim/checkpoint/Checkpoint_generated.h"
#include "sim/checkpoint/VerifyState.h"

#include <memory>

namespace engram::sim {

namespace {

// The last bytes of the magic catch transfers that change line ends or cut the eighth bit.
constexpr file::Kind kCheckpoint{"engram\x8f\n", kCheckpointVersion, "checkpoint"};

std::string_view openEnvelope(std::string_view bytes) {
  try {
    return file::open(kCheckpoint, bytes);
  } catch (const file::EnvelopeError &error) {
    throw CheckpointError(error.what());
  }
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
  return file::seal(kCheckpoint, {reinterpret_cast<const char *>(builder.GetBufferPointer()), builder.GetSize()});
}

State deserializeCheckpoint(const image::ImageT &image, std::string_view bytes) {
  const std::string_view sealed = openEnvelope(bytes);
  // FlatBuffers wants its buffer aligned; `bytes` may stand anywhere.
  const std::vector<uint8_t> payload(sealed.begin(), sealed.end());
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
