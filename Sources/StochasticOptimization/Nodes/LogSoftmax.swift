import PortableMath

/// log softmax(η) = η − log Σ exp(η), without overflow.
func logSoftmax(_ logits: some Collection<Double>) -> [Double] {
  let largest = logits.reduce(-.infinity, max)
  let normalizer = largest + Double.log(logits.reduce(0) { $0 + Double.exp($1 - largest) })
  return logits.map { $0 - normalizer }
}

/// softmax(η), which sums to 1 up to rounding.
func softmax(_ logits: some Collection<Double>) -> [Double] {
  let largest = logits.reduce(-.infinity, max)
  let weights = logits.map { Double.exp($0 - largest) }
  let total = weights.reduce(0, +)
  return weights.map { $0 / total }
}
