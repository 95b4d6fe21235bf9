#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Installs the simulators that tests/benchmarks/peers compares Engram with, from their PyPI wheels, each into a virtual
# environment of its own: scripts/peers.sh [FOLDER], else build/peers. What is there already is left as it is.
set -euo pipefail
folder=$(realpath -m "${1:-$(dirname "${BASH_SOURCE[0]}")/../build/peers}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

python=/usr/bin/python3
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
  echo "error: $python makes no virtual environments: apt-get install python3-venv" >&2
  exit 1
fi
if ! [ -f "$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h" ]; then
  echo "warning: brian2-loihi compiles Python extensions as it runs: apt-get install python3-dev" >&2
fi

status=0
for requirements in tests/benchmarks/peers/requirements-*.txt; do
  name=$(basename "$requirements" .txt)
  name=${name#requirements-}
  environment=$folder/$name
  if cmp -s "$requirements" "$environment/requirements.txt"; then
    echo "$name: is there"
    continue
  fi
  rm -rf "$environment"
  "$python" -m venv "$environment"
  # The lists are complete, so that pip has nothing to resolve. Lava says it needs Python 3.10, and runs on 3.11.
  if "$environment/bin/pip" install --no-deps --only-binary :all: --ignore-requires-python -r "$requirements" >"$environment/log" 2>&1; then
    cp "$requirements" "$environment/requirements.txt"
    echo "$name: installed"
  else
    sed "s/^/$name: /" "$environment/log" | grep -i error >&2 || true
    echo "error: $name cannot be had here; $environment/log says why" >&2
    status=1
  fi
done
exit $status
