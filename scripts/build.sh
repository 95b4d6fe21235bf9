#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Configures and builds: scripts/build.sh [PRESET] [ARGUMENT OF NINJA]... The preset is `ci` (folder build/) unless another
# is named; CMakePresets.json lists them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=${1:-ci}
cmake --preset "$preset" --log-level=WARNING >/dev/null
cmake --build --preset "$preset" -- "${@:2}"
