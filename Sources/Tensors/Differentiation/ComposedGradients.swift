extension Node.Step {
  /// The gradients of a fused operation when they are to be recorded: those of the same function composed of operations.
  ///
  /// A fused operation has one kernel forward and one back. What lies behind that kernel is not seen by a gradient of
  /// the gradient; so the function is computed once more, in small parts.
  ///
  /// - Parameter gradient: Of the operation's output.
  /// - Parameter function: From the operation's inputs to its output.
  func composedGradients(_ gradient: Tensor, of function: ([Tensor]) -> Tensor) -> [Tensor?] {
    valueAndGradient(at: Array(inputs)) { (function($0) * gradient).sum() }.gradient
  }
}
