// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From spike counts to a class. A read-out learns from the responses to the labelling images and from nothing else.

#ifndef ENGRAM_COMPILER_DRIVER_EXPERIMENT_READOUT_H
#define ENGRAM_COMPILER_DRIVER_EXPERIMENT_READOUT_H

#include <cstdint>
#include <vector>

namespace engram::driver {

enum class ReadoutKind {
  Label,  ///< the class whose neurons respond most in the mean; each neuron belongs to the class it responds to most
  Linear, ///< every spike votes with P(class | spike of this neuron)
  Log,    ///< naive Bayes: every spike adds log P(class | spike of this neuron)
};

class Readout {
public:
  Readout(ReadoutKind kind, uint32_t neurons, uint32_t classes);

  /// The response, in spikes by neuron, to a labelling image.
  void learn(const std::vector<uint32_t> &response, uint32_t label);

  /// To be called after the last learn() and before labels() and classify().
  void finish();

  /// By neuron: the class whose images it responds to most in the mean; -1 if it never responded.
  const std::vector<int32_t> &labels() const { return labelOf; }

  /// The class of an image. Ties go to the lowest class.
  uint32_t classify(const std::vector<uint32_t> &response) const;

private:
  ReadoutKind kind;
  uint32_t neurons, classes;
  std::vector<std::vector<double>> response; ///< [neuron][class]: spikes in all
  std::vector<double> images;                ///< by class
  std::vector<std::vector<double>> vote;     ///< [neuron][class]: what a spike adds
  std::vector<int32_t> labelOf;
};

} // namespace engram::driver

#endif
