internal import CKernels

/// The numbers of a tensor: a buffer from the pool, which goes back to it.
///
/// Nobody writes to it unless they hold the only reference: that makes sharing it between threads safe.
final class TensorStorage: @unchecked Sendable {
  let elements: UnsafeMutablePointer<Float>
  let count: Int

  /// Room for `count` numbers, not initialised.
  init(count: Int) {
    self.count = count
    elements = kernel_buffer_take(count)
  }

  deinit { kernel_buffer_give(elements, count) }
}
