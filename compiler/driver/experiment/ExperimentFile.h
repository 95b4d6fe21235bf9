// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The description of an experiment: network, data set, encoder, read-out, schedule. File format: docs/formats.md,
// section "Experiment".

#ifndef ENGRAM_COMPILER_DRIVER_EXPERIMENT_EXPERIMENTFILE_H
#define ENGRAM_COMPILER_DRIVER_EXPERIMENT_EXPERIMENTFILE_H

#include "compiler/driver/dataset/Encoder.h"
#include "compiler/driver/experiment/Readout.h"

#include "llvm/Support/raw_ostream.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace engram::driver {

struct DataFiles {
  std::string trainImages, trainLabels, testImages, testLabels; ///< paths that can be opened from here
  std::string package;                                          ///< Debian package that brings them, or empty
  std::vector<std::string> classes;
};

enum class PhaseKind {
  Train,      ///< learning on, training images
  Label,      ///< learning off, training images; the read-out learns
  Test,       ///< learning off, test images
  Cosimulate, ///< learning on, training images, on two executors at once from the state reached
};

/// Accuracy on the way, on the first images of each set.
struct Evaluation {
  uint32_t every = 0; ///< training images
  uint32_t label = 0; ///< images
  uint32_t test = 0;  ///< images
};

struct Phase {
  PhaseKind kind = PhaseKind::Train;
  std::string location; ///< FILE: /json/pointer
  uint32_t from = 0;
  std::optional<uint32_t> count; ///< none: all that follow
  uint32_t epochs = 1;           ///< times over the images; Train only
  std::optional<Evaluation> evaluation;
  std::vector<std::string> executors;                        ///< Cosimulate only: two
  std::vector<std::pair<std::string, int32_t>> thirdFactors; ///< what modulators are told at the start
};

struct Baseline {
  uint32_t iterations = 0; ///< of k-means at most
  uint32_t seed = 1;
};

struct ExperimentFile {
  std::string path, name;
  std::string network;               ///< path that can be opened from here
  std::optional<std::string> target; ///< none: the default
  std::optional<uint32_t> cores;     ///< none: as few as possible
  std::string executor = "native";
  DataFiles data;
  std::string input; ///< population that gets the images
  EncoderOptions encoder;
  std::string population; ///< that is read out
  ReadoutKind readout = ReadoutKind::Label;
  bool settle = true; ///< before each image
  std::vector<Phase> phases;
  std::optional<Baseline> baseline;

  /// `FILE: /pointer`, for messages.
  std::string location(const std::string &pointer) const { return path + ": " + pointer; }
};

/// Reads and checks the file. Faults go to `messages`; nothing if there was one. `dataFolder` replaces the folder of
/// the data set. Throws UserError when the file cannot be read.
std::optional<ExperimentFile> readExperimentFile(const std::string &path, const std::optional<std::string> &dataFolder,
                                                 llvm::raw_ostream &messages);

} // namespace engram::driver

#endif
