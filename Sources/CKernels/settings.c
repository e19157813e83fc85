// What is watched.
#include "include/settings.h"

#include <stdatomic.h>

static atomic_bool traps_on_non_finite = false;

bool kernel_traps_on_non_finite(void) {
  return atomic_load_explicit(&traps_on_non_finite, memory_order_relaxed);
}

void kernel_set_traps_on_non_finite(bool traps) {
  atomic_store_explicit(&traps_on_non_finite, traps, memory_order_relaxed);
}
