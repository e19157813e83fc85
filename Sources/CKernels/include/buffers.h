// A pool of buffers, so that a training step asks the system for no memory once it has warmed up.
#ifndef CKERNELS_BUFFERS_H
#define CKERNELS_BUFFERS_H

#include <stddef.h>
#include <stdint.h>

/// A buffer of at least `count` floats on a boundary of 64 bytes, not initialised; its room is a multiple of 16 floats.
/// Taken from the thread's own pool when that has one of the size class, else from the system. Ends the process with a
/// message that names the size when the system has no memory.
float *kernel_buffer_take(size_t count);

/// Gives back a buffer that was taken for `count` floats, by this thread or another. What a thread keeps is bounded:
/// when it is full, larger buffers are freed in place of this one, and this one where there are none. When the thread
/// ends all are freed.
void kernel_buffer_give(float *buffer, size_t count);

/// How many buffers this thread has taken from the system, and not from its pool, since it started.
uint64_t kernel_buffer_fresh_count(void);

#endif
