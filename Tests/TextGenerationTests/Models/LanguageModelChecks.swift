import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration

/// A table: the probabilities of the first token, and of what comes after each token.
struct TableModel: SequenceModel {
  /// Logits, shape [1, V].
  var first: Tensor
  /// Logits, shape [V, V]; a row for each token before.
  var next: Tensor

  init(first: [Double], next: [[Double]]) {
    self.first = Tensor([first.map { Float(Double.log($0)) }])
    self.next = Tensor(next.map { $0.map { Float(Double.log($0)) } })
  }

  var vocabulary: Int { next.shape[1] }
  func initialState(rows: Int) -> Tensor { first.rows(at: [Int](repeating: 0, count: rows)) }
  func state(after tokens: [Int], from state: Tensor) -> Tensor { next.rows(at: tokens) }
  func logits(in state: Tensor) -> Tensor { state }
}

/// A vector of numbers for each context, which the decoder begins with.
struct TableEncoder: ContextEncoder {
  /// Shape [contexts, hidden].
  var output: Tensor
  /// Shape [contexts, hidden].
  var cell: Tensor

  init(contexts: Int, hidden: Int, using stream: inout RandomStream) {
    let initial = Initializer.normal(standardDeviation: 1)
    output = initial([contexts, hidden], using: &stream)
    cell = initial([contexts, hidden], using: &stream)
  }

  func state(for contexts: [Int]) -> LSTM.State {
    LSTM.State(output: output.rows(at: contexts), cell: cell.rows(at: contexts))
  }
}

/// Small models whose probabilities are far from uniform.
enum SmallModels {
  static func recurrent(_ vocabulary: Int = 3, seed: UInt64 = 1) -> RecurrentLanguageModel {
    var stream = RandomStream(seed: seed)
    return RecurrentLanguageModel(
      vocabulary: vocabulary, features: 4, hidden: 5, start: 1,
      initial: .normal(standardDeviation: 1), using: &stream)
  }

  static func transformer(_ vocabulary: Int = 3, length: Int = 6, seed: UInt64 = 2)
    -> TransformerLanguageModel
  {
    var stream = RandomStream(seed: seed)
    return TransformerLanguageModel(
      vocabulary: vocabulary, length: length, features: 8, heads: 2, blocks: 2, start: 1,
      using: &stream)
  }

  static func conditional(_ vocabulary: Int = 3, contexts: Int = 3, seed: UInt64 = 3)
    -> ConditionalLanguageModel<TableEncoder>
  {
    var stream = RandomStream(seed: seed)
    return ConditionalLanguageModel(
      encoder: TableEncoder(contexts: contexts, hidden: 5, using: &stream),
      decoder: recurrent(vocabulary, seed: seed + 100))
  }

  /// All sequences, the first token changing fastest.
  static func sequences(_ vocabulary: Int, length: Int) -> [[Int]] {
    (0..<length).reduce([[]]) { sequences, _ in
      (0..<vocabulary).flatMap { token in sequences.map { $0 + [token] } }
    }
  }
}

extension SequenceModel {
  /// log q of each sequence, from logits step by step, in Double.
  func stepwiseLogProbabilities(of sequences: [[Int]]) -> [Double] {
    var state = initialState(rows: sequences.count)
    var sums = [Double](repeating: 0, count: sequences.count)
    for time in sequences[0].indices {
      if time > 0 { state = self.state(after: sequences.map { $0[time - 1] }, from: state) }
      let (all, size) = (logits(in: state).scalars.map(Double.init), vocabulary)
      for row in sequences.indices {
        let logits = all[row * size..<(row + 1) * size]
        let largest = logits.reduce(-.infinity, max)
        let total = logits.reduce(0) { $0 + Double.exp($1 - largest) }
        sums[row] += all[row * size + sequences[row][time]] - largest - Double.log(total)
      }
    }
    return sums
  }

  /// How far ``crossEntropy(along:weights:)`` and its gradient are from those of logits made step by step.
  func crossEntropyError(at sequences: [[Int]], weights: [Float]) -> Double {
    let found = valueAndGradient(at: self) { $0.crossEntropy(along: sequences, weights: weights) }
    let expected = valueAndGradient(at: self) { model in
      var (state, sum) = (model.initialState(rows: sequences.count), Tensor(0))
      for time in sequences[0].indices {
        if time > 0 { state = model.state(after: sequences.map { $0[time - 1] }, from: state) }
        let first = time * sequences.count
        let logProbabilities = logSoftmax(model.logits(in: state))
          .elements(at: sequences.map { $0[time] })
        sum =
          sum - (logProbabilities * Tensor(Array(weights[first..<first + sequences.count]))).sum()
      }
      return sum
    }
    return max(
      Double((found.value.scalar - expected.value.scalar).magnitude),
      largestGap(numbers(in: found.gradient), numbers(in: expected.gradient)))
  }

  /// How far the logits along sequences are from those step by step.
  func logitsError(at sequences: [[Int]]) -> Double {
    var state = initialState(rows: sequences.count)
    var steps: [Double] = []
    for time in sequences[0].indices {
      if time > 0 { state = self.state(after: sequences.map { $0[time - 1] }, from: state) }
      steps += logits(in: state).scalars.map(Double.init)
    }
    return largestGap(logits(along: sequences).scalars.map(Double.init), steps)
  }
}

/// All numbers of a model.
func numbers(in model: some Differentiable) -> [Double] {
  model.tensors.flatMap { $0.scalars.map(Double.init) }
}

/// The largest difference between two lists of numbers; infinite when their counts differ.
func largestGap(_ first: [Double], _ second: [Double]) -> Double {
  guard first.count == second.count else { return .infinity }
  return zip(first, second).reduce(0) {
    $1.0.isNaN || $1.1.isNaN ? .infinity : max($0, ($1.0 - $1.1).magnitude)
  }
}

/// How many standard errors the frequency of an event of some probability is off.
func deviations(_ count: Int, of trials: Int, probability: Double) -> Double {
  let n = Double(trials)
  return (Double(count) - n * probability).magnitude
    / (n * probability * (1 - probability)).squareRoot()
}
