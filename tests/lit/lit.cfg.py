# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Tests of the text that Engram's programs read and write.

import os

import lit.formats

config.name = "engram"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.environment["PATH"] = os.pathsep.join(
    [config.engram_tools_dir, config.llvm_tools_dir, config.environment.get("PATH", "")]
)
