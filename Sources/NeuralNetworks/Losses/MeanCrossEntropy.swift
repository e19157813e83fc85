public import Tensors

/// The mean over rows of −log softmax(logits)[target], weighted.
///
///     Σᵢ wᵢ (−log softmax(logitsᵢ)[targetᵢ]) / Σᵢ wᵢ
///
/// - Parameter logits: Shape [..., classes]; one row for each target.
/// - Parameter targets: The class of each row, in row-major order.
/// - Parameter weights: How much each row counts, in row-major order: 0 for padding. All alike without them.
/// - Returns: A scalar, in nats.
/// - Precondition: There are rows; as many weights as targets, none negative, not all zero, with a finite sum.
public func meanCrossEntropy(
  _ logits: Tensor, targets: [Int], weights: [Float]? = nil
) -> Tensor {
  checkNotEmpty(targets.count, logits, "meanCrossEntropy", "rows")
  let losses = crossEntropy(logits, targets: targets)
  guard let weights else { return losses.mean() }
  if weights.count != targets.count {
    fatalError(
      "meanCrossEntropy: \(weights.count) weights for \(targets.count) targets, logits of shape \(logits.shape)."
    )
  }
  let total = weights.reduce(0, +)
  if !(total > 0 && total.isFinite && weights.allSatisfy { $0 >= 0 }) {
    fatalError(
      """
      meanCrossEntropy: weights are not negative and not all zero, and their sum is finite; they are \(weights).
      """)
  }
  return (losses * Tensor(weights, shape: losses.shape)).sum() / total
}

/// The mean of −t log σ(x) − (1 − t) log(1 − σ(x)).
///
/// It is computed as t · softplus(−x) + (1 − t) · softplus(x), which is exact where σ rounds to 0 or 1.
///
/// - Parameter logits: x: log-odds, of any shape.
/// - Parameter targets: t: probabilities in 0 … 1, of the same shape.
/// - Returns: A scalar, in nats.
/// - Precondition: There are numbers.
public func meanBinaryCrossEntropy(_ logits: Tensor, targets: Tensor) -> Tensor {
  checkSameShape(logits, targets, "meanBinaryCrossEntropy")
  checkNotEmpty(logits.count, logits, "meanBinaryCrossEntropy")
  return (targets * softplus(-logits) + (1 - targets) * softplus(logits)).mean()
}

/// Ends the program unless two tensors have one shape: a mean over shapes that broadcast is rarely what was meant.
func checkSameShape(_ left: Tensor, _ right: Tensor, _ name: StaticString) {
  if left.shape != right.shape {
    fatalError("\(name): shapes \(left.shape) and \(right.shape) differ.")
  }
}

/// Ends the program if there is nothing to take the mean of: it would be NaN, with gradients of 0 that hide it.
func checkNotEmpty(
  _ count: Int, _ tensor: Tensor, _ name: StaticString, _ what: StaticString = "numbers"
) {
  if count == 0 { fatalError("\(name): shape \(tensor.shape) has no \(what) to take a mean of.") }
}
