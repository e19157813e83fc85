public import Tensors

/// A recurrent layer with gated units.
///
///     r = sigmoid(x Wr + br + h Ur + ur),  z = sigmoid(x Wz + bz + h Uz + uz)
///     n = tanh(x Wn + bn + r ∘ (h Un + un)),  h′ = (1 − z) ∘ n + z ∘ h
///
/// The columns of W, U, b and u are the parts r, z, n side by side, each of the width of the hidden state.
///
/// A sequence and its steps, one by one, give the same bits; the state is the output itself.
///
/// > Reference: Cho et al. (2014), "Learning phrase representations using RNN encoder–decoder", arXiv:1406.1078.
/// > Note: The reset gate r multiplies h Un + un, as in cuDNN and PyTorch, not h itself as in the paper; and z is the
/// > share that stays.
public struct GRU: Layer {
  /// W, shape [features, 3 · hidden].
  public var inputWeights: Tensor
  /// U, shape [hidden, 3 · hidden].
  public var stateWeights: Tensor
  /// b, shape [3 · hidden].
  public var inputBias: Tensor
  /// u, shape [3 · hidden]: of its own, as the reset gate multiplies its last third.
  public var stateBias: Tensor

  /// A layer whose weights are drawn, part by part; biases are 0.
  ///
  /// - Parameters:
  ///   - features: How many numbers come in at each time.
  ///   - hidden: How many come out.
  ///   - inputWeights: How the columns of W of each part start.
  ///   - stateWeights: How the columns of U of each part start.
  ///   - generator: Where random numbers come from.
  public init(
    _ features: Int, _ hidden: Int, inputWeights: Initializer = .glorotUniform,
    stateWeights: Initializer = .orthogonal(), using generator: inout some RandomNumberGenerator
  ) {
    self.inputWeights = inputWeights.sideBySide(3, [features, hidden], using: &generator)
    self.stateWeights = stateWeights.sideBySide(3, [hidden, hidden], using: &generator)
    inputBias = .zeros([3 * hidden])
    stateBias = .zeros([3 * hidden])
  }

  /// How many numbers come out at each time.
  public var hidden: Int { stateWeights.shape[0] }

  /// The state before a sequence: zeros, shape [batch, hidden].
  public func initialState(batch: Int) -> Tensor { .zeros([batch, hidden]) }

  /// The state after one more time, shape [batch, hidden]; it is the output too.
  ///
  /// - Parameters:
  ///   - input: What comes in, shape [batch, features].
  ///   - state: Shape [batch, hidden].
  public func step(_ input: Tensor, from state: Tensor) -> Tensor {
    if input.rank != 2 || state.shape != [input.shape[0], hidden] {
      fatalError(
        "GRU.step: an input of shape \(input.shape) and a state of shape \(state.shape) are not "
          + "[batch, features] and [batch, \(hidden)].")
    }
    return callAsFunction(input.expandingAxis(at: 0), from: state).final
  }

  /// The outputs at all times, shape [time, batch, hidden], from the state of zeros.
  ///
  /// - Parameter sequence: Shape [time, batch, features].
  public func callAsFunction(_ sequence: Tensor) -> Tensor {
    if sequence.rank != 3 {
      fatalError("GRU: a sequence of shape \(sequence.shape) is not [time, batch, features].")
    }
    return callAsFunction(sequence, from: initialState(batch: sequence.shape[1])).outputs
  }

  /// The outputs at all times, shape [time, batch, hidden], and the state after the last.
  ///
  /// - Parameters:
  ///   - sequence: Shape [time, batch, features].
  ///   - state: Where the sequence starts from, shape [batch, hidden].
  public func callAsFunction(
    _ sequence: Tensor, from state: Tensor
  ) -> (outputs: Tensor, final: Tensor) {
    if sequence.rank != 3 || state.shape != [sequence.shape[1], hidden] {
      fatalError(
        "GRU: a sequence of shape \(sequence.shape) and a state of shape \(state.shape) are not "
          + "[time, batch, features] and [batch, \(hidden)].")
    }
    let outputs = gatedRecurrentUnit(
      affine(sequence, inputWeights, inputBias), stateWeights, stateBias, state: state)
    let time = outputs.shape[0]
    return (outputs, time == 0 ? state : outputs.at(time - 1, along: 0))
  }
}
