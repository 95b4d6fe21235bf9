// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The queue in front of a unit. It is as long as it must be: the model has no back pressure.

#ifndef ENGRAM_SIM_SYSTEMC_FIFO_H
#define ENGRAM_SIM_SYSTEMC_FIFO_H

#include <cstddef>
#include <utility>
#include <vector>

namespace engram::systemc {

/// First in, first out, in contiguous memory that is kept from step to step.
template <typename T> class Fifo {
public:
  bool empty() const { return head == items.size(); }
  size_t size() const { return items.size() - head; }
  const T &front() const { return items[head]; }
  void push(const T &item) { items.push_back(item); }

  /// Puts `item` before those at the end for which `comesBefore(item, other)`.
  template <typename Order> void insert(const T &item, Order comesBefore) {
    items.push_back(item);
    for (size_t i = items.size() - 1; i > head && comesBefore(items[i], items[i - 1]); --i)
      std::swap(items[i], items[i - 1]);
  }

  T pop() {
    const T item = items[head++];
    if (empty()) {
      items.clear();
      head = 0;
    }
    return item;
  }

private:
  std::vector<T> items;
  size_t head = 0;
};

} // namespace engram::systemc

#endif
