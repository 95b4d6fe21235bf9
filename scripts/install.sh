#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Installs the Debian 12 packages that Engram needs and that this machine lacks, as root or through sudo.
# Does nothing, and needs no network, when all are there.
set -euo pipefail

packages=(
  # the compiler and what drives it
  g++                    # 12.2, the compiler that CI uses
  cmake                  # 3.25: presets
  ninja-build            # runs the build
  pkg-config             # finds SystemC, which brings no CMake package
  ccache                 # a second build, in any folder, takes seconds
  lld-22                 # links in a tenth of the time of GNU ld
  git                    # the tests of the repository ask which files are ours
  # compiler infrastructure
  libmlir-22-dev         # MLIR, shared library and headers
  mlir-22-tools          # mlir-tblgen
  llvm-22-dev            # LLVM, which MLIR stands on
  llvm-22-tools          # lit, FileCheck, not
  # libraries
  libsystemc-dev         # 2.3.4: the timed model of the chip
  libflatbuffers-dev     # the chip image
  flatbuffers-compiler   # flatc: from the schema to C++
  nlohmann-json3-dev     # network descriptions, targets, reports
  libcli11-dev           # the command line
  libpng-dev             # pictures
  zlib1g-dev             # gzip: the data set comes compressed
  libxxhash-dev          # the checksum of the chip image
  # tests, measurements, tidiness
  libgtest-dev           # unit tests
  libgmock-dev           # their matchers
  libbenchmark-dev       # benchmarks
  python3-pytest         # tests of the repository and of the commands
  clang-22               # the second compiler
  libclang-rt-22-dev     # its sanitizers
  clang-format-22        # layout
  clang-tidy-22          # lint
  # data
  dataset-fashion-mnist  # 70,000 images of clothes, for the main example
)

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "error: these packages are missing, and without sudo only root can install them:" >&2
    echo "apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  root=(sudo)
fi

echo "installing ${#missing[@]} of ${#packages[@]} packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { "${root[@]}" apt-get update -qq &&
       "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
  cat "$log" >&2
  echo "error: the packages could not be installed; LLVM 22 comes from Debian 12's bookworm-security suite" >&2
  exit 1
fi
