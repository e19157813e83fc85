public import Tensors

/// A recurrent layer with a long short-term memory: [time, batch, features] to [time, batch, hidden].
///
/// Time is the first axis, the batch the second, as for ``GRU``; attention, ``SequenceConvolution``, ``PositionalEncoding``
/// and ``Embedding`` have them the other way round, and `x.permuted([1, 0, 2])` leads from either to the other.
///
///     i, f, o = sigmoid(…),  g = tanh(…)  of  x W + h U + b
///     c′ = f ∘ c + i ∘ g,  h′ = o ∘ tanh(c′)
///
/// The columns of W, U and b are the gates i, f, g, o side by side, each of the width of the hidden state.
///
/// A sequence and its steps, one by one, give the same bits:
///
/// ```swift
/// let outputs = lstm(sequence)                       // [time, batch, features] to [time, batch, hidden]
/// var state = lstm.initialState(batch: 64)
/// for t in 0..<time {
///   state = lstm.step(sequence.at(t, along: 0), from: state)  // state.output is outputs.at(t, along: 0)
/// }
/// ```
///
/// > Reference: Hochreiter & Schmidhuber (1997), "Long short-term memory", doi:10.1162/neco.1997.9.8.1735; with the
/// > forget gate of Gers, Schmidhuber & Cummins (2000), doi:10.1162/089976600300015015.
public struct LSTM: Layer {
  /// W, shape [features, 4 · hidden].
  public var inputWeights: Tensor
  /// U, shape [hidden, 4 · hidden].
  public var stateWeights: Tensor
  /// b, shape [4 · hidden].
  public var bias: Tensor

  /// What the layer remembers of the sequences so far.
  public struct State: Differentiable, Sendable {
    /// h, shape [batch, hidden].
    public var output: Tensor
    /// c, shape [batch, hidden].
    public var cell: Tensor

    /// A state of one's own.
    public init(output: Tensor, cell: Tensor) {
      self.output = output
      self.cell = cell
    }
  }

  /// A layer whose weights are drawn, gate by gate.
  ///
  /// - Parameters:
  ///   - features: How many numbers come in at each time.
  ///   - hidden: How many come out.
  ///   - inputWeights: How the columns of W of each gate start.
  ///   - stateWeights: How the columns of U of each gate start.
  ///   - forgetBias: The bias of the forget gate at the start; the others are 0. With 1 the layer starts by remembering
  ///     (Jozefowicz, Zaremba & Sutskever 2015, "An empirical exploration of recurrent network architectures").
  ///   - generator: Where random numbers come from.
  public init(
    _ features: Int, _ hidden: Int, inputWeights: Initializer = .glorotUniform,
    stateWeights: Initializer = .orthogonal(), forgetBias: Float = 1,
    using generator: inout some RandomNumberGenerator
  ) {
    self.inputWeights = inputWeights.sideBySide(4, [features, hidden], using: &generator)
    self.stateWeights = stateWeights.sideBySide(4, [hidden, hidden], using: &generator)
    bias = concatenate(
      [.zeros([hidden]), Tensor(repeating: forgetBias, shape: [hidden]), .zeros([2 * hidden])],
      along: 0)
  }

  /// How many numbers come out at each time.
  public var hidden: Int { stateWeights.shape[0] }

  /// The state before a sequence: zeros.
  public func initialState(batch: Int) -> State {
    State(output: .zeros([batch, hidden]), cell: .zeros([batch, hidden]))
  }

  /// The state after one more time.
  ///
  /// - Parameters:
  ///   - input: What comes in, shape [batch, features].
  ///   - state: The state before.
  public func step(_ input: Tensor, from state: State) -> State {
    if input.rank != 2 {
      fatalError("LSTM.step: an input of shape \(input.shape) is not [batch, features].")
    }
    return callAsFunction(input.expandingAxis(at: 0), from: state).final
  }

  /// The outputs at all times, shape [time, batch, hidden], from the state of zeros.
  ///
  /// - Parameter sequence: Shape [time, batch, features].
  public func callAsFunction(_ sequence: Tensor) -> Tensor {
    if sequence.rank != 3 {
      fatalError("LSTM: a sequence of shape \(sequence.shape) is not [time, batch, features].")
    }
    return callAsFunction(sequence, from: initialState(batch: sequence.shape[1])).outputs
  }

  /// The outputs at all times, shape [time, batch, hidden], and the state after the last.
  ///
  /// - Parameters:
  ///   - sequence: Shape [time, batch, features].
  ///   - state: Where the sequence starts from: what a former part of it ended in.
  public func callAsFunction(
    _ sequence: Tensor, from state: State
  ) -> (outputs: Tensor, final: State) {
    let (outputs, cell) = longShortTermMemory(
      affine(sequence, inputWeights, bias), stateWeights, output: state.output, cell: state.cell)
    let time = outputs.shape[0]
    let output = time == 0 ? state.output : outputs.at(time - 1, along: 0)
    return (outputs, State(output: output, cell: cell))
  }
}
