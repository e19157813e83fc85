import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors

/// Linear models and data that the tests share.
enum LinearSample {
  /// Two hidden numbers of clearly different strength in eight dimensions.
  static let truth = ProbabilisticPCA(
    mean: [1, -1, 0.5, 0, 0, 0, 2, 0],
    weights: [
      [2, 0], [1, 1], [0, 1], [1, -0.5], [0.5, 0], [0, 0.8], [-1, 0], [0, -0.5],
    ],
    noiseVariance: 0.25)

  /// Data of the truth; shape [count, 8].
  static func data(_ count: Int, seed: UInt64) -> Tensor {
    var random = RandomStream(seed: seed).child("data")
    return truth.sample(count: count, using: &random)
  }

  /// A linear auto-encoder of 8 numbers whose parameters are all drawn, log σ too.
  static func model(seed: UInt64, latentCount: Int = 2) -> LinearGaussianAutoencoder {
    var random = RandomStream(seed: seed).child("model")
    let model = LinearGaussianAutoencoder(pixels: 8, latentCount: latentCount, using: &random)
    return model.mapTensors {
      $0 + Tensor(normal: $0.shape, standardDeviation: 0.3, using: &random)
    }
  }

  /// The auto-encoder whose decoder is a model and whose encoder is the diagonal of its posterior.
  static func model(of pca: ProbabilisticPCA) -> LinearGaussianAutoencoder {
    let (covariance, weights) = (pca.posteriorCovariance, pca.weights)
    let gains = (0..<pca.latentCount).map { k in
      weights.map { row in
        zip(covariance[k], row).reduce(0) { $0 + $1.0 * $1.1 } / pca.noiseVariance
      }
    }
    let offsets = gains.map { -zip($0, pca.mean).reduce(0) { $0 + $1.0 * $1.1 } }
    return LinearGaussianAutoencoder(
      encoder: SharedDeviation(
        mean: Dense(
          weights: Tensor(gains.map { $0.map(Float.init) }).transposed(),
          bias: Tensor(offsets.map(Float.init))),
        logDeviation: Tensor(covariance.indices.map { Float(0.5 * .log(covariance[$0][$0])) })),
      decoder: Dense(
        weights: Tensor(weights.map { $0.map(Float.init) }).transposed(),
        bias: Tensor(pca.mean.map(Float.init))),
      likelihood: .learnedGaussian(logDeviation: Tensor(Float(0.5 * .log(pca.noiseVariance)))),
      latentCount: pca.latentCount)
  }
}

/// The mean of numbers, and its standard error from their spread.
func meanAndError(_ numbers: [Double]) -> (mean: Double, error: Double) {
  let count = Double(numbers.count)
  let mean = numbers.reduce(0, +) / count
  let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (mean, (squares / (count - 1) / count).squareRoot())
}

extension Tensor {
  /// The numbers as `Double`s.
  var doubles: [Double] { scalars.map(Double.init) }
}
