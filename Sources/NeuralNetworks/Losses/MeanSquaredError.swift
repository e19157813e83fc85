public import Tensors

/// The mean of (prediction − target)².
///
/// - Parameter predictions: Any shape.
/// - Parameter targets: The same shape.
/// - Returns: A scalar, in squared units of the targets.
/// - Precondition: There are numbers.
public func meanSquaredError(_ predictions: Tensor, targets: Tensor) -> Tensor {
  checkSameShape(predictions, targets, "meanSquaredError")
  checkNotEmpty(predictions.count, predictions, "meanSquaredError")
  return square(predictions - targets).mean()
}

/// The mean of Huber's loss: quadratic for small errors, linear for large ones.
///
///     ½ e² where |e| ≤ δ, δ (|e| − ½ δ) elsewhere;  e = prediction − target
///
/// Its gradient is that of half the squared error, e, with e clipped to −δ … δ.
///
/// - Parameter predictions: Any shape.
/// - Parameter targets: The same shape.
/// - Parameter threshold: δ, positive.
/// - Returns: A scalar, in squared units of the targets.
/// - Precondition: There are numbers.
///
/// > Reference: Huber (1964), "Robust estimation of a location parameter", doi:10.1214/aoms/1177703732.
public func meanHuberLoss(
  _ predictions: Tensor, targets: Tensor, threshold: Float = 1
) -> Tensor {
  checkSameShape(predictions, targets, "meanHuberLoss")
  checkNotEmpty(predictions.count, predictions, "meanHuberLoss")
  if !(threshold > 0) { fatalError("meanHuberLoss: the threshold is positive, not \(threshold).") }
  let error = predictions - targets
  let clipped = error.clamped(to: -threshold...threshold)
  return (clipped * (error - 0.5 * clipped)).mean()
}
