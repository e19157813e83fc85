import NeuralNetworks
import RandomStreams
import StochasticOptimization
import Tensors

/// A table of logits: what comes first, and what comes after each token.
struct Bigrams: SequenceModel {
  /// Shape [V].
  var first: Tensor
  /// Shape [V, V]; a row for each token before.
  var next: Tensor

  var vocabulary: Int { first.count }
  func initialState(rows: Int) -> Tensor {
    first.expandingAxis(at: 0).rows(at: [Int](repeating: 0, count: rows))
  }
  func state(after tokens: [Int], from state: Tensor) -> Tensor { next.rows(at: tokens) }
  func logits(in state: Tensor) -> Tensor { state }
}

/// An LSTM that goes token by token; its first input is 0.
struct Recurrent: SequenceModel {
  var embedding: Embedding
  var memory: LSTM
  var output: Dense

  init(vocabulary: Int, seed: UInt64) {
    var random = RandomStream(seed: seed)
    embedding = Embedding(vocabulary, 4, using: &random)
    memory = LSTM(4, 5, using: &random)
    output = Dense(5, vocabulary, using: &random)
  }

  var vocabulary: Int { embedding.count }
  func initialState(rows: Int) -> LSTM.State {
    memory.step(.zeros([rows, 4]), from: memory.initialState(batch: rows))
  }
  func state(after tokens: [Int], from state: LSTM.State) -> LSTM.State {
    memory.step(embedding(tokens), from: state)
  }
  func logits(in state: LSTM.State) -> Tensor { output(state.output) }
}

/// The same LSTM, which goes through all times at once and never stores the logits.
struct FastRecurrent: SequenceModel {
  var steps: Recurrent

  var vocabulary: Int { steps.vocabulary }
  func initialState(rows: Int) -> LSTM.State { steps.initialState(rows: rows) }
  func state(after tokens: [Int], from state: LSTM.State) -> LSTM.State {
    steps.state(after: tokens, from: state)
  }
  func logits(in state: LSTM.State) -> Tensor { steps.logits(in: state) }

  private func outputs(along sequences: [[Int]]) -> Tensor {
    let inputs = steps.embedding(sequences.map { Array($0.dropLast()) }).permuted([1, 0, 2])
    return steps.memory(concatenate([.zeros([1, sequences.count, 4]), inputs], along: 0))
  }
  func logits(along sequences: [[Int]]) -> Tensor { steps.output(outputs(along: sequences)) }
  func crossEntropy(along sequences: [[Int]], weights: [Float]) -> Tensor {
    let targets = sequences[0].indices.flatMap { time in sequences.map { $0[time] } }
    return steps.output.crossEntropy(
      outputs(along: sequences), targets: targets, weights: weights)
  }
}
