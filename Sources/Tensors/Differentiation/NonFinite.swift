internal import CKernels

extension Tensor {
  /// Whether operations look for numbers that are not finite, and end the program where they first arise, naming the
  /// operation.
  ///
  /// Off at first; a setting of the whole process. It costs one more pass over each result.
  public static var trapOnNonFinite: Bool {
    get { kernel_traps_on_non_finite() }
    set { kernel_set_traps_on_non_finite(newValue) }
  }

  /// - Parameter part: What of the operation the tensor is.
  @inline(__always)
  func checkFinite(_ operation: StaticString, _ part: StaticString = "the result") {
    if kernel_traps_on_non_finite() { trapIfNotFinite(operation, part) }
  }

  @inline(never)
  private func trapIfNotFinite(_ operation: StaticString, _ part: StaticString) {
    if kernel_is_finite(count, elements) { return }
    let index = withElements { $0.firstIndex { !$0.isFinite } } ?? 0
    fatalError(
      "\(operation): element \(index) of \(part), of shape \(shape), is \(storage.elements[index])."
    )
  }
}
