// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Readers against damaged input: each mutation comes from a seed, so a failure can be repeated. A reader either
// accepts and gives something valid, or throws its own error; anything else (a crash, another exception, a sanitizer's
// report) is a failure.

#include "backends/microcode/Microcode.h"
#include "hw/image/SynapseList.h"
#include "tests/unit/mapping/RandomNetwork.h"

#include <gtest/gtest.h>
#include <xxhash.h>

#include <cstring>
#include <random>

namespace engram {
namespace {

using Bytes = std::string;

constexpr size_t kHeaderSize = 32; // docs/spec/image.md
constexpr size_t kSizeAt = 16;
constexpr size_t kChecksumAt = 24;

image::ImageT imageFromSeed(uint32_t seed) {
  const spec::Target target = spec::loadTarget("engram1");
  const mapping::Network network = testing::RandomNetwork(seed).make(8);
  mapping::Mapping mapping;
  EXPECT_FALSE(mapNetwork(network, target, {1 + seed % 3}, mapping).has_value());
  return toImage(network, mapping, target);
}

/// One to eight bytes changed, removed, inserted or copied.
template <typename Text> Text mutate(Text text, std::mt19937 &engine) {
  for (uint32_t count = 1 + engine() % 8; count > 0 && !text.empty(); --count) {
    const auto at = text.begin() + static_cast<std::ptrdiff_t>(engine() % text.size());
    switch (engine() % 5) {
    case 0:
      *at = static_cast<typename Text::value_type>(engine());
      break;
    case 1:
      *at = static_cast<typename Text::value_type>(*at ^ (1 << engine() % 8));
      break;
    case 2:
      text.erase(at);
      break;
    case 3:
      text.insert(at, static_cast<typename Text::value_type>(*at + 1));
      break;
    default:
      *at = text[engine() % text.size()];
    }
  }
  return text;
}

/// Whether it was accepted. What is accepted must pass verification again.
bool reads(const Bytes &bytes) {
  try {
    image::verify(*image::deserialize(bytes));
    return true;
  } catch (const image::ImageError &) {
    return false;
  }
}

/// Gives the payload a header that fits it.
Bytes withHeader(const Bytes &good, const Bytes &payload) {
  Bytes bytes(good.begin(), good.begin() + kHeaderSize);
  const uint64_t size = payload.size();
  const uint64_t checksum = XXH3_64bits(payload.data(), payload.size());
  std::memcpy(&bytes[kSizeAt], &size, sizeof size);
  std::memcpy(&bytes[kChecksumAt], &checksum, sizeof checksum);
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  return bytes;
}

TEST(ImageFuzz, RandomBytes) {
  std::mt19937 engine(1);
  for (int i = 0; i < 20000; ++i) {
    Bytes bytes(engine() % 200, '\0');
    for (char &byte : bytes)
      byte = static_cast<char>(engine());
    ASSERT_FALSE(reads(bytes));
  }
}

TEST(ImageFuzz, DamagedPayloadsWithARightChecksum) {
  size_t accepted = 0;
  for (uint32_t seed = 0; seed < 20; ++seed) {
    std::mt19937 engine(seed);
    const Bytes good = image::serialize(imageFromSeed(seed));
    const Bytes payload(good.begin() + kHeaderSize, good.end());
    ASSERT_TRUE(reads(withHeader(good, payload)));
    for (int i = 0; i < 400; ++i)
      accepted += reads(withHeader(good, mutate(payload, engine)));
  }
  EXPECT_LT(accepted, 4000u) << "most damage is noticed even without the checksum";
}

/// Sets one field of the image to an extreme or a neighbouring value.
class FieldMutator {
public:
  explicit FieldMutator(uint32_t seed) : engine(seed) {}

  void apply(image::ImageT &image) {
    switch (engine() % 6) {
    case 0:
      return mutatePopulation(*any(image.populations));
    case 1:
      return mutateProjection(*any(image.projections));
    case 2:
      return image.rules.empty() ? void() : mutateRule(*any(image.rules));
    case 3:
      return mutateCore(*any(image.cores));
    case 4:
      return mutateGroup(*any(any(image.cores)->groups));
    default:
      if (image::HostAxonsT &host = *any(image.host_axons); !host.axons.empty())
        any(host.axons) = image::OutputAxon(value(), value(), value());
    }
  }

private:
  template <typename T> T &any(std::vector<T> &things) { return things[engine() % things.size()]; }

  uint32_t value() {
    constexpr uint32_t kExtremes[] = {0,    1,     2,        63,         64,         127,       255,
                                      4096, 65535, 1u << 24, 0x7fffffff, 0x80000000, 0xffffffff};
    return engine() % 2 ? kExtremes[engine() % std::size(kExtremes)] : static_cast<uint32_t>(engine() % 16);
  }

  void mutatePopulation(image::PopulationT &population) {
    (engine() % 2 ? population.size : population.key) = value();
    if (engine() % 4 == 0)
      population.kind = static_cast<image::PopulationKind>(engine() % 4);
  }

  void mutateProjection(image::ProjectionT &projection) {
    switch (engine() % 6) {
    case 0:
      projection.source = value();
      break;
    case 1:
      projection.target = value();
      break;
    case 2:
      projection.rule = static_cast<int32_t>(value());
      break;
    case 3:
      projection.third_factors.assign(engine() % 5, static_cast<int32_t>(value()));
      break;
    case 4:
      projection.delay_bits = static_cast<uint8_t>(value());
      break;
    default:
      projection.weight_bits = static_cast<uint8_t>(value());
    }
  }

  void mutateRule(image::RuleT &rule) {
    switch (engine() % 4) {
    case 0:
      any(rule.words) ^= uint64_t{1} << engine() % 64;
      break;
    case 1:
      rule.constants.resize(engine() % 6);
      break;
    case 2:
      rule.epoch = value();
      break;
    default:
      rule.traces.resize(engine() % 7);
    }
  }

  void mutateCore(image::CoreT &core) {
    switch (engine() % 6) {
    case 0:
      core.tile = value();
      break;
    case 1:
      if (!core.synapse_memory.empty())
        any(core.synapse_memory) ^= uint64_t{1} << engine() % 64;
      break;
    case 2:
      if (!core.formats.empty())
        any(core.formats) = image::SynapseFormat(static_cast<image::Compression>(engine() % 5), engine() % 4,
                                                 engine() % 10, engine() % 9, engine() % 2 ? 9 : 0, engine() % 18);
      break;
    case 3:
      if (!core.input_axons.empty()) {
        image::InputAxon &axon = any(core.input_axons);
        axon = image::InputAxon(engine() % 3 ? axon.projection() : value(), axon.pre(),
                                engine() % 3 ? axon.group() : value(), axon.key(), engine() % 2 ? axon.word() : value(),
                                engine() % 2 ? axon.words() : value(), engine() % 2 ? axon.synapses() : value(),
                                axon.plastic());
      }
      break;
    case 4:
      if (!core.output_axons.empty())
        any(core.output_axons) = image::OutputAxon(value(), value(), value());
      break;
    default:
      core.synapse_memory.resize(engine() % 64);
    }
  }

  void mutateGroup(image::GroupT &group) {
    uint32_t image::GroupT::*const fields[] = {
        &image::GroupT::population, &image::GroupT::begin,      &image::GroupT::count,          &image::GroupT::first,
        &image::GroupT::du,         &image::GroupT::refractory, &image::GroupT::theta_exponent, &image::GroupT::vth};
    group.*fields[engine() % std::size(fields)] = value();
    if (engine() % 4 == 0)
      group.bias.resize(engine() % 10);
  }

  std::mt19937 engine;
};

TEST(ImageFuzz, ImpossibleFieldsWithARightChecksum) {
  size_t accepted = 0;
  constexpr uint32_t kImages = 40, kMutations = 200;
  for (uint32_t seed = 0; seed < kImages; ++seed) {
    const image::ImageT original = imageFromSeed(seed);
    const Bytes good = image::serialize(original);
    FieldMutator mutator(seed);
    for (uint32_t i = 0; i < kMutations; ++i) {
      image::ImageT image = original;
      mutator.apply(image);
      flatbuffers::FlatBufferBuilder builder;
      builder.Finish(CreateImage(builder, &image));
      const auto *payload = reinterpret_cast<const char *>(builder.GetBufferPointer());
      accepted += reads(withHeader(good, Bytes(payload, payload + builder.GetSize())));
    }
  }
  EXPECT_LT(accepted, kImages * kMutations / 2) << "most of it is impossible";
}

TEST(TargetFuzz, DamagedText) {
  std::mt19937 engine(1);
  for (const spec::TargetFile &file : spec::knownTargets()) {
    const std::string good = spec::loadTarget(file.name).text;
    for (int i = 0; i < 3000; ++i) {
      try {
        const spec::Target target = spec::parseTarget(mutate(good, engine));
        EXPECT_GT(target.limits.cores, 0u);
      } catch (const spec::TargetError &error) {
        EXPECT_NE(std::string(error.what()).find(": "), std::string::npos) << error.what();
      }
    }
  }
}

TEST(MicrocodeFuzz, DamagedText) {
  for (uint32_t seed = 0; seed < 12; ++seed) {
    std::mt19937 engine(seed);
    const std::string good = microcode::disassemble(imageFromSeed(seed));
    // Half of the damage falls on the rules, which are a small part of the text.
    const size_t rules = good.find("\nimage\n");
    for (int i = 0; i < 400; ++i) {
      const std::string text =
          i % 2 ? mutate(good, engine) : mutate(good.substr(0, rules), engine) + good.substr(rules);
      try {
        image::verify(microcode::assemble(text));
      } catch (const microcode::AssemblyError &error) {
        EXPECT_GT(error.line, 0u);
        EXPECT_GT(error.column, 0u);
        EXPECT_NE(std::string(error.what()), "");
      }
    }
  }
}

TEST(MicrocodeFuzz, RandomWords) {
  std::mt19937_64 engine(1);
  size_t decoded = 0;
  for (int i = 0; i < 1000000; ++i) {
    const uint64_t word = engine() & (engine() | (engine() & engine()));
    if (const std::optional<spec::Product> product = spec::decode(word)) {
      ++decoded;
      ASSERT_EQ(spec::encode(*product), word);
    }
  }
  EXPECT_GT(decoded, 0u);
}

} // namespace
} // namespace engram
