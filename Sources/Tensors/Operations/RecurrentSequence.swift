internal import CKernels

/// The sizes of a recurrent layer's way through a sequence, and what the kinds of layers share.
struct RecurrentSequence {
  let time: Int
  let batch: Int
  let hidden: Int
  /// How many gates there are, each as wide as the state.
  let gateCount: Int

  /// How many numbers a state has.
  var size: Int { batch * hidden }
  /// How many numbers come into all gates of one item of the batch.
  var width: Int { gateCount * hidden }

  /// hₜ₋₁ U for all items of the batch, added to what is there or to a bias.
  func addState(
    _ previous: UnsafePointer<Float>, _ weights: Tensor, to gates: UnsafeMutablePointer<Float>,
    bias: Tensor? = nil
  ) {
    kernel_product(
      false, false, batch, width, hidden, previous, hidden, weights.elements, width, gates, width,
      bias == nil, bias?.elements, kernel_activation_none)
  }

  /// Adds G Uᵀ, what the gradient of the gates gives for the state before.
  func addGradient(
    of gates: UnsafePointer<Float>, _ weights: Tensor, to previous: UnsafeMutablePointer<Float>
  ) {
    kernel_product(
      false, true, batch, hidden, width, gates, width, weights.elements, width, previous, hidden,
      true, nil, kernel_activation_none)
  }

  /// The gradient of U: Σ over t of hₜ₋₁ᵀ Gₜ.
  ///
  /// - Parameter gates: G, what comes to the gates, shape [time, batch, width].
  /// - Parameter first: h₋₁, shape [batch, hidden].
  /// - Parameter outputs: hₜ, one time after the other, shape [time or more, batch, hidden].
  func gradientOfWeights(_ gates: Tensor, first: Tensor, outputs: Tensor) -> Tensor {
    Tensor([hidden, width]) { result in
      kernel_fill(hidden * width, 0, result)
      if time == 0 { return }
      add(first.elements, items: batch, gates.elements, to: result)
      add(
        outputs.elements, items: (time - 1) * batch, gates.elements + gateCount * size, to: result)
    }
  }

  private func add(
    _ states: UnsafePointer<Float>, items: Int, _ gates: UnsafePointer<Float>,
    to result: UnsafeMutablePointer<Float>
  ) {
    kernel_product(
      true, false, hidden, width, items, states, hidden, gates, width, result, width, true, nil,
      kernel_activation_none)
  }
}

extension Tensor {
  /// The same numbers in a buffer of their own, recorded nowhere.
  func copied() -> Tensor {
    Tensor(shape) { $0.update(from: elements, count: count) }
  }
}
