// Convolution and pooling over images [channels×height×width]; zero padding.
#ifndef CKERNELS_CONVOLUTION_H
#define CKERNELS_CONVOLUTION_H

#include "products.h"
#include <stddef.h>
#include <stdint.h>

typedef struct {
  ptrdiff_t channels, height, width;        // of the input
  ptrdiff_t kernel_height, kernel_width;    // of the window
  ptrdiff_t stride, padding;
  ptrdiff_t out_height, out_width;          // (height + 2 padding − kernel_height) / stride + 1
} kernel_window;

// By columns, one image a call.

/// columns[(c·kh + i)·kw + j][out position] = the image's pixel under the window, 0 outside; row length
/// out_height·out_width.
void kernel_image_to_columns(kernel_window window, const float *image, float *columns);
/// image += what each column came from, in index order of columns.
void kernel_columns_to_image(kernel_window window, const float *columns, float *image);

// Directly, without columns, for `images` images in a row: the bits are those of columns and products, one image after
// the other, and it takes much less time.

/// out[filters×positions] of each image = activation(start + weights[filters×places] columns), start the filter's bias
/// where `bias` is not null, else 0.
void kernel_convolve(
  kernel_window window, ptrdiff_t images, ptrdiff_t filters, const float *image,
  const float *weights, const float *bias, kernel_activation activation, float *out);

/// d_weights += d_out columnsᵀ, image by image, position by position.
void kernel_convolve_weights_gradient(
  kernel_window window, ptrdiff_t images, ptrdiff_t filters, const float *image,
  const float *d_out, float *d_weights);

/// d_image += what weightsᵀ d_out has for each pixel, as `kernel_columns_to_image`.
void kernel_convolve_image_gradient(
  kernel_window window, ptrdiff_t images, ptrdiff_t filters, const float *weights,
  const float *d_out, float *d_image);

/// The maximum under each window, and where it is in the channel's plane (the first, row by row; the first NaN, where
/// there is one). Padding never counts; where there is nothing else, −∞ and −1.
void kernel_max_pool(kernel_window window, const float *image, float *out, int32_t *where);

#endif
