// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command `engram`.

#include "compiler/driver/Driver.h"

int main(int argc, char **argv) { return engram::driver::runDriver(argc, argv); }
