#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Installs what is missing, builds, and runs the main job at demo size: a network of 100 neurons learns images of clothes
# without labels, then learns a few more on the simulated chip. Argument: the folder of the results, else build/demo.
set -euo pipefail
out=$(realpath -m "${1:-$(dirname "${BASH_SOURCE[0]}")/../build/demo}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install.sh
scripts/build.sh ci engram
build/bin/engram experiment examples/fashion-mnist/demo.json --report "$out"

echo
echo "What it learned, as pictures and numbers, is in $out:"
find "$out" -maxdepth 1 -type f \( -name '*.png' -o -name '*.json' \) | sort | sed 's/^/  /'
echo
echo "The full job trains on all 60,000 images and tests on all 10,000:"
echo "  build/bin/engram experiment examples/fashion-mnist/full.json --report build/full"
