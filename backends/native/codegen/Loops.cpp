// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions of a step, put together from its stages (docs/spec/numerics.md N40).

#include "backends/native/codegen/Loops.h"

#include "backends/native/codegen/Random.h"
#include "backends/native/codegen/Stages.h"

namespace engram::native {

namespace {

void fillWithZeros(Code &code, const Array &array) {
  if (array.exists())
    code.loop(code.index(0), code.index(array.count), kLanes,
              [&](const Int &i) { code.array(array).storeLanes(broadcast(code.constant(0, array.bits)), i); });
}

// (N42)
void settle(Code &code, const Program &program) {
  for (const PopulationProgram &population : program.populations)
    for (const Array *array : {&population.u, &population.v, &population.refractory, &population.ring})
      fillWithZeros(code, *array);
  for (const ProjectionProgram &projection : program.projections) {
    for (const Array *array :
         {&projection.preOffset, &projection.postOffset, &projection.preSpikes, &projection.postSpikes})
      fillWithZeros(code, *array);
    for (const TraceProgram &trace : projection.traces)
      for (const Array *array : {&trace.now, &trace.start, &trace.last, &trace.history})
        fillWithZeros(code, *array);
  }
}

void prepare(Code &code, const Program &program) {
  for (const PopulationProgram &population : program.populations)
    if (population.mixed.exists())
      code.loop(code.index(0), code.index(population.padded), kLanes, [&](const Int &i) {
        code.array(population.mixed).storeLanes(mix(broadcast(fromIndex(i, 32)) + code.lanes()), i);
      });
}

void doNeurons(Code &code, const Program &program, const Int &part) {
  for (const PopulationProgram &population : program.populations)
    if (population.kind == image::PopulationKind::Lif)
      updateNeurons(code, program, population, part);
  for (const ProjectionProgram &projection : program.projections) {
    if (projection.rule < 0)
      continue;
    beginEpoch(code, program, projection, part);
    noteSpikes(code, program, projection, part);
    const Int offset = toIndex(offsetInEpoch(code, program.rules[projection.rule]));
    stepTraces(code, program, projection, neuronsOf(code, program.populations[projection.source], part),
               neuronsOf(code, program.populations[projection.target], part), offset, stepNumber(code));
  }
}

void doSynapses(Code &code, const Program &program, const Int &part) {
  for (const ProjectionProgram &projection : program.projections)
    deliver(code, program, projection, part);
  for (const ProjectionProgram &projection : program.projections)
    if (projection.rule >= 0)
      learn(code, program, projection, part);
}

void stepTracesAlone(Code &code, const Program &program, const ProjectionProgram &projection) {
  const auto all = [&](uint32_t population) {
    return Range{code.index(0), code.index(program.populations[population].padded)};
  };
  stepTraces(code, program, projection, all(projection.source), all(projection.target), code.argument(0),
             truncate(fromIndex(code.argument(1), 64), 32));
}

} // namespace

mlir::OwningOpRef<mlir::ModuleOp> makeLoops(mlir::MLIRContext &context, const Program &program,
                                            const std::string &prefix) {
  mlir::OwningOpRef<mlir::ModuleOp> module = mlir::ModuleOp::create(mlir::UnknownLoc::get(&context));
  const auto define = [&](const std::string &name, size_t arguments, const auto &body) {
    Code code(*module, prefix + name, arguments);
    body(code);
    code.finish();
  };
  define("_neurons", 1, [&](Code &code) { doNeurons(code, program, code.argument(0)); });
  define("_synapses", 1, [&](Code &code) { doSynapses(code, program, code.argument(0)); });
  define("_prepare", 0, [&](Code &code) { prepare(code, program); });
  define("_settle", 0, [&](Code &code) { settle(code, program); });
  for (size_t p = 0; p < program.projections.size(); ++p)
    if (program.projections[p].rule >= 0 && program.rules[program.projections[p].rule].epoch > 1)
      define("_traces_" + std::to_string(p), 2,
             [&](Code &code) { stepTracesAlone(code, program, program.projections[p]); });
  return module;
}

} // namespace engram::native
