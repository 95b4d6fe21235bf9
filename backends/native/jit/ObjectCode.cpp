// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// No option of the target relaxes arithmetic; there is none but on integers.

#include "backends/native/jit/ObjectCode.h"

#include "backends/native/jit/Targets.h"

#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"

namespace engram::native {

namespace {

/// What loops gain from, in the order of O2, each once or twice. Learning runs as fast as after all of O2, within 3 %;
/// O2 takes two and a half times as long. Vectors are written by whoever makes the loops, and nothing is unrolled in
/// part: that makes the generation of machine code dearer by half and learning no faster.
constexpr llvm::StringLiteral kPipeline =
    "cgscc(inline),globaldce,function("
    "sroa,early-cse<memssa>,simplifycfg,loop-mssa(loop-rotate,licm),instcombine<no-verify-fixpoint>,"
    "loop(indvars,loop-deletion,loop-unroll-full),gvn,bdce,instcombine<no-verify-fixpoint>,loop-mssa(licm),"
    "simplifycfg)";

void optimise(llvm::Module &module, llvm::TargetMachine &machine) {
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager callGraph;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder(&machine);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(callGraph);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, callGraph, modules);
  llvm::ModulePassManager passes;
  llvm::cantFail(builder.parsePassPipeline(passes, kPipeline));
  passes.run(module, modules);
}

/// Nothing is thrown through generated code, so that it needs no unwind tables. A zero stands before each function: a
/// caller whom a sanitizer watches looks there for the type of what it calls, and the page before may not be there.
void describe(llvm::Function &function) {
  function.setDoesNotThrow();
  if (!function.isDeclaration())
    function.setPrefixData(llvm::ConstantInt::get(llvm::Type::getInt128Ty(function.getContext()), 0));
}

std::unique_ptr<llvm::Module> translate(mlir::ModuleOp lowered, llvm::LLVMContext &context,
                                        llvm::TargetMachine &machine) {
  auto module = mlir::translateModuleToLLVMIR(lowered, context, "engram", /*disableVerification=*/true);
  if (!module)
    cannotGenerateCode("the loops have no translation to LLVM IR");
  module->setTargetTriple(machine.getTargetTriple());
  module->setDataLayout(machine.createDataLayout());
  for (llvm::Function &function : *module)
    describe(function);
  optimise(*module, machine);
  return module;
}

} // namespace

std::string llvmText(mlir::ModuleOp lowered, const Machine &machine) {
  llvm::LLVMContext context;
  auto target = makeTargetMachine(machine);
  std::string text;
  llvm::raw_string_ostream stream(text);
  translate(lowered, context, *target)->print(stream, nullptr);
  return text;
}

std::string objectCode(mlir::ModuleOp lowered, const Machine &machine) {
  llvm::LLVMContext context;
  auto target = makeTargetMachine(machine);
  auto module = translate(lowered, context, *target);
  llvm::SmallString<0> bytes;
  llvm::raw_svector_ostream stream(bytes);
  llvm::legacy::PassManager passes;
  if (target->addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile))
    cannotGenerateCode("LLVM writes no object files for " + machine.triple);
  passes.run(*module);
  return bytes.str().str();
}

} // namespace engram::native
