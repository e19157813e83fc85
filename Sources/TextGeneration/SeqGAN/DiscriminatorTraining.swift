public import NeuralNetworks
internal import RandomStreams
internal import Tensors

/// Trains a discriminator on what is real against what was written.
public struct DiscriminatorTraining<Method: Optimizer>: Sendable {
  /// What is trained.
  public var model: ConvolutionalDiscriminator
  /// What moves it.
  public var optimizer: Method
  /// How many sequences a step sees.
  public let batch: Int

  /// Training that hasn't begun.
  ///
  /// - Parameters:
  ///   - model: What is trained.
  ///   - optimizer: What moves it.
  ///   - batch: How many sequences a step sees, at least 1.
  public init(_ model: ConvolutionalDiscriminator, optimizer: Method, batch: Int = 64) {
    if batch < 1 { fatalError("DiscriminatorTraining: batches of \(batch) sequences.") }
    self.model = model
    self.optimizer = optimizer
    self.batch = batch
  }

  /// Sees all sequences once, in a random order, and takes a step for each full batch.
  ///
  /// - Parameters:
  ///   - real: Sequences that are real.
  ///   - written: Sequences that a generator wrote, of the same length. With the others they fill a batch at least.
  ///   - generator: Gives the seed of the order and of what is dropped; takes one word.
  /// - Returns: The mean loss in nats, with the penalty, each batch's before its step.
  @discardableResult
  public mutating func epoch(
    real: [[Int]], written: [[Int]], using generator: inout some RandomNumberGenerator
  ) -> Double {
    var stream = RandomStream(drawnFrom: &generator)
    let sequences = real + written
    let order = [Int].permutation(of: sequences.count, using: &stream)
    let steps = sequences.count / batch
    if steps == 0 {
      fatalError("DiscriminatorTraining: \(sequences.count) sequences fill no batch of \(batch).")
    }
    var total = 0.0
    for step in 0..<steps {
      let chosen = order[step * batch..<(step + 1) * batch]
      let (loss, slope) = valueAndGradient(at: model) { model in
        model.loss(
          chosen.map { sequences[$0] }, areReal: chosen.map { $0 < real.count }, using: &stream)
      }
      optimizer.update(&model, along: slope)
      total += Double(loss.scalar)
    }
    return total / Double(steps)
  }
}

extension ConvolutionalDiscriminator {
  /// The fraction of sequences that are told right, those with D(y) = ½ counted as half.
  ///
  /// - Parameters:
  ///   - real: Sequences that are real.
  ///   - written: Sequences that a generator wrote; with the others at least one.
  public func accuracy(real: [[Int]], written: [[Int]]) -> Double {
    let right =
      probabilities(of: real).map { $0 - 0.5 } + probabilities(of: written).map { 0.5 - $0 }
    if right.isEmpty { fatalError("accuracy: there are no sequences.") }
    return right.reduce(0) { $0 + ($1 > 0 ? 1 : $1 == 0 ? 0.5 : 0) } / Double(right.count)
  }
}
