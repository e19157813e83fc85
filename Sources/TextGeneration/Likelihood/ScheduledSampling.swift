public import NeuralNetworks
public import RandomStreams
import StochasticOptimization
import Tensors

/// Maximum likelihood where the model reads, in place of some of the true tokens, tokens that it draws itself, ever more as
/// training goes on: so it learns to go on after its own mistakes.
///
///     xₜ = yₜ with probability ε, else drawn from q(· | x₁ … xₜ₋₁)
///     minimise −(1/n) Σ log q(yₜ | x₁ … xₜ₋₁)
///
/// No gradient passes through the draws.
///
/// > Reference: Bengio, Vinyals, Jaitly & Shazeer (2015), arXiv:1506.03099.
/// > Note: With ε < 1 it is no longer the data's distribution that is best, but one where tokens depend less on those before
/// > them: Huszár (2015), arXiv:1511.05101.
public struct ScheduledSampling: Sendable, Hashable {
  /// Epochs and batches.
  public var training: MaximumLikelihood
  /// ε, by steps.
  public let truth: TruthSchedule
  /// How many steps have been made: where the schedule stands.
  public private(set) var stepCount = 0

  /// Training that hasn't begun.
  ///
  /// - Parameters:
  ///   - training: Epochs and batches.
  ///   - truth: ε, by steps of the optimiser.
  public init(_ training: MaximumLikelihood, truth: TruthSchedule) {
    truth.check()
    self.training = training
    self.truth = truth
  }

  /// Trains a model; called again, it goes on where the schedule stands.
  ///
  /// - Parameters:
  ///   - model: Changed in place.
  ///   - sequences: y, of one length T ≥ 1; at least one.
  ///   - heldOut: Sequences that are only looked at, after each epoch, with the true tokens before each; `nil` for none.
  ///   - optimizer: Moves the model.
  ///   - generator: Gives the seed of orders and draws; takes one word.
  /// - Returns: An element an epoch; its training loss is that of the true tokens given the mixed ones.
  /// - Complexity: That of maximum likelihood, and of drawing as many sequences.
  @discardableResult
  public mutating func train(
    _ model: inout RecurrentLanguageModel, on sequences: [[Int]], heldOut: [[Int]]? = nil,
    optimizer: inout some Optimizer, using generator: inout some RandomNumberGenerator
  ) -> [MaximumLikelihood.Epoch] {
    var stream = RandomStream(drawnFrom: &generator)
    var (draws, step) = (stream.child("draws"), stepCount)
    let (training, truth) = (training, truth)
    if let heldOut { training.checkSequences(heldOut, "held out") }
    defer { stepCount = step }
    return training.train(
      &model, on: sequences, optimizer: &optimizer, using: &stream,
      heldOut: { model in heldOut.map { training.loss(of: $0) { _ in model } } },
      loss: { model, _, batch, weights in
        let inputs = model.mixedInputs(batch, truth: truth(step), using: &draws)
        step += 1
        return model.crossEntropy(of: batch, given: inputs, weights: weights)
      })
  }
}

extension RecurrentLanguageModel {
  /// What the model reads in scheduled sampling: of each token but the last the true one, or one that it draws after what
  /// it read before.
  ///
  /// - Parameters:
  ///   - sequences: y, of one length T ≥ 1.
  ///   - truth: ε, how likely the true token is read.
  ///   - stream: Where coins and draws come from.
  /// - Returns: x₁ … x_T₋₁ of each sequence, shape [sequences][T − 1].
  /// - Complexity: T − 1 steps of the model, and a draw for each token that isn't true.
  public func mixedInputs(
    _ sequences: [[Int]], truth: Double, using stream: inout RandomStream
  ) -> [[Int]] {
    let model = mapTensors { stopGradient($0) }
    var state = model.initialState(rows: sequences.count)
    var times: [[Int]] = []
    for time in (0..<commonLength(of: sequences, for: "ScheduledSampling")).dropLast() {
      if let last = times.last { state = model.state(after: last, from: state) }
      var tokens = sequences.map { $0[time] }
      let drawn = tokens.indices.filter { _ in Double.uniform(using: &stream) >= truth }
      if !drawn.isEmpty {
        let uniforms = drawn.map { _ in Double.uniform(using: &stream) }
        let draws = model.draw(in: state.rows(at: drawn), temperature: 1, uniforms: uniforms)
        for (row, token) in zip(drawn, draws) { tokens[row] = token }
      }
      times.append(tokens)
    }
    return sequences.indices.map { row in times.map { $0[row] } }
  }
}
