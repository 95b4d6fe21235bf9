// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loops are those that the native executor runs; the initial content of the arena stands beside them as data.

#include "backends/native/embed/Embed.h"

#include "backends/native/NetworkState.h"
#include "backends/native/SharedCode.h"
#include "backends/native/codegen/Loops.h"
#include "backends/native/embed/Header.h"
#include "backends/native/jit/Lowering.h"
#include "backends/native/jit/ObjectCode.h"
#include "backends/native/jit/Targets.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Builders.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/TargetParser/Triple.h"

#include <algorithm>

namespace engram::native {

namespace {

constexpr int64_t kOneThread = 1;

/// The functions of a program, from loops to LLVM.
class LoopModule {
public:
  LoopModule(const Program &program, const std::string &prefix) {
    loadLoopDialects(context);
    loops = makeLoops(context, program, prefix);
  }

  void lower() {
    if (mlir::failed(lowerToLlvm(*loops)))
      cannotGenerateCode("the loops have no lowering");
  }

  mlir::MLIRContext context{mlir::MLIRContext::Threading::DISABLED};
  mlir::OwningOpRef<mlir::ModuleOp> loops;
};

/// They step traces for an executor that restores a checkpoint.
void dropTraceFunctions(mlir::ModuleOp loops, const std::string &prefix) {
  for (mlir::func::FuncOp function : llvm::make_early_inc_range(loops.getOps<mlir::func::FuncOp>()))
    if (function.getName().starts_with(prefix + "_traces_"))
      function.erase();
}

/// `bytes` as a constant that other files see.
void addConstant(mlir::ModuleOp lowered, const std::string &name, llvm::StringRef bytes) {
  mlir::OpBuilder builder = mlir::OpBuilder::atBlockEnd(lowered.getBody());
  const auto type = mlir::LLVM::LLVMArrayType::get(builder.getI8Type(), bytes.size());
  mlir::LLVM::GlobalOp::create(builder, lowered.getLoc(), type, /*isConstant=*/true, mlir::LLVM::Linkage::External,
                               name, builder.getStringAttr(bytes), /*alignment=*/64);
}

/// The arena up to its last byte that is not zero.
llvm::StringRef initialContent(const Arena &arena) {
  const uint8_t *end = arena.data() + arena.bytes();
  while (end != arena.data() && end[-1] == 0)
    --end;
  return {reinterpret_cast<const char *>(arena.data()), static_cast<size_t>(end - arena.data())};
}

/// Takes the arena to a state. Where that lies within an epoch, code for this machine steps the traces.
void restore(const Program &program, Arena &arena, const sim::State &state) {
  using ArenaFunction = void (*)(uint8_t *arena);
  using TraceFunction = void (*)(uint8_t *arena, int64_t offset, int64_t step);
  std::shared_ptr<LoadedCode> code;
  const auto stepTraces = [&](size_t projection, int64_t offset, int64_t step) {
    if (!code) {
      code = sharedCode(program, "");
      reinterpret_cast<ArenaFunction>(code->lookup("engram_prepare"))(arena.data());
    }
    const std::string name = "engram_traces_" + std::to_string(projection);
    reinterpret_cast<TraceFunction>(code->lookup(name))(arena.data(), offset, step);
  };
  NetworkState(program, arena, stepTraces).restore(state);
}

} // namespace

std::string emitLoops(const image::ImageT &image) {
  LoopModule module(makeProgram(image, kOneThread), "engram");
  std::string text;
  llvm::raw_string_ostream stream(text);
  module.loops->print(stream);
  return text + "\n";
}

std::string emitLlvm(const image::ImageT &image, const Machine &machine) {
  LoopModule module(makeProgram(image, kOneThread), "engram");
  module.lower();
  return llvmText(*module.loops, machine);
}

EmbeddedNetwork embed(const image::ImageT &image, const std::string &name, const Machine &machine,
                      const sim::State *state) {
  // The initial content is little-endian, and WebAssembly has no code with a word before it (ObjectCode.cpp).
  if (const llvm::Triple triple(machine.triple); !triple.isLittleEndian() || triple.isWasm())
    throw EmbedError("unsupported: networks are embedded for little-endian processors, not for '" + machine.triple +
                     "'");
  const bool holds = !state || holdsDelays(makeProgram(image, kOneThread), *state);
  const Program program = makeProgram(image, kOneThread, holds ? Delays::OfImage : Delays::Any);
  Arena arena(program, image, kOneThread);
  if (state)
    restore(program, arena, *state);
  const llvm::StringRef initial = initialContent(arena);
  EmbeddedNetwork result;
  result.header = embeddedHeader(image, program, arena, name, static_cast<int64_t>(initial.size()));
  const std::string prefix = name + "_code";
  LoopModule module(program, prefix);
  dropTraceFunctions(*module.loops, prefix);
  module.lower();
  addConstant(*module.loops, name + "_initial", initial);
  result.object = objectCode(*module.loops, machine);
  return result;
}

} // namespace engram::native
