// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The registry of executors: one line each.

#include "backends/Executor.h"
#include "backends/native/NativeExecutor.h"
#include "backends/reference/ReferenceExecutor.h"
#include "backends/systemc/SystemcExecutor.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace engram {

namespace {

struct Entry {
  std::string name;
  bool threads;
  std::function<std::unique_ptr<Executor>(ImagePtr, const ExecutorOptions &)> create;
};

const std::vector<Entry> &entries() {
  static const std::vector<Entry> all{
      {"native", true,
       [](ImagePtr image, const ExecutorOptions &options) { return createNativeExecutor(std::move(image), options); }},
      {"reference", false,
       [](ImagePtr image, const ExecutorOptions &) { return createReferenceExecutor(std::move(image)); }},
      {"systemc", false,
       [](ImagePtr image, const ExecutorOptions &options) { return createSystemcExecutor(std::move(image), options); }},
  };
  return all;
}

} // namespace

std::vector<std::string> executorNames() {
  std::vector<std::string> names;
  for (const Entry &entry : entries())
    names.push_back(entry.name);
  return names;
}

bool hasThreads(const std::string &executor) {
  return std::any_of(entries().begin(), entries().end(),
                     [&](const Entry &entry) { return entry.name == executor && entry.threads; });
}

std::unique_ptr<Executor> createExecutor(const std::string &name, ImagePtr image, const ExecutorOptions &options) {
  for (const Entry &entry : entries())
    if (entry.name == name)
      return entry.create(std::move(image), options);
  std::string known;
  for (const Entry &entry : entries())
    known += (known.empty() ? "'" : ", '") + entry.name + "'";
  throw std::invalid_argument("expected an executor, one of " + known + ", but got '" + name + "'");
}

} // namespace engram
