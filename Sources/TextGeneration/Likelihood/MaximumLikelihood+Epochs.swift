import NeuralNetworks
import RandomStreams
import StochasticOptimization
import Tensors

/// What all ways to learn from known sequences have in common.
extension MaximumLikelihood {
  /// Goes through sequences in a random order, epoch after epoch, a step of the optimiser a batch.
  ///
  /// - Parameters:
  ///   - heldOut: The loss of what is only looked at, if there is any.
  ///   - loss: Of the model, the places of a batch's sequences, the sequences, and the weights of their tokens in time-major
  ///     order: the weighted sum of −log q.
  func train<Model: Differentiable>(
    _ model: inout Model, on sequences: [[Int]], optimizer: inout some Optimizer,
    using generator: inout some RandomNumberGenerator, heldOut: (Model) -> Double?,
    loss: (Model, [Int], [[Int]], [Float]) -> Tensor
  ) -> [Epoch] {
    checkSequences(sequences)
    let root = RandomStream(drawnFrom: &generator)
    return (0..<epochs).map { epoch in
      var (stream, sum, tokens) = (root.child(epoch), 0.0, 0)
      let order = [Int].permutation(of: sequences.count, using: &stream)
      for start in stride(from: 0, to: order.count, by: batchSize) {
        let rows = Array(order[start..<min(start + batchSize, order.count)])
        let batch = rows.map { sequences[$0] }
        let (weights, count) = weights(of: batch)
        let (value, gradient) = valueAndGradient(at: model) { loss($0, rows, batch, weights) }
        optimizer.update(&model, along: gradient)
        sum += Double(value.scalar) * Double(count)
        tokens += count
      }
      return Epoch(training: sum / Double(tokens), heldOut: heldOut(model))
    }
  }

  /// The mean of −log q over the tokens of known sequences, in nats.
  ///
  /// - Parameter model: The model of the sequences at some places.
  func loss(of sequences: [[Int]], by model: (Range<Int>) -> some SequenceModel) -> Double {
    checkSequences(sequences)
    var (sum, tokens) = (0.0, 0)
    for start in stride(from: 0, to: sequences.count, by: 64) {
      let rows = start..<min(start + 64, sequences.count)
      let (weights, count) = weights(of: Array(sequences[rows]))
      let loss = model(rows).crossEntropy(along: Array(sequences[rows]), weights: weights)
      sum += Double(loss.scalar) * Double(count)
      tokens += count
    }
    return sum / Double(tokens)
  }

  /// How many tokens of some sequences count, and 1/count for these, 0 for padding; in time-major order.
  func weights(of sequences: [[Int]]) -> (weights: [Float], count: Int) {
    let counted = sequences.map { sequence in
      let count = sequence.count(endedBy: end)
      return sequence.indices.map { $0 < count }
    }
    let count = counted.reduce(0) { $0 + $1.count { $0 } }
    return (timeMajor(counted).map { $0 ? 1 / Float(count) : 0 }, count)
  }

  /// Traps unless there are sequences, of one length T ≥ 1.
  ///
  /// - Parameter purpose: What they are for, for the message.
  func checkSequences(_ sequences: [[Int]], _ purpose: String = "to learn from") {
    if commonLength(of: sequences, for: "MaximumLikelihood, \(purpose)") == 0 {
      fatalError(
        "MaximumLikelihood: there are no tokens in the \(sequences.count) sequences \(purpose); give at least one."
      )
    }
  }
}
