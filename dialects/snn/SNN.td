// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Everything of the snn dialect, for TableGen.

include "dialects/snn/SNNOps.td"
