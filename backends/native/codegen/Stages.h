// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The parts of a step, each written into the function at hand, and what they share.

#ifndef ENGRAM_BACKENDS_NATIVE_CODEGEN_STAGES_H
#define ENGRAM_BACKENDS_NATIVE_CODEGEN_STAGES_H

#include "backends/native/Program.h"
#include "backends/native/codegen/Code.h"

#include <cstddef>

namespace engram::native {

/// What the host has set for this step.
Int currentStep(Code &code);   ///< 64 bits, from 1
Int learningIsOn(Code &code);  ///< a truth value
Int numberOfParts(Code &code); ///< an index
Int stepNumber(Code &code);    ///< the step in 32 bits, as draws count it

/// The neurons of a part, as indices; the last one may lie in the padding.
struct Range {
  Int begin;
  Int end;
};
Range neuronsOf(Code &code, const PopulationProgram &population, const Int &part);

/// body(neuron) for each spike of a part, ascending.
void forSpikes(Code &code, const PopulationProgram &population, const Int &part,
               const std::function<void(const Int &neuron)> &body);

/// How many neurons of its target a part has; an index.
Int widthOf(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part);

/// What a part counts.
enum class Counter { SynapticEvents, LearningUpdates };
void count(Code &code, const Program &program, Counter counter, const Int &part, const Int &number);

/// (N10) Neurons of a part.
void updateNeurons(Code &code, const Program &program, const PopulationProgram &population, const Int &part);

/// (N17) Spikes of all parts onto the synapses of `part`.
void deliver(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part);

/// (N36) Forgets the spikes of the epoch before, if a new one begins.
void beginEpoch(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part);

/// (N31) Notes the spikes of the part's neurons.
void noteSpikes(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part);

/// (N20) Steps the traces of neurons in two ranges, at a step of the epoch (1.., an index).
void stepTraces(Code &code, const Program &program, const ProjectionProgram &projection, const Range &pre,
                const Range &post, const Int &offset, const Int &step);

/// (N31 to N35) The learning phase of the part's synapses, if an epoch ends.
void learn(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part);

/// The step's place in the rule's epoch, 1.., 64 bits.
Int offsetInEpoch(Code &code, const RulePlan &rule);

/// The array of the block of a part that begins where a member of SynapseBlock (offsetof) says.
Memory blockArray(Code &code, const ProjectionProgram &projection, const Int &part, size_t member, int bits);

/// The array of the postsynaptic neurons of a part's synapses; of use where they are no field of the words.
Memory neuronsBesideWords(Code &code, const ProjectionProgram &projection, const Int &part);

/// Weights in units of 1, as an excitatory, inhibitory or mixed word holds them; and delay, tag and index.
Int weightOf(const ProjectionProgram &projection, const Int &word);
Int delayOf(const ProjectionProgram &projection, const Int &word);
Int tagOf(const SynapseWord &format, const Int &word);
Int indexOf(const SynapseWord &format, const Int &word);

} // namespace engram::native

#endif
