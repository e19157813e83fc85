// Every kernel, for the level whose file includes this; then its table, TABLE.

#include "functions.h"

#include "../lanes.inc"
#include "../transpose.inc"

#include "../products.inc"
#include "../sparse.inc"
#include "../padding.inc"
#include "../convolution.inc"
#include "../pooling.inc"
#include "../elementwise.inc"
#include "../reductions.inc"
#include "../optimizers.inc"
#include "../recurrent.inc"
#include "../categorical.inc"
#include "../sequences.inc"

#define KERNEL_ENTRY(result, name, parameters, arguments) .name = level_##name,
const struct kernel_table TABLE = {EACH_KERNEL(KERNEL_ENTRY)};
#undef KERNEL_ENTRY
