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

// For `images` images in a row. The bits are those of a product with columns, one image after the other: the matrix
// columns[(c·kh + i)·kw + j][out position] of the pixels under the window, 0 outside; but no columns are made.

/// out[filters×positions] of each image = activation(start + weights[filters×places] columns), start the filter's bias
/// where `bias` is not null, else 0.
void kernel_convolve(
  kernel_window window, ptrdiff_t images, ptrdiff_t filters, const float *image,
  const float *weights, const float *bias, kernel_activation activation, float *out);

/// d_weights += d_out columnsᵀ, image by image, position by position.
void kernel_convolve_weights_gradient(
  kernel_window window, ptrdiff_t images, ptrdiff_t filters, const float *image,
  const float *d_out, float *d_weights);

/// d_image += what weightsᵀ d_out has for each pixel, in index order of columns.
void kernel_convolve_image_gradient(
  kernel_window window, ptrdiff_t images, ptrdiff_t filters, const float *weights,
  const float *d_out, float *d_image);

/// The maximum under each window, and where it is in the channel's plane (the first, row by row; the first NaN, where
/// there is one). The window has no padding.
void kernel_max_pool(kernel_window window, const float *image, float *out, int32_t *where);

#endif
