// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The snn dialect in C++: include this to use its operations and attributes.

#ifndef ENGRAM_DIALECTS_SNN_SNN_H
#define ENGRAM_DIALECTS_SNN_SNN_H

#include "dialects/neurocore/Neurocore.h"
#include "dialects/snn/Quantity.h"

#include "dialects/snn/SNNDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/snn/SNNAttributes.h.inc"

#define GET_OP_CLASSES
#include "dialects/snn/SNNOps.h.inc"

#endif
