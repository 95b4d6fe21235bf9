#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Runs clang-tidy on the files named, else on the machine and its models. Needs a build: its commands and generated headers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

[ $# -gt 0 ] || mapfile -t files < <(git -c safe.directory='*' ls-files -- 'hw/*.cpp' 'sim/*.cpp')
printf '%s\0' "${files[@]:-$@}" | xargs -0 -n 1 -P "$(nproc)" clang-tidy-22 --quiet -p build
