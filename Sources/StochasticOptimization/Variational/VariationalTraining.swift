public import NeuralNetworks
import RandomStreams
public import Tensors

/// What is maximised in training.
public enum VariationalObjective: Sendable, Hashable {
  /// The evidence lower bound, with a divergence found in some way, times β.
  case evidenceLowerBound(divergence: DivergenceEstimate = .analytic, weight: Float = 1)
  /// The importance-weighted bound of all codes drawn an image.
  case importanceWeighted
}

/// Stochastic gradient ascent on a bound: batches of images in a random order, noise drawn anew.
///
///     var optimizer = Adam(learningRate: 2e-3)
///     let epochs = VariationalTraining(epochs: 30, batchSize: 50)
///       .train(&model, on: images, heldOut: others, optimizer: &optimizer, using: &random)
public struct VariationalTraining: Sendable, Hashable {
  /// How often all images are seen.
  public var epochs: Int
  /// How many images a step sees; the last batch of an epoch may have fewer.
  public var batchSize: Int
  /// K, how many codes are drawn an image.
  public var samples: Int
  /// What is maximised.
  public var objective: VariationalObjective

  /// A way to train.
  ///
  /// - Precondition: Nothing negative; at least one image a batch, and one code an image.
  public init(
    epochs: Int, batchSize: Int, samples: Int = 1,
    objective: VariationalObjective = .evidenceLowerBound()
  ) {
    guard epochs >= 0, batchSize >= 1, samples >= 1 else {
      fatalError(
        "VariationalTraining: \(epochs) epochs of batches of \(batchSize) images with \(samples) "
          + "codes each; batches and codes must be at least 1.")
    }
    self.epochs = epochs
    self.batchSize = batchSize
    self.samples = samples
    self.objective = objective
  }

  /// What one epoch came to, in nats an image.
  public struct Epoch: Sendable, Hashable {
    /// The mean objective of the images seen, each before the step it was part of.
    public let training: Double
    /// The mean objective of images that are not trained on, after the epoch, always with the same
    /// noise; `nil` without such images.
    public let heldOut: Double?
  }

  /// Trains a model.
  ///
  /// - Parameters:
  ///   - model: Changed in place.
  ///   - images: Shape [rows, pixels], at least one row.
  ///   - heldOut: Images that are only looked at after each epoch; `nil` for none.
  ///   - optimizer: Moves the model; a schedule of its rate counts steps, of which an epoch has
  ///     ⌈rows / batchSize⌉.
  ///   - generator: Gives the seed of order and noise; takes one word.
  /// - Returns: An element an epoch.
  /// - Complexity: That of `epochs` gradients over all images.
  @discardableResult
  public func train<Encoder, Decoder>(
    _ model: inout VariationalAutoencoder<Encoder, Decoder>, on images: Tensor,
    heldOut: Tensor? = nil, optimizer: inout some Optimizer,
    using generator: inout some RandomNumberGenerator
  ) -> [Epoch] {
    if images.rank != 2 || images.shape[0] < 1 {
      fatalError("VariationalTraining: images of shape \(images.shape); rows of pixels are needed.")
    }
    let root = RandomStream(drawnFrom: &generator)
    let count = images.shape[0]
    return (0..<epochs).map { epoch in
      var stream = root.child(epoch)
      let order = [Int].permutation(of: count, using: &stream)
      var sum = 0.0
      for start in stride(from: 0, to: count, by: batchSize) {
        let batch = images.rows(at: Array(order[start..<min(start + batchSize, count)]))
        let noise = model.noise(for: batch, samples: samples, using: &stream)
        let (value, gradient) = valueAndGradient(at: model) {
          objective.values(of: $0, on: batch, noise: noise).mean()
        }
        optimizer.ascend(&model, along: gradient)
        sum += Double(value.scalar) * Double(batch.shape[0])
      }
      return Epoch(
        training: sum / Double(count),
        heldOut: heldOut.map { mean(of: model, on: $0, stream: root.child("held out")) })
    }
  }

  /// The mean objective of some images, in nats.
  private func mean<Encoder, Decoder>(
    of model: VariationalAutoencoder<Encoder, Decoder>, on images: Tensor, stream: RandomStream
  ) -> Double {
    var stream = stream
    let noise = model.noise(for: images, samples: samples, using: &stream)
    return Double(objective.values(of: model, on: images, noise: noise).mean().scalar)
  }
}

extension VariationalObjective {
  /// The objective of each image, in nats; shape [rows].
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - images: Shape [rows, pixels].
  ///   - noise: Shape [samples, rows, latentCount].
  public func values<Encoder, Decoder>(
    of model: VariationalAutoencoder<Encoder, Decoder>, on images: Tensor, noise: Tensor
  ) -> Tensor {
    switch self {
    case .evidenceLowerBound(let divergence, let weight):
      model.elbo(of: images, noise: noise, divergence: divergence).value(weight: weight)
    case .importanceWeighted:
      model.importanceWeightedBound(of: images, noise: noise)
    }
  }
}
