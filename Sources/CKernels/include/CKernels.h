// The numeric inner loops of tensors, in C.
//
// Goals, in order of priority: the same bits on every machine, at every instruction level and with any number of
// threads; speed; brevity.
//
// The arithmetic is fixed, not the instruction set: fused multiply-adds are written out, nothing else is ever
// contracted, every output of a product is accumulated in index order, and reductions go through one fixed tree.
// Matrices are row-major; `lda`, `ldb`, `ldc` count the floats from one row to the next. Outputs never overlap inputs
// unless it is said; counts of zero do nothing. No function locks or fails; some take room from
// the pool of buffers.h.

#ifndef CKERNELS_H
#define CKERNELS_H

#include "buffers.h"
#include "categorical.h"
#include "convolution.h"
#include "elementwise.h"
#include "optimizers.h"
#include "products.h"
#include "recurrent.h"
#include "reductions.h"
#include "sequences.h"
#include "settings.h"
#include "sparse.h"

#endif
