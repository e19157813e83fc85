internal import CKernels

/// Gated recurrent units through a whole sequence.
///
///     r, z = sigmoid(aₜ + hₜ₋₁ U + u),  n = tanh(aₜ + r ∘ (hₜ₋₁ U + u))
///     hₜ = (1 − z) ∘ n + z ∘ hₜ₋₁
///
/// One operation for all times: going back, the product that gives the gradient of U is made once.
///
/// - Parameters:
///   - inputs: aₜ, what comes into the gates r, z, n from outside; shape [time, batch, 3 · hidden].
///   - weights: U, shape [hidden, 3 · hidden].
///   - bias: u, shape [3 · hidden].
///   - state: h₋₁, shape [batch, hidden].
/// - Returns: hₜ at all times, shape [time, batch, hidden].
/// - Precondition: The shapes fit.
/// - Complexity: O(time · batch · hidden²). What the state puts into each gate is added in the order: uᵢ, products by
///   index.
public func gatedRecurrentUnit(
  _ inputs: Tensor, _ weights: Tensor, _ bias: Tensor, state: Tensor
) -> Tensor {
  GatedRecurrentUnit(inputs.shape, weights.shape, bias.shape, state.shape)
    .recorded(inputs, weights, bias, state)
}

/// The passes of gated recurrent units.
private struct GatedRecurrentUnit {
  private let sequence: RecurrentSequence

  init(_ inputs: Shape, _ weights: Shape, _ bias: Shape, _ state: Shape) {
    guard inputs.rank == 3, weights.rank == 2, weights[1] == 3 * weights[0],
      inputs[2] == weights[1], bias == [weights[1]], state == [inputs[1], weights[0]]
    else {
      fatalError(
        """
        gatedRecurrentUnit: inputs of shape \(inputs), weights \(weights), bias \(bias) and state \(state) don't fit; \
        they are [time, batch, 3 · hidden], [hidden, 3 · hidden], [3 · hidden] and [batch, hidden].
        """)
    }
    sequence = RecurrentSequence(
      time: inputs[0], batch: inputs[1], hidden: weights[0], gateCount: 3)
  }

  // MARK: Forward

  func recorded(_ inputs: Tensor, _ weights: Tensor, _ bias: Tensor, _ state: Tensor) -> Tensor {
    let gates = inputs.copied()
    let fromState = Tensor(inputs.shape, TensorStorage(count: inputs.count))
    let outputs = Tensor([sequence.time, sequence.batch, sequence.hidden]) {
      run(gates.storage.elements, fromState.storage.elements, $0, weights, bias, state)
    }
    return outputs.recorded("gatedRecurrentUnit", from: [inputs, weights, bias, state]) {
      gradient, step in
      if step.isRecording { return step.composedGradients(gradient) { composed($0) } }
      return gradients(of: gradient, step, gates, fromState)
    }
  }

  /// From what the inputs put into the gates, the gates; what the state puts into them; and the outputs.
  private func run(
    _ gates: UnsafeMutablePointer<Float>, _ fromState: UnsafeMutablePointer<Float>,
    _ outputs: UnsafeMutablePointer<Float>, _ weights: Tensor, _ bias: Tensor, _ state: Tensor
  ) {
    let size = sequence.size
    for t in 0..<sequence.time {
      let (gates, fromState) = (gates + t * 3 * size, fromState + t * 3 * size)
      let previous = t == 0 ? state.elements : UnsafePointer(outputs + (t - 1) * size)
      sequence.addState(previous, weights, to: fromState, bias: bias)
      kernel_gru_gates(
        sequence.batch, sequence.hidden, gates, fromState, previous, outputs + t * size)
    }
  }

  // MARK: Back

  /// The gradients of inputs, weights, bias and state, from that of the outputs.
  private func gradients(
    of gradient: Tensor, _ step: Node.Step, _ gates: Tensor, _ fromState: Tensor
  ) -> [Tensor?] {
    let (weights, state) = (step.inputs[1], step.inputs[3])
    let (size, hidden) = (sequence.size, sequence.hidden)
    // What comes to each output from outside; what comes from later times is added to it.
    let outputs = gradient.copied()
    let first = Tensor.zeros(state.shape)
    let direct = TensorStorage(count: size)
    let ofState = Tensor(gates.shape, TensorStorage(count: gates.count))
    let inputs = Tensor(gates.shape) { inputs in
      for t in (0..<sequence.time).reversed() {
        let (place, gate) = ((t - 1) * size, t * 3 * size)
        let earlier = t == 0 ? first.storage.elements : outputs.storage.elements + place
        kernel_gru_gates_gradient(
          sequence.batch, hidden, gates.elements + gate, fromState.elements + gate,
          t == 0 ? state.elements : step.output.elements + place, outputs.elements + t * size,
          inputs + gate, ofState.storage.elements + gate, direct.elements)
        kernel_add_scaled(size, 1, direct.elements, earlier)
        sequence.addGradient(of: ofState.elements + gate, weights, to: earlier)
      }
    }
    let weightGradient =
      step.needs[1]
      ? sequence.gradientOfWeights(ofState, first: state, outputs: step.output) : nil
    let biasGradient = step.needs[2] ? ofState.summed(to: [3 * hidden]) : nil
    withExtendedLifetime((outputs, gates, fromState, ofState, weights, state, direct)) {}
    return [inputs, weightGradient, biasGradient, first]
  }

  // MARK: Composed

  /// The same function, of operations that can be differentiated any number of times.
  private func composed(_ arguments: [Tensor]) -> Tensor {
    let (inputs, weights, bias) = (arguments[0], arguments[1], arguments[2])
    var (state, outputs) = (arguments[3], [Tensor]())
    for t in 0..<sequence.time {
      let input = inputs.at(t, along: 0).split(into: 3, along: 1)
      let own = affine(state, weights, bias).split(into: 3, along: 1)
      let (reset, keep) = (sigmoid(input[0] + own[0]), sigmoid(input[1] + own[1]))
      let candidate = tanh(input[2] + reset * own[2])
      state = candidate + keep * (state - candidate)
      outputs.append(state)
    }
    if !outputs.isEmpty { return stack(outputs, along: 0) }
    return 0 * inputs.reshaped(to: [0, sequence.batch, sequence.hidden])
  }
}
