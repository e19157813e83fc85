internal import NeuralNetworks
internal import RandomStreams

/// What the games with these settings have in common.
extension ScratchGANSettings {
  typealias DiscriminatorOptimizer = Chain<WeightDecay, Adam>

  /// What moves a discriminator.
  var discriminatorOptimizer: DiscriminatorOptimizer {
    chain(
      WeightDecay(discriminatorPenalty), Adam(learningRate: discriminatorRate, beta1: beta1))
  }

  /// B real sequences, drawn with replacement.
  func batch(of real: [[Int]], using stream: inout RandomStream) -> [[Int]] {
    (0..<batch).map { _ in real[Int.uniform(below: real.count, using: &stream)] }
  }
}
