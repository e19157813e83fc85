// A pool of buffers for each thread.
//
// Sizes grow by quarters of a power of two, so that a buffer is at most a quarter larger than what was asked for. Each
// size class is a list of the buffers given back, linked through their own first bytes.
#include "include/buffers.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum {
  unit_bytes = 64,
  class_count = 4 * 48,
};

/// What a thread keeps, at most.
static const size_t kept_bytes_limit = (size_t)256 << 20;

/// What asks for more than this has miscounted.
static const size_t units_limit = (size_t)1 << 40;

struct kept {
  struct kept *next;
  size_t bytes;
};

struct pool {
  struct kept *lists[class_count];
  size_t bytes;        // in the lists
  uint64_t fresh;      // buffers taken from the system so far
  bool has_destructor;
  bool is_closed;      // the thread is ending: nothing is kept any more
};

static _Thread_local struct pool pool;

struct size_class {
  int index;
  size_t bytes;
};

/// The smallest size class that has room for `count` floats.
static struct size_class class_for(size_t count) {
  size_t units = count / 16 + (count % 16 != 0);
  if (units <= 4) {
    units += units == 0;
    return (struct size_class){(int)units - 1, units * unit_bytes};
  }
  if (units > units_limit) return (struct size_class){-1, 0};
  // 4 · 2^shift < units ≤ 8 · 2^shift; rounded up to a multiple of 2^shift.
  int shift = 61 - __builtin_clzll(units - 1);
  size_t quarters = ((units - 1) >> shift) + 1;
  return (struct size_class){4 * shift + (int)quarters - 1, (quarters << shift) * unit_bytes};
}

/// Frees kept buffers, the largest first, of the classes from `lowest` on, until at most `limit` bytes are kept.
static void shrink(struct pool *shrunk, int lowest, size_t limit) {
  for (int i = class_count - 1; i >= lowest; i--) {
    while (shrunk->lists[i] != NULL && shrunk->bytes > limit) {
      struct kept *first = shrunk->lists[i];
      shrunk->lists[i] = first->next;
      shrunk->bytes -= first->bytes;
      free(first);
    }
  }
}

static pthread_key_t thread_end;
static pthread_once_t thread_end_once = PTHREAD_ONCE_INIT;

static void close_pool(void *closed) {
  ((struct pool *)closed)->is_closed = true;
  shrink(closed, 0, 0);
}

static void make_thread_end(void) {
  if (pthread_key_create(&thread_end, close_pool) != 0) {
    fputs("CKernels: no thread-specific key is left for the pool of buffers\n", stderr);
    abort();
  }
}

static void close_at_thread_end(struct pool *mine) {
  pthread_once(&thread_end_once, make_thread_end);
  mine->has_destructor = pthread_setspecific(thread_end, mine) == 0;
}

float *kernel_buffer_take(size_t count) {
  struct pool *mine = &pool;
  struct size_class class = class_for(count);
  if (class.index >= 0 && mine->lists[class.index] != NULL) {
    struct kept *first = mine->lists[class.index];
    mine->lists[class.index] = first->next;
    mine->bytes -= class.bytes;
    return (float *)first;
  }
  void *buffer = NULL;
  if (class.index < 0 || posix_memalign(&buffer, unit_bytes, class.bytes) != 0) {
    fprintf(stderr, "CKernels: there is no memory for a buffer of %zu floats\n", count);
    abort();
  }
  mine->fresh++;
  return buffer;
}

void kernel_buffer_give(float *buffer, size_t count) {
  if (buffer == NULL) return;
  struct pool *mine = &pool;
  struct size_class class = class_for(count);
  if (!mine->has_destructor && !mine->is_closed) close_at_thread_end(mine);
  if (mine->is_closed || !mine->has_destructor || class.bytes > kept_bytes_limit) {
    free(buffer);
    return;
  }
  // Full: larger buffers make room, smaller ones stay. They are cheap to keep, and a step takes many of them.
  const size_t limit = kept_bytes_limit - class.bytes;
  if (mine->bytes > limit) shrink(mine, class.index + 1, limit);
  if (mine->bytes > limit) {
    free(buffer);
    return;
  }
  struct kept *first = (struct kept *)buffer;
  *first = (struct kept){.next = mine->lists[class.index], .bytes = class.bytes};
  mine->lists[class.index] = first;
  mine->bytes += class.bytes;
}

uint64_t kernel_buffer_fresh_count(void) { return pool.fresh; }
