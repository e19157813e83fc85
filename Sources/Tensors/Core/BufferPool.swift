internal import CKernels

extension Tensor {
  /// How many buffers this thread has taken from the system since it started, rather than from its pool.
  ///
  /// A loop that has warmed up takes no more.
  public static var freshBufferCount: UInt64 { kernel_buffer_fresh_count() }
}
