// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the readers of populations, rules and projections share while a description becomes IR. Private to this folder.

#ifndef ENGRAM_COMPILER_FRONTEND_JSON_NETWORKBUILDER_H
#define ENGRAM_COMPILER_FRONTEND_JSON_NETWORKBUILDER_H

#include "compiler/frontend/json/Value.h"
#include "dialects/plasticity/PlasticityDialect.h"
#include "dialects/snn/SNN.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/StringMap.h"

#include <map>

namespace engram::json {

/// Neurons of one population: compartment indices stay far from 32 bits.
constexpr int64_t kMaxPopulationSize = 1 << 24;
/// Synapses of a network, as they are expanded in memory later.
constexpr uint64_t kMaxSynapses = uint64_t{1} << 28;

enum class Model { Input, Lif, Modulator };

struct PopulationInfo {
  std::string name;
  Model model = Model::Lif;
  uint32_t size = 0; ///< 0: there was an error
};

struct RuleInfo {
  std::string name;
  bool readsThirdFactor[3] = {false, false, false}; ///< y1, y2, y3
  bool valid = false;
};

/// Things with names, in the order of the description.
template <typename Info> class NamedList {
public:
  void add(Info info) {
    indices.try_emplace(info.name, infos.size());
    infos.push_back(std::move(info));
  }
  const Info *find(llvm::StringRef name) const {
    const auto found = indices.find(name);
    return found == indices.end() ? nullptr : &infos[found->second];
  }
  const std::vector<Info> &all() const { return infos; }

private:
  std::vector<Info> infos;
  llvm::StringMap<size_t> indices;
};

struct NetworkBuilder {
  explicit NetworkBuilder(mlir::MLIRContext &context, llvm::StringRef folder) : folder(folder), ops(&context) {}

  /// Takes the name of `object`. A missing, malformed or repeated one is an error.
  std::optional<std::string> takeName(const Object &object);

  /// The population that `value` names; an unknown one is an error that names the nearest.
  const PopulationInfo *findPopulation(const Value &value) const;
  const RuleInfo *findRule(const Value &value) const;

  /// Adds to the synapses so far; more than kMaxSynapses is an error at `value`.
  bool countSynapses(uint64_t count, const Value &value);

  double nanoseconds(const Time &time) const { return time.nanoseconds(stepNs); }

  std::string folder; ///< in which files are looked for; empty: the working folder
  mlir::OpBuilder ops;
  double stepNs = 1e6;
  std::map<std::string, std::string> names; ///< name to pointer of where it was first used
  NamedList<PopulationInfo> populations;
  NamedList<RuleInfo> rules;
  uint64_t synapses = 0;
};

/// Each reads one element of its array and makes its operation, or emits what is wrong with it.
void readPopulation(const Value &value, NetworkBuilder &network);
void readRule(const Value &value, NetworkBuilder &network);
void readProjection(const Value &value, NetworkBuilder &network);

} // namespace engram::json

#endif
