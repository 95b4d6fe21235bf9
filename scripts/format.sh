#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Lays out every C++ file of ours; with --check it changes nothing and fails if a file would change.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mode=(-i)
[ "${1:-}" != --check ] || mode=(--dry-run -Werror)
git -c safe.directory='*' ls-files -z -- '*.h' '*.cpp' | xargs -0 -r clang-format-22 "${mode[@]}"
