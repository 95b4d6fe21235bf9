/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A device with a touch sensor of 4 x 4 fields. Its network has never seen what people do with it: in use it learns to
 * tell four strokes apart, one cell for each. */
#include "touch.h"

#include <stdio.h>

enum { kStrokes = 4, kSteps = 24, kLessons = 60 };

static _Alignas(64) unsigned char arena[touch_BYTES];

/* The fields of a stroke: the rows of the sensor. They are touched one after the other. */
static int field(int stroke, int step) { return stroke * 4 + step % 4; }

/* Shows a stroke to the network; the cell that answered most, or -1. */
static int answer(int stroke) {
  int counts[4] = {0, 0, 0, 0}, most = -1, cell, step, k;
  touch_settle(arena);
  for (step = 0; step < kSteps; ++step) {
    touch_spike(arena, touch_population_sensor, field(stroke, step));
    touch_step(arena);
    for (k = 0; k < touch_spike_count(arena, touch_population_cells); ++k)
      ++counts[touch_spikes(arena, touch_population_cells)[k]];
  }
  for (cell = 0; cell < 4; ++cell)
    if (counts[cell] > 0 && (most < 0 || counts[cell] > counts[most]))
      most = cell;
  return most;
}

static void print_answers(const char *when) {
  int stroke;
  touch_set_learning(arena, 0);
  printf("%s:", when);
  for (stroke = 0; stroke < kStrokes; ++stroke)
    printf("  stroke %d -> cell %d", stroke, answer(stroke));
  printf("\n");
  touch_set_learning(arena, 1);
}

int main(void) {
  int lesson;
  touch_init(arena);
  print_answers("before");
  for (lesson = 0; lesson < kLessons; ++lesson)
    answer(lesson % kStrokes);
  print_answers("after ");
  printf("%d bytes of memory\n", (int)sizeof arena);
  return 0;
}
