import NeuralNetworks
import RandomStreams
import StochasticOptimization

/// Learning to write as an oracle does, whose probabilities are known: a recurrent language model with random weights stands
/// for the language, so that what a generator writes can be judged exactly.
///
/// The judgement has a floor. With p the oracle and q the generator, in nats a token,
///
///     oracle-NLL   E_q[−log p] = H(q) + KL(q ‖ p)
///     held-out NLL E_p[−log q] = H(p) + KL(p ‖ q) ≥ H(p)
///
/// The second can't be below the floor H(p), the oracle's own entropy. The first can: a generator that writes only what p
/// finds very likely has a low H(q). So both are to be looked at; see ``measures(of:settings:using:)``.
///
/// > Reference: Yu, Zhang, Wang & Yu (2017), arXiv:1609.05473, section "Synthetic data experiments"; their oracle is one draw
/// > of N(0, 1) weights, this one another.
public struct OracleTask: Sendable {
  /// What stands for the language: every parameter, biases too, is drawn from N(0, 1).
  public let oracle: RecurrentLanguageModel
  /// T, how many tokens a sequence has.
  public let length: Int
  /// Sequences of the oracle to learn from.
  public let training: [[Int]]
  /// Sequences of the oracle that aren't learnt from.
  public let heldOut: [[Int]]
  /// H(p), the oracle's entropy in nats a token: the mean of −(1/T) log p over all sequences above.
  public let floor: SampleMean
  /// −(1/T) log p of each sequence that is held out, in nats a token.
  let heldOutSurprises: [Double]

  /// A task with an oracle of its own. The default sizes are the published ones.
  ///
  /// - Parameters:
  ///   - vocabulary: V.
  ///   - length: T.
  ///   - features: How many numbers the oracle's vectors of tokens have.
  ///   - hidden: How many numbers the oracle remembers, twice.
  ///   - training: How many sequences to learn from, at least 1.
  ///   - heldOut: How many others, at least 2.
  ///   - generator: Gives the seed of the oracle and of its sequences; takes one word.
  /// - Complexity: O(sequences · T · hidden · V).
  public init(
    vocabulary: Int = 5_000, length: Int = 20, features: Int = 32, hidden: Int = 32,
    training: Int = 10_000, heldOut: Int = 1_000, using generator: inout some RandomNumberGenerator
  ) {
    let root = RandomStream(drawnFrom: &generator)
    var stream = root.child("oracle")
    self.init(
      RecurrentLanguageModel(
        vocabulary: vocabulary, features: features, hidden: hidden,
        initial: .normal(standardDeviation: 1), using: &stream),
      length: length, training: training, heldOut: heldOut, using: &stream)
  }

  /// A task with a given oracle.
  ///
  /// - Parameters:
  ///   - oracle: What stands for the language.
  ///   - length: T, at least 1.
  ///   - training: How many sequences to learn from, at least 1.
  ///   - heldOut: How many others, at least 2.
  ///   - generator: Gives the seed of the oracle's sequences; takes one word.
  public init(
    _ oracle: RecurrentLanguageModel, length: Int, training: Int, heldOut: Int,
    using generator: inout some RandomNumberGenerator
  ) {
    if length < 1 || training < 1 || heldOut < 2 {
      fatalError(
        "OracleTask: \(training) and \(heldOut) sequences of \(length) tokens; at least 1 and 2 of 1 are needed."
      )
    }
    let root = RandomStream(drawnFrom: &generator)
    var (first, second) = (root.child("training"), root.child("held out"))
    self.oracle = oracle
    self.length = length
    self.training = oracle.generate(training, length: length, using: &first)
    self.heldOut = oracle.generate(heldOut, length: length, using: &second)
    heldOutSurprises = oracle.negativeLogLikelihoods(of: self.heldOut)
    floor = SampleMean(
      of: oracle.negativeLogLikelihoods(of: self.training) + heldOutSurprises)
  }

  /// V.
  public var vocabulary: Int { oracle.vocabulary }

  /// The oracle-NLL of tokens that are drawn uniformly, estimated by drawing them: what a generator that knows nothing has;
  /// in nats a token.
  ///
  /// - Parameters:
  ///   - samples: How many sequences are drawn, at least 2.
  ///   - generator: Gives the seed; takes one word.
  public func uniformLoss(
    samples: Int = 1_000, using generator: inout some RandomNumberGenerator
  ) -> SampleMean {
    var stream = RandomStream(drawnFrom: &generator)
    let sequences = (0..<samples).map { _ in
      (0..<length).map { _ in Int.uniform(below: vocabulary, using: &stream) }
    }
    return SampleMean(of: oracle.negativeLogLikelihoods(of: sequences))
  }
}
