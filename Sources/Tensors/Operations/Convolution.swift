internal import CKernels

/// The convolution of images with filters, as networks use the word: the filters are not mirrored.
///
///     y[n, o, i, j] = b[o] + Σ_{c, p, q} f[o, c, p, q] x[n, c, stride·i + p − padding, stride·j + q − padding]
///
/// where x is 0 outside of the image.
///
/// - Parameter x: Images, shape [N, C, H, W].
/// - Parameter filters: Shape [out, C, h, w].
/// - Parameter bias: One number for each filter, shape [out].
/// - Parameter stride: How far the window moves, in pixels, down and across.
/// - Parameter padding: Zeros around each side of the image, in pixels.
/// - Parameter activation: What is done with each output.
/// - Returns: Shape [N, out, (H + 2 padding − h) / stride + 1, (W + 2 padding − w) / stride + 1], rounded down.
/// - Precondition: The shapes fit, and the window fits into the padded image.
/// - Complexity: O(N · size of a result · C h w).
public func convolution(
  _ x: Tensor, _ filters: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0,
  activation: FusedActivation = .none
) -> Tensor {
  let windows = ConvolutionWindows(
    images: x.shape, filters: filters.shape, stride: stride, padding: padding)
  if let bias, bias.shape != [windows.filterCount] {
    fatalError(
      "convolution: bias of shape \(bias.shape) for filters \(filters.shape): it has one number each."
    )
  }
  return windows.output(x, filters, bias, activation)
    .recorded("convolution", from: [x, filters] + (bias.map { [$0] } ?? [])) { gradient, step in
      let (x, filters) = (step.inputs[0], step.inputs[1])
      let gradient = activation.gate(gradient, step.output)
      let parts = [
        step.needs[0] ? windows.images(gradient, filters) : nil,
        step.needs[1] ? windows.filters(x, gradient) : nil,
      ]
      if step.needs.count == 2 { return parts }
      return parts + [step.needs[2] ? windows.bias(gradient) : nil]
    }
}

/// Where the windows of a convolution lie, and the three products that this gives.
///
/// A convolution is linear in the images and in the filters. Let ⟨y, C(x, f)⟩ be its product with some output y: that is
/// linear in y too, and what y, x or f is multiplied by in it are the three products here:
///
///     ⟨y, C(x, f)⟩ = ⟨X(y, f), x⟩ = ⟨F(x, y), f⟩
///
/// Each one's gradients are the other two, so that the three are closed under differentiation. Sums over images run in
/// index order.
struct ConvolutionWindows: Sendable {
  let imageCount: Int
  let filterCount: Int
  let window: kernel_window

  init(images: Shape, filters: Shape, stride: Int, padding: Int) {
    guard images.rank == 4, filters.rank == 4, images[1] == filters[1] else {
      fatalError(
        """
        convolution: images of shape \(images) and filters \(filters) don't fit; they are [N, C, H, W] and \
        [out, C, h, w].
        """)
    }
    imageCount = images[0]
    filterCount = filters[0]
    window = kernel_window(
      images: images, size: (filters[2], filters[3]), stride: stride, padding: padding,
      "convolution")
  }

  private var imagesShape: Shape { [imageCount, window.channels, window.height, window.width] }
  private var filtersShape: Shape {
    [filterCount, window.channels, window.kernel_height, window.kernel_width]
  }
  private var outputShape: Shape { [imageCount, filterCount, window.out_height, window.out_width] }

  /// C(x, f), not recorded.
  func output(
    _ x: Tensor, _ filters: Tensor, _ bias: Tensor?, _ activation: FusedActivation
  ) -> Tensor {
    Tensor(outputShape) {
      kernel_convolve(
        window, imageCount, filterCount, x.elements, filters.elements, bias?.elements,
        activation.kernel, $0)
    }
  }

  /// C(x, f).
  private func output(_ x: Tensor, _ filters: Tensor) -> Tensor {
    output(x, filters, nil, .none).recorded("convolution", from: x, filters) { y, step in
      [
        step.needs[0] ? images(y, step.inputs[1]) : nil,
        step.needs[1] ? self.filters(step.inputs[0], y) : nil,
      ]
    }
  }

  /// X(y, f): the transpose with respect to the images.
  func images(_ y: Tensor, _ filters: Tensor) -> Tensor {
    Tensor(imagesShape) { result in
      kernel_fill(imagesShape.elementCount, 0, result)
      kernel_convolve_image_gradient(
        window, imageCount, filterCount, filters.elements, y.elements, result)
    }.recorded("gradient of convolution", from: y, filters) { x, step in
      [
        step.needs[0] ? output(x, step.inputs[1]) : nil,
        step.needs[1] ? self.filters(x, step.inputs[0]) : nil,
      ]
    }
  }

  /// F(x, y): the transpose with respect to the filters.
  func filters(_ x: Tensor, _ y: Tensor) -> Tensor {
    Tensor(filtersShape) { result in
      kernel_fill(filtersShape.elementCount, 0, result)
      kernel_convolve_weights_gradient(
        window, imageCount, filterCount, x.elements, y.elements, result)
    }.recorded("gradient of convolution", from: x, y) { filters, step in
      [
        step.needs[0] ? images(step.inputs[1], filters) : nil,
        step.needs[1] ? output(step.inputs[0], filters) : nil,
      ]
    }
  }

  /// The sum over images and places, for each filter.
  func bias(_ y: Tensor) -> Tensor {
    y.flattened(from: 2).sum(along: -1).sum(along: 0)
  }
}

extension kernel_window {
  /// A window that moves over images.
  ///
  /// - Precondition: It fits into the padded image, sizes and strides are positive.
  init(
    images: Shape, size: (height: Int, width: Int), stride: Int, padding: Int,
    _ operation: StaticString
  ) {
    let height = images[2] + 2 * padding - size.height
    let width = images[3] + 2 * padding - size.width
    if size.height < 1 || size.width < 1 || stride < 1 || padding < 0 || height < 0 || width < 0 {
      fatalError(
        """
        \(operation): a window of \(size.height) × \(size.width), stride \(stride), padding \(padding) doesn't fit on \
        images of shape \(images).
        """)
    }
    self.init(
      channels: images[1], height: images[2], width: images[3], kernel_height: size.height,
      kernel_width: size.width, stride: stride, padding: padding, out_height: height / stride + 1,
      out_width: width / stride + 1)
  }
}
