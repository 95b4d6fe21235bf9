// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writer of value change dumps (IEEE 1364-2005, clause 18).

#include "sim/systemc/Waveform.h"

#include <algorithm>
#include <tuple>

namespace engram::systemc {

namespace {

/// The identifier code of a signal: digits '!' to '~'.
std::string codeOf(uint32_t signal) {
  constexpr uint32_t kDigits = '~' - '!' + 1;
  std::string code;
  do {
    code += static_cast<char>('!' + signal % kDigits);
    signal /= kDigits;
  } while (signal != 0);
  return code;
}

/// A power of ten of femtoseconds as VCD says it: 1, 10 or 100 of a unit.
std::string timescale(uint64_t femtoseconds) {
  constexpr const char *kUnits[] = {"fs", "ps", "ns", "us", "ms", "s"};
  size_t unit = 0;
  while (femtoseconds >= 1000 && unit + 1 < std::size(kUnits)) {
    femtoseconds /= 1000;
    ++unit;
  }
  return std::to_string(femtoseconds) + " " + kUnits[unit];
}

} // namespace

Waveform::Waveform(const std::string &path, const Clock &clock) : file(path), clock(clock) {}

Waveform::~Waveform() {
  try {
    flush();
    file.commit();
  } catch (const file::FileError &) {
    // A destructor tells nobody; what could not be written is not there.
  }
}

uint32_t Waveform::addSignal(const std::string &name, uint32_t bits) {
  signals.push_back({name, bits, 0, false});
  return static_cast<uint32_t>(signals.size() - 1);
}

void Waveform::change(uint32_t signal, uint64_t tick, uint32_t value) { changes.push_back({tick, signal, value}); }

void Waveform::busy(uint32_t signal, uint64_t from, uint64_t to) {
  if (from == to)
    return;
  Signal &state = signals[signal];
  if (!state.open || state.busyUntil != from) {
    if (state.open)
      change(signal, state.busyUntil, 0);
    change(signal, from, 1);
  }
  state.open = true;
  state.busyUntil = to;
}

void Waveform::writeHeader() {
  std::ostream &out = file.stream();
  out << "$version engram systemc $end\n$timescale " << timescale(clock.resolutionFemtoseconds()) << " $end\n";
  out << "$scope module chip $end\n";
  std::string scope;
  const auto enter = [&](const std::string &next) {
    if (next == scope)
      return;
    if (!scope.empty())
      out << "$upscope $end\n";
    if (!next.empty())
      out << "$scope module " << next << " $end\n";
    scope = next;
  };
  for (uint32_t s = 0; s < signals.size(); ++s) {
    const size_t dot = signals[s].name.find('.');
    enter(dot == std::string::npos ? "" : signals[s].name.substr(0, dot));
    out << "$var wire " << signals[s].bits << " " << codeOf(s) << " "
        << (dot == std::string::npos ? signals[s].name : signals[s].name.substr(dot + 1)) << " $end\n";
  }
  enter("");
  out << "$upscope $end\n$enddefinitions $end\n#0\n";
  for (uint32_t s = 0; s < signals.size(); ++s)
    writeChange(s, 0);
  started = true;
}

void Waveform::writeChange(uint32_t signal, uint32_t value) {
  std::ostream &out = file.stream();
  if (signals[signal].bits == 1) {
    out << value << codeOf(signal) << "\n";
    return;
  }
  std::string digits;
  for (uint32_t bit = signals[signal].bits; bit-- > 0;)
    digits += (value >> bit) & 1 ? '1' : '0';
  out << "b" << digits << " " << codeOf(signal) << "\n";
}

void Waveform::flush() {
  if (!started)
    writeHeader();
  for (uint32_t s = 0; s < signals.size(); ++s)
    if (signals[s].open) {
      change(s, signals[s].busyUntil, 0);
      signals[s].open = false;
    }
  std::stable_sort(changes.begin(), changes.end(), [](const Change &a, const Change &b) {
    return std::tie(a.tick, a.signal) < std::tie(b.tick, b.signal);
  });
  for (const Change &c : changes) {
    if (c.tick != lastTick)
      file.stream() << "#" << c.tick * clock.units() << "\n";
    lastTick = c.tick;
    writeChange(c.signal, c.value);
  }
  changes.clear();
}

} // namespace engram::systemc
