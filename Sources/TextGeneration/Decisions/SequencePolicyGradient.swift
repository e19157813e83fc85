public import NeuralNetworks
import RandomStreams
public import StochasticOptimization

/// Trains a model of sequences with a policy gradient: it writes sequences, is told what each token was worth, and makes
/// tokens likelier by how much better they were than a baseline.
///
///     θ ← θ + step along Σ_r Σₜ (Q(y_r1 … y_rₜ₋₁, y_rₜ) − b) ∇log q_θ(y_rₜ | y_r1 … y_rₜ₋₁)
///
/// SeqGAN, training with BLEU, dense rewards of a discriminator, self-critical training and their controls differ only in
/// the ``TokenValues`` and the baseline.
public struct SequencePolicyGradient<Model: SequenceModel, Method: Optimizer>: Sendable {
  /// What writes.
  public var model: Model
  /// What moves it.
  public var optimizer: Method
  /// b, of sequences × T tokens, sequence by sequence; a `ConstantBaseline` of 0 for none.
  ///
  /// It is updated with all values. Of a ``SentenceModel`` those of padding are among them: they have no gradient, but where
  /// most of a sequence is padding, a moving average follows them.
  public var baseline: any BaselineRule
  /// How many sequences are written a step.
  public let batch: Int
  /// T, how many tokens each has.
  public let length: Int
  /// Whether the gradient is the sum over sequences, as SeqGAN's code has it, or their mean. Behind `Adam` it makes a
  /// difference only to clipping.
  public let isSummed: Bool

  /// Training that hasn't begun.
  ///
  /// - Parameters:
  ///   - model: What writes.
  ///   - optimizer: What moves it.
  ///   - baseline: b.
  ///   - batch: How many sequences a step, at least 1.
  ///   - length: T, at least 1.
  ///   - isSummed: Whether the gradient is the sum over sequences.
  public init(
    _ model: Model, optimizer: Method, baseline: any BaselineRule = ConstantBaseline(0),
    batch: Int = 64, length: Int, isSummed: Bool = false
  ) {
    if batch < 1 || length < 1 {
      fatalError("SequencePolicyGradient: \(batch) sequences of \(length) tokens.")
    }
    self.model = model
    self.optimizer = optimizer
    self.baseline = baseline
    self.batch = batch
    self.length = length
    self.isSummed = isSummed
  }

  /// What a step wrote, and what it was told of it.
  public struct Step: Sendable {
    /// What was written, shape [batch][T].
    public let sequences: [[Int]]
    /// Q of each token, before the baseline is subtracted; shape [batch][T].
    public let values: [[Double]]

    /// Sequences of the model, and what they were worth.
    public init(sequences: [[Int]], values: [[Double]]) {
      self.sequences = sequences
      self.values = values
    }

    /// The mean of all values.
    public var meanValue: Double {
      let all = values.joined()
      return all.reduce(0, +) / Double(all.count)
    }
  }

  /// One step: write, value, move, and only then update the baseline.
  ///
  /// - Parameters:
  ///   - values: What tells how much good each token did.
  ///   - generator: Gives the seed of what is drawn; takes one word.
  @discardableResult
  public mutating func step(
    _ values: inout some TokenValues, using generator: inout some RandomNumberGenerator
  ) -> Step {
    var stream = RandomStream(drawnFrom: &generator)
    let sequences = model.generate(batch, length: length, using: &stream)
    let step = Step(
      sequences: sequences, values: values.values(of: sequences, using: &stream))
    optimizer.ascend(&model, along: gradient(of: step).model)
    baseline.update(toward: Array(step.values.joined()))
    return step
  }

  /// The estimate of the gradient that a step gives, with the baseline as it is.
  public func gradient(of step: Step) -> ModelGradient<Model> {
    let node = AutoregressiveNode(model, rows: step.sequences.count, length: length)
    let baselines = baseline.values(rows: step.sequences.count * length)
    let scale = isSummed ? 1 : 1 / Double(step.sequences.count)
    var gradient = node.zeroGradient
    node.addTokenScores(
      of: step.sequences,
      weights: step.values.enumerated().map { row, values in
        values.indices.map { scale * (values[$0] - baselines[row * length + $0]) }
      }, to: &gradient)
    return gradient
  }
}
