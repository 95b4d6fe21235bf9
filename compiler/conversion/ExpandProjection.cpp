// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From attributes of a projection to the plain expansion of compiler/mapping/Connectivity.h.

#include "compiler/conversion/ExpandProjection.h"

#include "compiler/mapping/Connectivity.h"
#include "hw/spec/Random.h"

#include "llvm/ADT/TypeSwitch.h"

#include <numeric>

namespace engram {
namespace {

using namespace mlir;
using mapping::Pair;

/// The pairs by post, then pre, and for each its place in the lists of the projection.
struct Pairs {
  std::vector<Pair> pairs;
  std::vector<size_t> places; ///< empty: as they stand
};

uint32_t sizeOf(Operation *population) {
  return llvm::TypeSwitch<Operation *, uint32_t>(population).Case<snn::InputOp, snn::PopulationOp>([](auto op) {
    return op.getSize();
  });
}

Pairs sortSparse(snn::SparseAttr sparse) {
  std::vector<Pair> given;
  given.reserve(sparse.getPre().size());
  for (const auto [pre, post] : llvm::zip(sparse.getPre().asArrayRef(), sparse.getPost().asArrayRef()))
    given.push_back({static_cast<uint32_t>(pre), static_cast<uint32_t>(post)});
  Pairs result;
  result.places = mapping::sortPairs(given).order;
  for (const size_t place : result.places)
    result.pairs.push_back(given[place]);
  return result;
}

Pairs expandPairs(snn::ProjectionOp projection, const mapping::DrawKey &key) {
  auto network = projection->getParentOfType<snn::NetworkOp>();
  mapping::Shape shape;
  shape.pre = sizeOf(network.lookupSymbol(projection.getSourceAttr().getAttr()));
  shape.post = sizeOf(network.lookupSymbol(projection.getTargetAttr().getAttr()));
  return llvm::TypeSwitch<Attribute, Pairs>(projection.getConnect())
      .Case<snn::AllToAllAttr>([&](auto connect) {
        shape.self = !connect.getNoSelf();
        return Pairs{mapping::allToAll(shape), {}};
      })
      .Case<snn::OneToOneAttr>([&](auto) { return Pairs{mapping::oneToOne(shape.post), {}}; })
      .Case<snn::FixedProbabilityAttr>([&](auto connect) {
        shape.self = !connect.getNoSelf();
        return Pairs{mapping::fixedProbability(shape, connect.getP().value, key), {}};
      })
      .Case<snn::FixedInDegreeAttr>([&](auto connect) {
        shape.self = !connect.getNoSelf();
        return Pairs{*mapping::fixedInDegree(shape, connect.getN(), key), {}}; // the verifier has counted the sources
      })
      .Case<snn::SparseAttr>([](snn::SparseAttr sparse) { return sortSparse(sparse); });
}

/// A delay of low..high. Its stream at step 0 is that of RandomVariable::Delay, which nothing else draws from then.
uint8_t uniformDelay(snn::DelayRangeAttr range, const mapping::DrawKey &key, const Pair &pair) {
  const uint32_t base =
      spec::keyedBase(spec::drawBase(key.seed, spec::RandomVariable::Delay, 0), spec::keyOfList(key.key, pair.pre));
  const uint64_t choices = uint64_t{range.getHigh()} - range.getLow() + 1;
  return static_cast<uint8_t>(range.getLow() + ((spec::draw(base, pair.post) * choices) >> 32));
}

class Expander {
public:
  Expander(snn::ProjectionOp projection, uint32_t seed)
      : projection(projection), weights(projection.getWeights()), delays(projection.getDelayAttr()),
        format(projection.getWeightFormat()), key{seed, spec::keyOfName(std::string_view(projection.getSymName()))},
        scale(projection.getUnit() ? 1 / projection.getUnit()->convertToDouble() : 1) {}

  std::vector<mapping::Synapse> run() {
    const Pairs expanded = expandPairs(projection, key);
    std::vector<mapping::Synapse> synapses;
    synapses.reserve(expanded.pairs.size());
    for (size_t i = 0; i < expanded.pairs.size(); ++i) {
      const Pair &pair = expanded.pairs[i];
      const size_t place = expanded.places.empty() ? i : expanded.places[i];
      synapses.push_back({pair.pre, pair.post, weight(place, pair), delay(place, pair)});
    }
    return synapses;
  }

private:
  snn::ProjectionOp projection;
  Attribute weights;
  Attribute delays; ///< null: all 0
  spec::WeightFormat format;
  mapping::DrawKey key;
  double scale; ///< integer weights per real unit

  int16_t quantize(double real) const { return static_cast<int16_t>(mapping::quantizeWeight(real, scale, 0, format)); }

  int16_t weight(size_t place, const Pair &pair) const {
    return llvm::TypeSwitch<Attribute, int16_t>(weights)
        .Case<IntegerAttr>([](auto weight) { return static_cast<int16_t>(weight.getInt()); })
        .Case<DenseI32ArrayAttr>([&](auto list) { return static_cast<int16_t>(list[place]); })
        .Case<FloatAttr>([&](auto weight) { return quantize(weight.getValueAsDouble()); })
        .Case<DenseF64ArrayAttr>([&](auto list) { return quantize(list[place]); })
        .Case<snn::UniformAttr>([&](auto range) {
          return quantize(mapping::uniformWeight(range.getLow().value, range.getHigh().value, key, pair));
        })
        .Case<snn::NormalAttr>([&](auto normal) {
          return quantize(mapping::normalWeight(normal.getMean().value, normal.getStddev().value, key, pair));
        });
  }

  uint8_t delay(size_t place, const Pair &pair) const {
    if (!delays)
      return 0;
    return llvm::TypeSwitch<Attribute, uint8_t>(delays)
        .Case<IntegerAttr>([](auto delay) { return static_cast<uint8_t>(delay.getInt()); })
        .Case<DenseI32ArrayAttr>([&](auto list) { return static_cast<uint8_t>(list[place]); })
        .Case<snn::DelayRangeAttr>([&](auto range) { return uniformDelay(range, key, pair); });
  }
};

} // namespace

std::vector<mapping::Synapse> expandProjection(snn::ProjectionOp projection, uint32_t seed) {
  return Expander(projection, seed).run();
}

} // namespace engram
