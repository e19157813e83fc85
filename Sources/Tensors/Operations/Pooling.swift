internal import CKernels

/// The largest number under a window that moves over each channel of images.
///
/// The gradient goes to where it was found (the first place, row by row).
///
/// - Parameter x: Images, shape [N, C, H, W].
/// - Parameter size: The height and width of the window, in pixels.
/// - Parameter stride: How far it moves; if not given, windows lie side by side.
/// - Returns: Shape [N, C, (H − size) / stride + 1, (W − size) / stride + 1], rounded down.
/// - Precondition: The window fits into the image.
public func maxPool(_ x: Tensor, size: Int, stride: Int? = nil) -> Tensor {
  maxPool(x, size: (size, size), stride: stride ?? size)
}

/// The largest number under a window of any height and width, which moves by `stride`, 1 if not given, over each channel
/// of images.
public func maxPool(_ x: Tensor, size: (height: Int, width: Int), stride: Int = 1) -> Tensor {
  if x.rank != 4 { fatalError("maxPool: images have shape [N, C, H, W], not \(x.shape).") }
  let window = kernel_window(images: x.shape, size: size, stride: stride, padding: 0, "maxPool")
  let planes = x.shape[0] * x.shape[1]
  let shape: Shape = [x.shape[0], x.shape[1], window.out_height, window.out_width]
  let result = TensorStorage(count: shape.elementCount)
  let places = Indices(count: result.count) { places in
    let (imageSize, resultSize) = (x.count, result.count)
    for image in 0..<x.shape[0] {
      let start = image * (resultSize / x.shape[0])
      kernel_max_pool(
        window, x.elements + image * (imageSize / x.shape[0]), result.elements + start,
        places + start)
    }
  }
  let images = x.shape
  return Tensor(shape, result).linear("maxPool", in: x) {
    $0.placed(places, rows: planes, in: images)
  }
}
