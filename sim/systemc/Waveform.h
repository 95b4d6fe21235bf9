// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The waveform of a run (VCD): when each unit was busy, and the phase of the step. Not SystemC's own tracer, because
// that samples at events, which idle units and the ends of arithmetic walks do not have, and stamps the date into the
// file.

#ifndef ENGRAM_SIM_SYSTEMC_WAVEFORM_H
#define ENGRAM_SIM_SYSTEMC_WAVEFORM_H

#include "hw/file/File.h"
#include "sim/systemc/Clock.h"

#include <cstdint>
#include <string>
#include <vector>

namespace engram::systemc {

class Waveform {
public:
  /// Opens a temporary file beside `path`; throws file::FileError.
  Waveform(const std::string &path, const Clock &clock);

  /// Writes what is left and gives the file its name.
  ~Waveform();
  Waveform(const Waveform &) = delete;
  Waveform &operator=(const Waveform &) = delete;

  /// Declares a signal "scope.name", 0 at first, before anything is written. Signals of a scope stand together.
  uint32_t addSignal(const std::string &name, uint32_t bits);

  /// The signal is 1 in [from, to). Intervals of a signal come in order; those that touch become one.
  void busy(uint32_t signal, uint64_t from, uint64_t to);

  /// The signal takes `value` at `tick`.
  void change(uint32_t signal, uint64_t tick, uint32_t value);

  /// Writes all changes so far; later ones are not earlier. Throws std::runtime_error if the disk is full.
  void flush();

private:
  struct Signal {
    std::string name;
    uint32_t bits;
    uint64_t busyUntil; ///< end of the last interval, not yet in `changes`
    bool open;          ///< whether there is such an end
  };
  struct Change {
    uint64_t tick;
    uint32_t signal;
    uint32_t value;
  };

  void writeHeader();
  void writeChange(uint32_t signal, uint32_t value);

  file::AtomicFile file;
  Clock clock;
  std::vector<Signal> signals;
  std::vector<Change> changes;
  bool started = false;
  uint64_t lastTick = 0;
};

} // namespace engram::systemc

#endif
