// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Everything of the neurocore dialect, for TableGen.

include "dialects/neurocore/NeurocoreCoreOps.td"
