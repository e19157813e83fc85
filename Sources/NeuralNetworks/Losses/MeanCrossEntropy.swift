public import Tensors

/// The mean over rows of −log softmax(logits)[target], weighted.
///
///     Σᵢ wᵢ (−log softmax(logitsᵢ)[targetᵢ]) / Σᵢ wᵢ
///
/// - Parameter logits: Shape [..., classes]; one row for each target.
/// - Parameter targets: The class of each row, in row-major order.
/// - Parameter weights: How much each row counts, in row-major order: 0 for padding. All alike without them.
/// - Returns: A scalar, in nats.
/// - Precondition: As many weights as targets, none negative, not all zero.
public func meanCrossEntropy(
  _ logits: Tensor, targets: [Int], weights: [Float]? = nil
) -> Tensor {
  let losses = crossEntropy(logits, targets: targets)
  guard let weights else { return losses.mean() }
  if weights.count != targets.count {
    fatalError(
      "meanCrossEntropy: \(weights.count) weights for \(targets.count) targets, logits of shape \(logits.shape)."
    )
  }
  let total = weights.reduce(0, +)
  if !(total > 0 && weights.allSatisfy { $0 >= 0 }) {
    fatalError("meanCrossEntropy: weights are not negative and not all zero; they are \(weights).")
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
public func meanBinaryCrossEntropy(_ logits: Tensor, targets: Tensor) -> Tensor {
  checkSameShape(logits, targets, "meanBinaryCrossEntropy")
  return (targets * softplus(-logits) + (1 - targets) * softplus(logits)).mean()
}

/// Ends the program unless two tensors have one shape: a mean over shapes that broadcast is rarely what was meant.
func checkSameShape(_ left: Tensor, _ right: Tensor, _ name: StaticString) {
  if left.shape != right.shape {
    fatalError("\(name): shapes \(left.shape) and \(right.shape) differ.")
  }
}
