// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Large pages where the system has them: they spare the walk through the page table that a random row would cost.

#include "backends/native/Pages.h"

#include <stdexcept>
#include <string>
#include <sys/mman.h>

namespace engram::native {

Pages::Pages(size_t bytes) : memory(nullptr, Unmap{bytes}) {
  void *begin = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (begin == MAP_FAILED)
    throw std::runtime_error("not enough memory: the network needs " + std::to_string(bytes) + " bytes");
  madvise(begin, bytes, MADV_HUGEPAGE);
  memory.reset(static_cast<uint8_t *>(begin));
}

void Pages::Unmap::operator()(uint8_t *begin) const { munmap(begin, bytes); }

} // namespace engram::native
