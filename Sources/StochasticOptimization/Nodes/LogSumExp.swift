import PortableMath

/// log Σ eˣ, without overflow; −∞ for no numbers.
func logSumExp(_ numbers: some Collection<Double>) -> Double {
  guard let largest = numbers.max(), largest.isFinite else { return numbers.max() ?? -.infinity }
  return largest + Double.log(numbers.reduce(0) { $0 + Double.exp($1 - largest) })
}

/// log of the mean of eˣ.
func logMeanExp(_ numbers: [Double]) -> Double {
  logSumExp(numbers) - Double.log(Double(numbers.count))
}

/// log(1 + eˣ), without overflow.
func softplus(_ x: Double) -> Double {
  max(x, 0) + Double.log1p(Double.exp(-x.magnitude))
}

/// log softmax(η) = η − log Σ exp(η), without overflow.
func logSoftmax(_ logits: some Collection<Double>) -> [Double] {
  let normalizer = logSumExp(logits)
  return logits.map { $0 - normalizer }
}

/// softmax(η), which sums to 1 up to rounding.
func softmax(_ logits: some Collection<Double>) -> [Double] {
  let largest = logits.reduce(-.infinity, max)
  let weights = logits.map { Double.exp($0 - largest) }
  let total = weights.reduce(0, +)
  return weights.map { $0 / total }
}
