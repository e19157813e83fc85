import Tensors
import Testing

/// What is recorded ends with the call that records it.
@Suite struct RecordingTests {
  /// Changes a tensor where it lies, which a recorded one refuses.
  private func canBeChanged(_ tensor: Tensor) -> Bool {
    var tensor = tensor
    tensor.withMutableElements { $0[0] += 1 }
    return true
  }

  @Test func `a gradient penalty leaves nothing recorded`() {
    let x = Tensor([0.5, -1])
    let weights = Tensor([2, 3])
    let (value, slope) = valueAndGradient(at: weights) { weights in
      let inner = gradient(at: x) { (tanh($0) * weights).sum() }
      return square(inner).sum()
    }
    // ∂/∂wᵢ of Σ wᵢ² (1 − tanh² xᵢ)².
    let bent = 1 - square(tanh(x))
    #expect((slope - 2 * weights * square(bent)).scalars.allSatisfy { abs($0) < 1e-5 })
    #expect(canBeChanged(value) && canBeChanged(slope))
  }

  @Test func `what leaves the function otherwise is a constant, and the past is let go`() {
    let weight = Tensor([0.5])
    var state = Tensor([1])
    var slopes: [Float] = []
    var states: [Float] = []
    for _ in 0..<4 {
      let start = state.scalar
      let slope = gradient(at: weight) { weight in
        state = tanh(weight * state)
        return state.sum()
      }
      slopes.append(slope.scalar)
      states.append(start)
      #expect(canBeChanged(state))
    }
    for (slope, start) in zip(slopes, states) {
      let end = tanh(weight * Tensor([start])).scalar
      // The start of each step counts as constant: no gradient of the steps before.
      #expect(abs(slope - start * (1 - end * end)) < 1e-6)
    }
  }

  @Test func `carrying a state along takes no more buffers, and copies no parameters`() {
    var weights = Tensor(repeating: 0.01, shape: [64, 64])
    var state = Tensor.ones([1, 64])
    func step() {
      let slope = gradient(at: weights) { weights in
        state = tanh(matmul(state, weights))
        return state.sum()
      }
      weights -= 0.01 * slope
    }
    for _ in 0..<3 { step() }
    let before = Tensor.freshBufferCount
    for _ in 0..<50 { step() }
    #expect(Tensor.freshBufferCount == before)
  }

  @Test func `an inner function may return a variable of the outer one`() {
    let slope = gradient(at: Tensor(3)) { x in
      let inner = valueAndGradient(at: Tensor(2)) { _ in x }
      #expect(inner.gradient == Tensor(0))
      return inner.value * x
    }
    #expect(slope == Tensor(6))
  }

  @Test func `many inner gradients in one outer recording cost no more each`() {
    // Each inner search passes by what was recorded before it began; else this takes minutes.
    let x = Tensor(0.001)
    let slope = gradient(at: x) { x in
      var sum = x
      for _ in 0..<20_000 { sum = sum + gradient(at: sum) { $0 * $0 } * 0.0001 }
      return sum
    }
    #expect(slope.scalar > 1 && slope.scalar.isFinite)
  }

  @Test func `a recording that fails ends too`() throws {
    struct Failure: Error {}
    var leaked = Tensor(0)
    #expect(throws: Failure.self) {
      try gradient(at: Tensor(1)) { x throws(Failure) -> Tensor in
        leaked = 2 * x
        throw Failure()
      }
    }
    #expect(canBeChanged(leaked))
  }
}
