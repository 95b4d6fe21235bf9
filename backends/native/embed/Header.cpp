// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The header is tables of where things lie in the arena, then functions that are the same for every network. In the
// texts below `$` stands for the name.

#include "backends/native/embed/Header.h"

#include "backends/native/embed/Embed.h"

#include <cctype>
#include <map>

namespace engram::native {

namespace {

constexpr const char *kBegin =
    R"(/* A spiking network as code for one thread: see docs/howto/embed.md of Engram. Link it with the object file beside it.
 * It calls memcpy, memmove and memset, and what the compiler brings where a processor has no multiplication. C99, C++. */
#ifndef $_H
#define $_H

#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

)";

constexpr const char *kPopulationTable = R"(
/* Where things lie in the arena, in bytes; 0: there is no such thing. */
struct $_population_layout {
  int is_input;
  int64_t spikes, spike_count, u, v, theta, value;
};
static const struct $_population_layout $_population_layouts[] = {
)";

constexpr const char *kProjectionTable = R"(};

struct $_projection_layout {
  /* rows: 0 if every neuron of the source reaches every neuron of the target; neurons: 0 if they stand in the words */
  int64_t words, rows, neurons;
  int32_t word_bytes, index_shift, targets, rows_in_group, is_signed, unit;
};
static const struct $_projection_layout $_projection_layouts[] = {
)";

constexpr const char *kFunctions = R"(};

extern const uint8_t $_initial[];
void $_code_neurons(void *arena, int64_t part);
void $_code_synapses(void *arena, int64_t part);
void $_code_prepare(void *arena);
void $_code_settle(void *arena);

/* Makes `arena`, $_BYTES bytes at a multiple of 64, the network as it is in the object. The arena holds no
 * pointers: its bytes are the whole state, which may be copied, kept and taken back. */
static inline void $_init(void *arena) {
  memcpy(arena, $_initial, $_INITIAL_BYTES);
  memset((uint8_t *)arena + $_INITIAL_BYTES, 0, (size_t)($_BYTES - $_INITIAL_BYTES));
  $_code_prepare(arena);
}

/* A spike of an input population in the coming step. One that is given twice is one; ascending ones are taken fastest. */
static inline void $_spike(void *arena, int population, int32_t index) {
  int32_t *list = (int32_t *)((uint8_t *)arena + $_population_layouts[population].spikes);
  int32_t *count = (int32_t *)((uint8_t *)arena + $_population_layouts[population].spike_count);
  int32_t k = *count;
  while (k > 0 && list[k - 1] > index)
    --k;
  if (k > 0 && list[k - 1] == index)
    return;
  memmove(list + k + 1, list + k, (size_t)(*count - k) * sizeof *list);
  list[k] = index;
  ++*count;
}

/* What a modulator says from the coming step on, -128..127. */
static inline void $_modulate(void *arena, int population, int32_t index, int32_t value) {
  ((int32_t *)((uint8_t *)arena + $_population_layouts[population].value))[index] = value;
}

/* Runs one time step, learning included. The spikes of input populations are used up. */
static inline void $_step(void *arena) {
  int p;
  ++*(int64_t *)arena;
  $_code_neurons(arena, 0);
  $_code_synapses(arena, 0);
  for (p = 0; p < $_POPULATIONS; ++p)
    if ($_population_layouts[p].is_input)
      *(int32_t *)((uint8_t *)arena + $_population_layouts[p].spike_count) = 0;
}

/* The neurons that fired in the last step, ascending. They stand there until the next step. */
static inline int32_t $_spike_count(const void *arena, int population) {
  return *(const int32_t *)((const uint8_t *)arena + $_population_layouts[population].spike_count);
}
static inline const int32_t *$_spikes(const void *arena, int population) {
  return (const int32_t *)((const uint8_t *)arena + $_population_layouts[population].spikes);
}

/* The state of the neurons of a population, one number a neuron; only of populations that have neurons. */
static inline int32_t *$_u(void *arena, int population) {
  return (int32_t *)((uint8_t *)arena + $_population_layouts[population].u);
}
static inline int32_t *$_v(void *arena, int population) {
  return (int32_t *)((uint8_t *)arena + $_population_layouts[population].v);
}
static inline int32_t *$_theta(void *arena, int population) {
  return (int32_t *)((uint8_t *)arena + $_population_layouts[population].theta);
}

/* Between two independent presentations: forgets input on its way, potentials and traces. Weights stay. */
static inline void $_settle(void *arena) { $_code_settle(arena); }

/* While learning is off, weights and thresholds stay as they are. It is on at first. */
static inline void $_set_learning(void *arena, int on) { ((int64_t *)arena)[1] = on != 0; }

/* The weight of a synapse; 0 if there is none. */
static inline int32_t $_weight(const void *arena, int projection, int32_t pre, int32_t post) {
  const struct $_projection_layout *layout = &$_projection_layouts[projection];
  const uint8_t *words = (const uint8_t *)arena + layout->words;
  const int32_t *rows = (const int32_t *)((const uint8_t *)arena + layout->rows);
  const uint16_t *neurons = (const uint16_t *)((const uint8_t *)arena + layout->neurons);
  const int32_t group = layout->rows_in_group;
  int64_t k = layout->rows ? rows[pre] : ((int64_t)(pre / group) * layout->targets + post) * group + pre % group;
  uint64_t word = 0;
  if (layout->rows) {
    for (; k < rows[pre + 1]; ++k) {
      memcpy(&word, words + k * layout->word_bytes, (size_t)layout->word_bytes);
      if ((layout->neurons ? neurons[k] : word >> layout->index_shift) == (uint64_t)post)
        break;
    }
    if (k == rows[pre + 1])
      return 0;
  }
  memcpy(&word, words + k * layout->word_bytes, (size_t)layout->word_bytes);
  return (layout->is_signed ? (int8_t)word : (uint8_t)word) * layout->unit;
}

#ifdef __cplusplus
}
#endif

#endif
)";

std::string replaced(std::string text, const std::string &name) {
  for (size_t at = text.find('$'); at != std::string::npos; at = text.find('$', at + name.size()))
    text.replace(at, 1, name);
  return text;
}

bool isIdentifier(const std::string &name) {
  bool good = !name.empty() && !std::isdigit(static_cast<unsigned char>(name.front()));
  for (const char c : name)
    good &= c == '_' || std::isalnum(static_cast<unsigned char>(c));
  return good;
}

/// `#define PREFIXa 0`, `#define PREFIXb 1`, ... for populations or projections, which `what` names.
template <typename Named>
std::string defines(const std::vector<std::unique_ptr<Named>> &named, const std::string &prefix,
                    const std::string &what) {
  std::map<std::string, std::string> known;
  std::string text;
  for (size_t i = 0; i < named.size(); ++i) {
    std::string identifier = prefix + named[i]->name;
    for (char &c : identifier)
      c = std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    const auto [other, isNew] = known.insert({identifier, named[i]->name});
    if (!isNew)
      throw EmbedError(what + " '" + other->second + "' and '" + named[i]->name + "' would both be '" + identifier +
                       "' in C, rename one");
    text += "#define " + identifier + " " + std::to_string(i) + "\n";
  }
  return text;
}

std::string populationRows(const Program &program) {
  std::string text;
  for (const PopulationProgram &population : program.populations) {
    text += population.kind == image::PopulationKind::Input ? "    {1" : "    {0";
    for (const Array *array : {&population.spikes, &population.spikeCount, &population.u, &population.v,
                               &population.theta, &population.value})
      text += ", " + std::to_string(array->offset);
    text += "},\n";
  }
  return text;
}

std::string projectionRows(const Program &program, const Arena &arena) {
  std::string text;
  for (const ProjectionProgram &projection : program.projections) {
    const SynapseBlock &block = *arena.at<SynapseBlock>(projection.blocks);
    const int64_t unit = int64_t{1} << projection.lsb;
    text += "    {" + std::to_string(block.words) + ", " + std::to_string(block.rows) + ", " +
            std::to_string(block.neurons);
    for (const int64_t field : {int64_t{projection.word.bits / 8}, int64_t{projection.word.indexShift},
                                int64_t{program.populations[projection.target].size}, int64_t{projection.rowsInGroup},
                                int64_t{projection.sign == 1}, projection.sign == 3 ? -unit : unit})
      text += ", " + std::to_string(field);
    text += "},\n";
  }
  return text;
}

} // namespace

std::string embeddedHeader(const image::ImageT &image, const Program &program, const Arena &arena,
                           const std::string &name, int64_t initialBytes) {
  if (!isIdentifier(name))
    throw EmbedError("expected a name of letters, digits and '_' that begins with no digit, since all names in C "
                     "begin with it, but got '" +
                     name + "'");
  std::string text = kBegin;
  const auto define = [&text](const std::string &what, int64_t value) {
    text += "#define $_" + what + " " + std::to_string(value) + "\n";
  };
  define("BYTES", arena.bytes());
  define("INITIAL_BYTES", initialBytes);
  define("POPULATIONS", static_cast<int64_t>(program.populations.size()));
  define("PROJECTIONS", static_cast<int64_t>(program.projections.size()));
  text += "\n/* What the functions below call `population` and `projection`. */\n";
  text += defines(image.populations, name + "_population_", "populations");
  text += defines(image.projections, name + "_projection_", "projections");
  // A last row, since C has no empty arrays.
  text += kPopulationTable + populationRows(program) + "    {0, 0, 0, 0, 0, 0, 0},\n";
  text += kProjectionTable + projectionRows(program, arena) + "    {0, 0, 0, 0, 0, 0, 0, 0, 0},\n";
  return replaced(text + kFunctions, name);
}

} // namespace engram::native
