public import NeuralNetworks
public import Tensors

/// What a ``SequenceModel`` remembers of the tokens so far: rows that can be chosen, repeated and put together, so that
/// many continuations go on from one beginning.
public protocol SequenceState {
  /// The state whose row i is row `indices[i]` of this one.
  func rows(at indices: [Int]) -> Self

  /// All rows of some states, one state after the other; at least one state.
  static func joined(_ states: [Self]) -> Self
}

extension LSTM.State: SequenceState {
  /// Some of the rows, in the order asked for.
  public func rows(at indices: [Int]) -> LSTM.State {
    LSTM.State(output: output.rows(at: indices), cell: cell.rows(at: indices))
  }

  /// The rows of all states.
  public static func joined(_ states: [LSTM.State]) -> LSTM.State {
    LSTM.State(
      output: concatenate(states.map(\.output), along: 0),
      cell: concatenate(states.map(\.cell), along: 0))
  }
}

extension Tensor: SequenceState {
  /// The rows of all tensors.
  public static func joined(_ states: [Tensor]) -> Tensor { concatenate(states, along: 0) }
}
