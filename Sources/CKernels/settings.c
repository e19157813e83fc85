// What is watched, and how many processors there are.
#define _GNU_SOURCE  // for sched_getaffinity
#include "include/settings.h"

#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

static atomic_bool traps_on_non_finite = false;

bool kernel_traps_on_non_finite(void) {
  return atomic_load_explicit(&traps_on_non_finite, memory_order_relaxed);
}

void kernel_set_traps_on_non_finite(bool traps) {
  atomic_store_explicit(&traps_on_non_finite, traps, memory_order_relaxed);
}

int kernel_processor_count(void) {
  cpu_set_t processors;
  // Fails where there are more than the set has room for.
  if (sched_getaffinity(0, sizeof processors, &processors) == 0) return CPU_COUNT(&processors);
  const long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online < 1 ? 1 : (int)online;
}
