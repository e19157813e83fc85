// Which instructions the kernels use, on how many processors, and what is watched.
#ifndef CKERNELS_SETTINGS_H
#define CKERNELS_SETTINGS_H

#include <stdbool.h>

/// Instruction levels, in growing order. The bits of every result are the same at each, but for which NaN comes out of
/// products.h, sparse.h and convolution.h.
typedef enum {
  kernel_level_baseline = 0,
  kernel_level_avx2 = 1,
  kernel_level_avx512 = 2,
} kernel_level;

/// The highest level that this processor has.
kernel_level kernel_level_supported(void);

/// The level in use: the highest supported, unless ROLLOUT_INSTRUCTION_LEVEL (baseline, avx2, avx512) says lower, or
/// `kernel_level_force` was called. A process with another name there, or with a level that this processor lacks, is
/// ended at its start with a message.
kernel_level kernel_level_in_use(void);

/// Uses a level from now on, in all threads. Returns whether this processor has it; if not, nothing changes.
bool kernel_level_force(kernel_level level);

/// How many processors the calling thread may use.
int kernel_processor_count(void);

/// Whether operations on tensors look for numbers that are not finite.
bool kernel_traps_on_non_finite(void);
void kernel_set_traps_on_non_finite(bool traps);

#endif
