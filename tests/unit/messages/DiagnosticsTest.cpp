// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How diagnostics look: every kind of location, severities, notes.

#include "compiler/driver/Diagnostics.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Location.h"
#include "mlir/IR/MLIRContext.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace mlir;
using engram::driver::DiagnosticPrinter;
using testing::ElementsAre;

namespace {

class DiagnosticsTest : public testing::Test {
protected:
  std::string printed(Location location) {
    text.clear();
    emitError(location) << "it is wrong";
    return text;
  }

  Location line() { return FileLineColLoc::get(&context, "net.mlir", 3, 5); }
  Location pointer() {
    return NameLoc::get(StringAttr::get(&context, "/rules/0/dw"), FileLineColLoc::get(&context, "net.json", 0, 0));
  }

  MLIRContext context{MLIRContext::Threading::DISABLED};
  std::string text;
  llvm::raw_string_ostream stream{text};
  DiagnosticPrinter printer{context, "input.json", stream};
};

TEST_F(DiagnosticsTest, ShowsEveryKindOfLocation) {
  const StringAttr name = StringAttr::get(&context, "inlined");
  EXPECT_EQ(printed(line()), "net.mlir:3:5: error: it is wrong\n");
  EXPECT_EQ(printed(pointer()), "net.json: /rules/0/dw: error: it is wrong\n");
  EXPECT_EQ(printed(FileLineColLoc::get(&context, "net.nir", 0, 0)), "net.nir: error: it is wrong\n");
  EXPECT_EQ(printed(NameLoc::get(name, line())), "net.mlir:3:5: error: it is wrong\n");
  EXPECT_EQ(printed(FusedLoc::get(&context, {UnknownLoc::get(&context), pointer(), line()})),
            "net.json: /rules/0/dw: error: it is wrong\n");
  EXPECT_EQ(printed(CallSiteLoc::get(line(), pointer())), "net.mlir:3:5: error: it is wrong\n");
  EXPECT_EQ(printed(UnknownLoc::get(&context)), "input.json: error: it is wrong\n");
  EXPECT_EQ(printer.errors(), 7u);
}

TEST_F(DiagnosticsTest, ShowsSeveritiesAndKeepsWarnings) {
  emitWarning(line()) << "odd";
  emitRemark(pointer()) << "done";
  EXPECT_EQ(text, "net.mlir:3:5: warning: odd\nnet.json: /rules/0/dw: remark: done\n");
  EXPECT_THAT(printer.warnings(), ElementsAre("net.mlir:3:5: warning: odd"));
  EXPECT_EQ(printer.errors(), 0u);
}

TEST_F(DiagnosticsTest, PutsNotesBehind) {
  {
    InFlightDiagnostic error = emitError(pointer()) << "it does not fit";
    error.attachNote(line()) << "because of this";
    error.attachNote() << "and so";
  }
  EXPECT_EQ(text, "net.json: /rules/0/dw: error: it does not fit\nnet.mlir:3:5: note: because of this\n"
                  "net.json: /rules/0/dw: note: and so\n");
}

} // namespace
