// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a product finds its operands (docs/spec/numerics.md N22, N32): a third factor at its modulator, a trace as it
// is now, at its own neuron's last spike, or in the history at the other's.

#include "backends/native/codegen/LearningPhase.h"

namespace engram::native {

namespace {

/// Up to this many steps, a lane's step of the epoch is told by comparisons: cheaper than going to memory.
constexpr uint32_t kShortEpoch = 8;

} // namespace

std::optional<Int> LearningPhase::sharedFactor(spec::Operand operand) {
  const PopulationProgram *modulator = modulatorOf(operand);
  if (!modulator || modulator->size != 1)
    return std::nullopt;
  return code.array(modulator->value).load(code.index(0));
}

const PopulationProgram *LearningPhase::modulatorOf(spec::Operand operand) const {
  if (operand < spec::Operand::Y1)
    return nullptr;
  const int32_t bound = projection.thirdFactors[traceIndex(operand) - 2];
  return bound < 0 ? nullptr : &program.populations[bound];
}

const Array &LearningPhase::traceArray(spec::Operand operand, bool isOwn) const {
  const TraceProgram &trace = projection.traces[traceIndex(operand)];
  return isOwn && trace.last.exists() ? trace.last : trace.now;
}

bool LearningPhase::isSilent(spec::Operand operand) const {
  return !modulatorOf(operand) && !projection.traces[traceIndex(operand)].now.exists();
}

Int LearningPhase::postOperand(OperandOfEvent which, const std::optional<Int> &preOffset,
                               const std::function<Int(const Memory &, const Int &base)> &read) {
  const auto [event, operand] = which;
  if (const PopulationProgram *modulator = modulatorOf(operand))
    return read(code.array(modulator->value), code.index(0));
  const TraceProgram &trace = projection.traces[traceIndex(operand)];
  if (event == spec::Event::Pre && trace.history.exists()) {
    const Int found = read(code.array(trace.history), historyBase(preOffset, target));
    return trace.carriesOffset ? found & kTraceMask : found;
  }
  return read(code.array(traceArray(operand, event == spec::Event::Post)), code.index(0));
}

Int LearningPhase::historyBase(const std::optional<Int> &offset, const PopulationProgram &population) {
  return offset ? toIndex(*offset - 1) * population.padded : code.index(0);
}

// Offset 0 is no spike, and no product acts.
Int LearningPhase::preHistory(spec::Operand operand, const Int &pres, const ReadLanes &read, const Int &offsets) {
  const TraceProgram &trace = projection.traces[traceIndex(operand)];
  const Memory history = code.array(trace.history);
  Int found;
  if (rule.epoch <= kShortEpoch) {
    found = read(history, code.index(0));
    for (uint32_t step = 1; step < rule.epoch; ++step)
      found = select(equal(offsets, step + int64_t{1}), read(history, code.index(step * source.padded)), found);
  } else {
    const Int earlier = maximum(offsets - 1, constantLike(offsets, 0));
    found = history.gather(earlier * source.padded + pres);
  }
  return trace.carriesOffset ? found & kTraceMask : found;
}

const Array *LearningPhase::carrier(size_t begin, size_t end) const {
  for (size_t k = begin; k < end; ++k)
    if (projection.traces[k].carriesOffset)
      return &projection.traces[k].history;
  return nullptr;
}

std::optional<Int> LearningPhase::sharedPreTrace(OperandOfEvent which, const ReadLanes &read) {
  const auto [event, operand] = which;
  if (event == spec::Event::Post && rule.epoch > 1)
    return std::nullopt;
  return read(code.array(traceArray(operand, event == spec::Event::Pre)), code.index(0));
}

std::optional<Int> LearningPhase::sharedInRow(OperandOfEvent which, const ReadLanes &read) {
  if (isSilent(which.second))
    return code.constant(0);
  return which.second < spec::Operand::Y1 ? sharedPreTrace(which, read) : sharedFactor(which.second);
}

std::map<int, Int> LearningPhase::keysOfRow(const std::vector<spec::Product> &products, const Int &pre) {
  const Int key = mix(pre + static_cast<int32_t>(projection.key));
  std::map<int, Int> keys;
  for (size_t variable = 0; variable < kTargets; ++variable)
    if (planOf(rule, projection, products, static_cast<spec::UpdateTarget>(variable)).draws)
      keys.insert({static_cast<int>(variable), keyedBase(bases[variable], key)});
  return keys;
}

} // namespace engram::native
