internal import CKernels

/// A long short-term memory through a whole sequence.
///
///     i, f, o = sigmoid(…),  g = tanh(…)  of  aₜ + hₜ₋₁ U
///     cₜ = f ∘ cₜ₋₁ + i ∘ g,  hₜ = o ∘ tanh(cₜ)
///
/// One operation for all times: going back, the product that gives the gradient of U is made once.
///
/// - Parameters:
///   - inputs: aₜ, what comes into the gates i, f, g, o from outside; shape [time, batch, 4 · hidden].
///   - weights: U, shape [hidden, 4 · hidden].
///   - output: h₋₁, shape [batch, hidden].
///   - cell: c₋₁, shape [batch, hidden].
/// - Returns: hₜ at all times, shape [time, batch, hidden], and the last cₜ, shape [batch, hidden].
/// - Precondition: The shapes fit.
/// - Complexity: O(time · batch · hidden²). What is added to each gate is added in the order: aₜ, products by index.
public func longShortTermMemory(
  _ inputs: Tensor, _ weights: Tensor, output: Tensor, cell: Tensor
) -> (outputs: Tensor, cell: Tensor) {
  let memory = LongShortTermMemory(inputs.shape, weights.shape, output.shape, cell.shape)
  let (both, time) = (memory.recorded(inputs, weights, output, cell), memory.sequence.time)
  return (both.slice(0..<time, along: 0), both.at(time, along: 0))
}

/// The passes of a long short-term memory.
private struct LongShortTermMemory {
  let sequence: RecurrentSequence

  init(_ inputs: Shape, _ weights: Shape, _ output: Shape, _ cell: Shape) {
    guard inputs.rank == 3, weights.rank == 2, weights[1] == 4 * weights[0],
      inputs[2] == weights[1], output == [inputs[1], weights[0]], cell == output
    else {
      fatalError(
        """
        longShortTermMemory: inputs of shape \(inputs), weights \(weights), output \(output) and cell \(cell) don't \
        fit; they are [time, batch, 4 · hidden], [hidden, 4 · hidden] and twice [batch, hidden].
        """)
    }
    sequence = RecurrentSequence(
      time: inputs[0], batch: inputs[1], hidden: weights[0], gateCount: 4)
  }

  // MARK: Forward

  /// The outputs at all times, and behind them the last cell: shape [time + 1, batch, hidden].
  func recorded(_ inputs: Tensor, _ weights: Tensor, _ output: Tensor, _ cell: Tensor) -> Tensor {
    let gates = inputs.copied()
    let (time, batch, hidden) = (sequence.time, sequence.batch, sequence.hidden)
    let cells = Tensor([time, batch, hidden], TensorStorage(count: time * sequence.size))
    let both = Tensor([time + 1, batch, hidden]) {
      run(gates.storage.elements, cells.storage.elements, $0, weights, output, cell)
    }
    return both.recorded("longShortTermMemory", from: [inputs, weights, output, cell]) {
      gradient, step in
      if step.isRecording { return step.composedGradients(gradient) { composed($0) } }
      return gradients(of: gradient, step, gates, cells)
    }
  }

  private func run(
    _ gates: UnsafeMutablePointer<Float>, _ cells: UnsafeMutablePointer<Float>,
    _ both: UnsafeMutablePointer<Float>, _ weights: Tensor, _ output: Tensor, _ cell: Tensor
  ) {
    let (time, size) = (sequence.time, sequence.size)
    for t in 0..<time {
      let gates = gates + t * 4 * size
      sequence.addState(
        t == 0 ? output.elements : UnsafePointer(both + (t - 1) * size), weights, to: gates)
      kernel_lstm_gates(
        sequence.batch, sequence.hidden, gates,
        t == 0 ? cell.elements : UnsafePointer(cells + (t - 1) * size), cells + t * size,
        both + t * size)
    }
    let last = time == 0 ? cell.elements : UnsafePointer(cells + (time - 1) * size)
    (both + time * size).update(from: last, count: size)
  }

  // MARK: Back

  /// The gradients of inputs, weights, output and cell, from that of outputs and last cell.
  private func gradients(
    of gradient: Tensor, _ step: Node.Step, _ gates: Tensor, _ cells: Tensor
  ) -> [Tensor?] {
    let (weights, output, cell) = (step.inputs[1], step.inputs[2], step.inputs[3])
    let (time, size) = (sequence.time, sequence.size)
    // What comes to each output from outside; what comes from later times is added to it.
    let outputs = gradient.copied()
    let firstOutput = Tensor.zeros(output.shape)
    // The gradient of the cell goes to and fro between two buffers.
    var (later, earlier) = (
      gradient.at(time, along: 0), Tensor(cell.shape, TensorStorage(count: size))
    )
    let inputs = Tensor(gates.shape) { inputs in
      for t in (0..<time).reversed() {
        let inputs = inputs + t * 4 * size
        kernel_lstm_gates_gradient(
          sequence.batch, sequence.hidden, gates.elements + t * 4 * size,
          t == 0 ? cell.elements : cells.elements + (t - 1) * size, cells.elements + t * size,
          outputs.elements + t * size, later.elements, inputs, earlier.storage.elements)
        swap(&later, &earlier)
        sequence.addGradient(
          of: inputs, weights,
          to: t == 0 ? firstOutput.storage.elements : outputs.storage.elements + (t - 1) * size)
      }
    }
    let weightGradient =
      step.needs[1]
      ? sequence.gradientOfWeights(inputs, first: output, outputs: step.output) : nil
    withExtendedLifetime((outputs, gates, cells, weights, cell, earlier)) {}
    return [inputs, weightGradient, firstOutput, later]
  }

  // MARK: Composed

  /// The same function, of operations that can be differentiated any number of times.
  private func composed(_ arguments: [Tensor]) -> Tensor {
    let (inputs, weights) = (arguments[0], arguments[1])
    var (output, cell) = (arguments[2], arguments[3])
    var outputs: [Tensor] = []
    for t in 0..<sequence.time {
      let parts = (inputs.at(t, along: 0) + matmul(output, weights)).split(into: 4, along: 1)
      cell = sigmoid(parts[1]) * cell + sigmoid(parts[0]) * tanh(parts[2])
      output = sigmoid(parts[3]) * tanh(cell)
      outputs.append(output)
    }
    return stack(outputs + [cell], along: 0)
  }
}
