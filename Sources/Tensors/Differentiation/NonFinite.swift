internal import CKernels

extension Tensor {
  /// Whether operations look for numbers that are not finite, and end the program where they first arise, naming the
  /// operation.
  ///
  /// Off at first; a setting of the whole process. It costs one more pass over each result.
  ///
  /// Steps of optimisers are watched as well: the parameters, and what an optimiser remembers of their gradients.
  ///
  /// Infinities that are meant are found as well: logits of −∞, which make a choice impossible, end the program in
  /// `logSoftmax`. While it is on, use a large negative number for them, such as −1e30.
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
