import NeuralNetworks
import PortableMath
import RandomStreams
import ReinforcementLearning
import Tensors

/// What a policy's network and head should give, worked out anew in double precision from the
/// policy's numbers in order: weights and bias of each layer, then what else there is.
struct HeadReference<Action: Sendable>: Sendable {
  /// The widths of the network: [in, out] is linear, else tanh is between the layers.
  let widths: [Int]
  /// log π(a) and entropy, from the outputs of the network and the numbers that follow its own.
  let head:
    @Sendable (_ outputs: [Double], _ rest: [Double], Action) -> (log: Double, entropy: Double)

  func callAsFunction(
    _ numbers: [Double], _ observation: [Double], _ action: Action
  ) -> (log: Double, entropy: Double) {
    var rest = numbers[...]
    var values = observation
    for layer in 1..<widths.count {
      let (rows, columns) = (widths[layer - 1], widths[layer])
      let weights = Array(rest.prefix(rows * columns))
      rest = rest.dropFirst(rows * columns)
      let bias = Array(rest.prefix(columns))
      rest = rest.dropFirst(columns)
      let sums = (0..<columns).map { column in
        (0..<rows).reduce(bias[column]) { $0 + values[$1] * weights[$1 * columns + column] }
      }
      values = layer < widths.count - 1 ? sums.map { Double.tanh($0) } : sums
    }
    return head(values, Array(rest), action)
  }

  /// The gradient of a function of log π and entropy by central differences: over 2h, h = 1e-5, they
  /// err by h²/6 of the third derivative and 2⁻⁵³/h of the value, together some 1e-10.
  func slope(
    at numbers: [Double], _ observation: [Double], _ action: Action,
    of part: ((log: Double, entropy: Double)) -> Double
  ) -> [Double] {
    numbers.indices.map { index in
      let ends = [1e-5, -1e-5].map { step in
        var point = numbers
        point[index] += step
        return part(self(point, observation, action))
      }
      return (ends[0] - ends[1]) / 2e-5
    }
  }
}

/// −Σ p log p, and log p of one.
private func finite(_ probabilities: [Double], _ choice: Int) -> (log: Double, entropy: Double) {
  (
    Double.log(probabilities[choice]),
    probabilities.reduce(0) { $0 - $1 * .log($1) }
  )
}

private func softmax(_ logits: [Double]) -> [Double] {
  let weights = logits.map { Double.exp($0) }
  return weights.map { $0 / weights.reduce(0, +) }
}

extension HeadReference where Action == Int {
  /// Softmax over the outputs, with ε of chance.
  static func categorical(_ widths: [Int], epsilon: Double = 0) -> HeadReference {
    HeadReference(widths: widths) { outputs, _, action in
      let share = epsilon / Double(outputs.count)
      return finite(softmax(outputs).map { (1 - epsilon) * $0 + share }, action)
    }
  }

  /// Action 1 with the logistic function of the output, else action 0.
  static func bernoulli(_ widths: [Int]) -> HeadReference {
    HeadReference(widths: widths) { outputs, _, action in
      let p = Double.logistic(outputs[0])
      return finite([1 - p, p], action)
    }
  }
}

extension HeadReference where Action: RealAction {
  /// Normal densities around the outputs, with the logarithms of the deviations after the network's
  /// numbers.
  static func gaussian(_ widths: [Int]) -> HeadReference {
    HeadReference(widths: widths) { outputs, logDeviations, action in
      let half = 0.5 * Double.log(2 * .pi)
      return outputs.indices.reduce((0, 0)) { sums, index in
        let deviation = Double.exp(logDeviations[index])
        let standard = (action.components[index] - outputs[index]) / deviation
        return (
          sums.0 - standard * standard / 2 - logDeviations[index] - half,
          sums.1 + logDeviations[index] + half + 0.5
        )
      }
    }
  }
}

/// What heads are tried on.
enum Observations {
  /// Vectors of standard normal numbers.
  static func normal(_ count: Int, width: Int, seed: UInt64) -> [[Double]] {
    var random = RandomStream(seed: seed).child("observations")
    return (0..<count).map { _ in (0..<width).map { _ in Double.normal(using: &random) } }
  }
}
