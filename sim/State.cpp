// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Access to a state by variable.

#include "sim/State.h"

namespace engram::sim {

std::vector<int32_t> &select(State &state, StateVariable variable, uint32_t owner) {
  return const_cast<std::vector<int32_t> &>(select(static_cast<const State &>(state), variable, owner));
}

const std::vector<int32_t> &select(const State &state, StateVariable variable, uint32_t owner) {
  switch (variable) {
  case StateVariable::U:
    return state.populations[owner].u;
  case StateVariable::V:
    return state.populations[owner].v;
  case StateVariable::Theta:
    return state.populations[owner].theta;
  case StateVariable::Refractory:
    return state.populations[owner].refractory;
  case StateVariable::Value:
    return state.populations[owner].value;
  case StateVariable::Weight:
    return state.projections[owner].weight;
  case StateVariable::Delay:
    return state.projections[owner].delay;
  case StateVariable::Tag:
    return state.projections[owner].tag;
  default:
    return state.projections[owner].now[static_cast<size_t>(variable) - static_cast<size_t>(StateVariable::X1)];
  }
}

} // namespace engram::sim
