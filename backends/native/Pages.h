// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory straight from the operating system.

#ifndef ENGRAM_BACKENDS_NATIVE_PAGES_H
#define ENGRAM_BACKENDS_NATIVE_PAGES_H

#include <cstddef>
#include <cstdint>
#include <memory>

namespace engram::native {

/// Zeros, at the begin of a page, given back on destruction. What is never touched costs nothing.
class Pages {
public:
  /// Throws std::runtime_error if there is not enough memory.
  explicit Pages(size_t bytes);

  uint8_t *begin() const { return memory.get(); }
  size_t bytes() const { return memory.get_deleter().bytes; }

private:
  struct Unmap {
    size_t bytes = 0;
    void operator()(uint8_t *begin) const;
  };

  std::unique_ptr<uint8_t, Unmap> memory;
};

} // namespace engram::native

#endif
