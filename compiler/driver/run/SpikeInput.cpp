// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Readers of spike files. Every number is checked against the network before anything runs.

#include "compiler/driver/run/SpikeInput.h"

#include "compiler/driver/UserError.h"
#include "compiler/driver/run/Names.h"
#include "compiler/frontend/npy/Npy.h"
#include "hw/file/File.h"
#include "hw/spec/Trace.h"

#include <algorithm>
#include <charconv>

namespace engram::driver {

namespace {

constexpr std::string_view kHeader = "step,population,index";
constexpr std::string_view kHeaderWithPayload = "step,population,index,payload";

/// One line of a CSV file, read field by field; knows where it stands.
class CsvLine {
public:
  CsvLine(std::string_view text, const std::string &file, uint64_t line) : text(text), file(file), line(line) {}

  /// The next field without blanks around it; empty at the end of the line.
  std::string_view next() {
    begin = end;
    if (begin < text.size() && text[begin] == ',')
      ++begin;
    end = std::min(text.find(',', begin), text.size());
    std::string_view field = text.substr(begin, end - begin);
    const size_t blanks = std::min(field.find_first_not_of(" \t"), field.size());
    begin += blanks;
    field.remove_prefix(blanks);
    return field.substr(0, field.find_last_not_of(" \t") + 1);
  }

  int64_t number(const std::string &what, int64_t low, int64_t high) {
    const std::string_view field = next();
    int64_t value = 0;
    const auto [stop, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || stop != field.data() + field.size() || value < low || value > high)
      fail("expected " + what + " from " + std::to_string(low) + " to " + std::to_string(high) + " but got '" +
           std::string(field) + "'");
    return value;
  }

  bool atEnd() const { return end == text.size(); }

  /// Throws for the field that was read last.
  [[noreturn]] void fail(const std::string &message) const {
    throw UserError(file + ":" + std::to_string(line) + ":" + std::to_string(begin + 1), message);
  }

private:
  std::string_view text;
  const std::string &file;
  uint64_t line;
  size_t begin = 0, end = 0;
};

uint32_t readPopulation(CsvLine &line, const image::ImageT &image) {
  const std::string name(line.next());
  const std::optional<uint32_t> index = findByName(image.populations, name);
  if (!index)
    line.fail("unknown population '" + name + "'" + suggestName(image.populations, name));
  if (image.populations[*index]->kind == image::PopulationKind::Lif)
    line.fail("population '" + name + "' computes its own spikes, expected an input or a modulator");
  return *index;
}

TimedSpike readSpike(CsvLine &line, bool hasPayload, const image::ImageT &image) {
  TimedSpike timed;
  timed.step = static_cast<uint64_t>(line.number("a step", 1, UINT32_MAX));
  timed.spike.population = readPopulation(line, image);
  const image::PopulationT &population = *image.populations[timed.spike.population];
  const bool speaks = population.kind == image::PopulationKind::Modulator;
  timed.spike.index = static_cast<uint32_t>(line.number("an index", 0, int64_t{population.size} - 1));
  if (hasPayload && speaks)
    timed.spike.payload = static_cast<int32_t>(line.number("a payload", spec::kThirdFactorMin, spec::kThirdFactorMax));
  else if (hasPayload)
    line.number("the payload of a spike", 1, 1);
  else if (speaks)
    line.fail("modulator '" + population.name + "' needs a payload: give the file the header '" +
              std::string(kHeaderWithPayload) + "'");
  if (!line.atEnd()) {
    line.next();
    line.fail("expected the end of the line");
  }
  return timed;
}

} // namespace

std::vector<TimedSpike> parseSpikeCsv(std::string_view text, const std::string &file, const image::ImageT &image) {
  std::vector<TimedSpike> spikes;
  bool hasPayload = false;
  uint64_t number = 0;
  for (size_t begin = 0; begin < text.size() || number == 0;) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view content = text.substr(begin, end - begin);
    if (!content.empty() && content.back() == '\r')
      content.remove_suffix(1);
    begin = end + 1;
    CsvLine line(content, file, ++number);
    if (number == 1) {
      hasPayload = content == kHeaderWithPayload;
      if (!hasPayload && content != kHeader)
        line.fail("expected the header '" + std::string(kHeader) + "' or '" + std::string(kHeaderWithPayload) + "'");
    } else if (!content.empty()) {
      spikes.push_back(readSpike(line, hasPayload, image));
    }
  }
  return spikes;
}

std::vector<TimedSpike> readSpikeNpy(const std::string &path, const std::string &name, const image::ImageT &image) {
  const std::optional<uint32_t> index = findByName(image.populations, name);
  if (!index || image.populations[*index]->kind == image::PopulationKind::Lif)
    throw UserError("--input " + name + "=" + path,
                    "expected the name of an input or a modulator" + suggestName(image.populations, name));
  const image::PopulationT &population = *image.populations[*index];
  npy::Array array;
  try {
    array = npy::readFile(path);
  } catch (const npy::NpyError &error) {
    throw UserError(path, error.what());
  }
  if (array.shape.size() != 2 || array.shape[1] != population.size)
    throw UserError(path, "expected an array of steps x " + std::to_string(population.size) + " for population '" +
                              name + "' but got one of " + std::to_string(array.shape[0]) +
                              (array.shape.size() == 2 ? " x " + std::to_string(array.shape[1]) : ""));
  const bool speaks = population.kind == image::PopulationKind::Modulator;
  const double low = speaks ? spec::kThirdFactorMin : 0, high = speaks ? spec::kThirdFactorMax : 1;
  std::vector<TimedSpike> spikes;
  for (size_t i = 0; i < array.values.size(); ++i) {
    const double value = array.values[i];
    if (!(value >= low && value <= high) || value != static_cast<int32_t>(value))
      throw UserError(path, "expected integers from " + std::to_string(int(low)) + " to " + std::to_string(int(high)) +
                                " but step " + std::to_string(i / population.size + 1) + ", neuron " +
                                std::to_string(i % population.size) + " is " + std::to_string(value));
    if (speaks || value != 0)
      spikes.push_back(
          {i / population.size + 1, {*index, static_cast<uint32_t>(i % population.size), static_cast<int32_t>(value)}});
  }
  return spikes;
}

void SpikeInput::add(const std::string &argument, const image::ImageT &image) {
  const size_t equals = argument.find('=');
  const std::vector<TimedSpike> more =
      equals == std::string::npos ? parseSpikeCsv(file::readFile(argument), argument, image)
                                  : readSpikeNpy(argument.substr(equals + 1), argument.substr(0, equals), image);
  read.insert(read.end(), more.begin(), more.end());
}

void SpikeInput::sort() {
  std::stable_sort(read.begin(), read.end(), [](const TimedSpike &a, const TimedSpike &b) { return a.step < b.step; });
  for (const TimedSpike &timed : read) {
    if (steps.empty() || steps.back() != timed.step) {
      steps.push_back(timed.step);
      stepBegins.push_back(spikes.size());
    }
    spikes.push_back(timed.spike);
  }
  stepBegins.push_back(spikes.size());
  read = {};
}

SpikeRange SpikeInput::at(uint64_t step) const {
  const auto found = std::lower_bound(steps.begin(), steps.end(), step);
  if (found == steps.end() || *found != step)
    return {};
  const auto place = static_cast<size_t>(found - steps.begin());
  return {spikes.data() + stepBegins[place], spikes.data() + stepBegins[place + 1]};
}

} // namespace engram::driver
