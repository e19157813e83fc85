// The kernels in the instructions that every processor of its kind has (x86-64: SSE2; arm64: NEON).
#include "table.h"
#define LEVEL LEVEL_BASELINE
#define TABLE kernels_baseline
#include "vectors.h"

#pragma clang diagnostic ignored "-Wpsabi"  // vectors are never passed between files
#include "all.h"
