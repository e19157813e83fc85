import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration

extension RecurrentDiscriminator {
  /// A small one, with weights large enough to have opinions.
  static func small(
    _ vocabulary: Int = 3, hidden: Int = 5, dropout: Float = 0, end: Int? = nil, seed: UInt64
  ) -> RecurrentDiscriminator {
    var stream = RandomStream(seed: seed)
    var small = RecurrentDiscriminator(
      vocabulary: vocabulary, features: 4, hidden: hidden, dropout: dropout, end: end,
      using: &stream)
    small.output.weights = Tensor(normal: [hidden, 1], using: &stream)
    return small
  }

  /// One that gives everything the same log-odds.
  static func constant(_ logit: Float, end: Int? = nil) -> RecurrentDiscriminator {
    var constant = small(end: end, seed: 1)
    constant.output.weights = .zeros([5, 1])
    constant.output.bias = Tensor([logit])
    return constant
  }
}

extension Differentiable {
  /// A model of the same shapes whose numbers are drawn from N(0, 1): a direction.
  func direction(using stream: inout RandomStream) -> Self {
    mapTensors { Tensor(normal: $0.shape, using: &stream) }
  }

  /// Σ of products of all numbers with those of another.
  func inner(_ other: Self) -> Double {
    zip(tensors, other.tensors).reduce(0) { sum, pair in
      zip(pair.0.scalars, pair.1.scalars).reduce(sum) { $0 + Double($1.0) * Double($1.1) }
    }
  }

  /// This model, moved along a direction.
  func moved(_ step: Float, along direction: Self) -> Self {
    var (moved, index) = (self, 0)
    let steps = direction.tensors
    moved.forEachTensor { tensor in
      tensor = tensor + step * steps[index]
      index += 1
    }
    return moved
  }

  /// The largest error of the derivative along three directions, relative to its size plus 0.01.
  ///
  /// Central differences with step h are off by h²/6 f‴ and by rounding, 2⁻²⁴ / h; for h = 2⁻⁷ both are some 10⁻⁵ here.
  func slopeError(_ seed: UInt64, of function: (Self) -> Tensor) -> Double {
    var stream = RandomStream(seed: seed)
    let slopes = gradient(at: self, of: function)
    let step = Float(0x1p-7)
    return (0..<3).reduce(0) { worst, _ in
      let direction = direction(using: &stream)
      let up = function(moved(step, along: direction)).scalar
      let down = function(moved(-step, along: direction)).scalar
      let expected = Double(up - down) / Double(2 * step)
      return max(
        worst, (slopes.inner(direction) - expected).magnitude / (0.01 + expected.magnitude))
    }
  }
}
