import CKernels
import Testing

/// Each optimiser against its formula written for one number, in the order that optimizers.inc states.
struct OptimizersTests {
  static let counts = [0, 1, 15, 16, 17, 1000]

  private struct State {
    var gradient: [Float]
    var first: [Float]
    var second: [Float]
    var x: [Float]

    init(_ count: Int) {
      gradient = .random(count, seed: 1)
      first = .random(count, seed: 2)
      second = .random(count, in: 0..<2, seed: 3)
      x = .random(count, seed: 4)
    }

    var all: [Float] { first + second + x }
  }

  private func expectBits(
    count: Int, kernel: (inout State) -> Void,
    formula: (Float, inout Float, inout Float, inout Float) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let bits = Levels.commonBits {
      var state = State(count)
      for _ in 0..<3 { kernel(&state) }
      return state.all
    }
    var state = State(count)
    for _ in 0..<3 {
      for i in 0..<count {
        formula(state.gradient[i], &state.first[i], &state.second[i], &state.x[i])
      }
    }
    #expect(bits == state.all.bits, sourceLocation: sourceLocation)
  }

  @Test("Adam and AdamW have the bits of their formula", arguments: counts, [0, 0.01] as [Float])
  func adam(count: Int, decay: Float) {
    let settings = kernel_adam_settings(
      step_size: 0.003, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: decay, correction1: 0.271,
      correction2: 0.002997)
    expectBits(count: count) {
      kernel_adam(count, settings, $0.gradient, &$0.first, &$0.second, &$0.x)
    } formula: { g, m, v, x in
      m = ((1 - 0.9 as Float) * g).addingProduct(0.9, m)
      v = ((1 - 0.999 as Float) * g * g).addingProduct(0.999, v)
      if decay != 0 { x = x.addingProduct(-(0.003 * decay), x) }
      x -=
        (0.003 / 0.271 as Float) * m / ((1 / 0.002997 as Float) * v).squareRoot().advanced(by: 1e-8)
    }
  }

  @Test("RMSProp has the bits of its formula", arguments: counts, [0, 1] as [Int32])
  func rmsprop(count: Int, inside: Int32) {
    let settings = kernel_rmsprop_settings(
      step_size: 0.01, decay: 0.95, epsilon: 0.01, epsilon_inside: inside)
    expectBits(count: count) {
      kernel_rmsprop(count, settings, $0.gradient, &$0.second, &$0.x)
    } formula: { g, _, v, x in
      v = ((1 - 0.95 as Float) * g * g).addingProduct(0.95, v)
      x -= 0.01 * g / (inside != 0 ? (v + 0.01).squareRoot() : v.squareRoot() + 0.01)
    }
  }

  @Test("what is remembered fades to zero, and does not stay at the smallest number")
  func fading() {
    let adam = kernel_adam_settings(
      step_size: 0.003, beta1: 0.9, beta2: 0.5, epsilon: 1e-8, decay: 0, correction1: 1,
      correction2: 1)
    let rmsprop = kernel_rmsprop_settings(
      step_size: 0.01, decay: 0.9, epsilon: 0.01, epsilon_inside: 0)
    let bits = Levels.commonBits {
      let gradient = [Float](repeating: 0, count: 17)
      var (first, second, x) = (
        gradient.map { _ in Float(-1) }, gradient.map { _ in Float(1) }, gradient
      )
      var (square, velocity) = (second, first)
      for _ in 0..<900 {
        kernel_adam(17, adam, gradient, &first, &second, &x)
        kernel_rmsprop(17, rmsprop, gradient, &square, &x)
        kernel_momentum(17, 0.1, 0.9, 0, gradient, &velocity, &x)
      }
      return first + second + square + velocity
    }
    #expect(bits?.allSatisfy { $0 == 0 } == true)
  }

  @Test("Momentum has the bits of its formula", arguments: counts, [0, 1] as [Int32])
  func momentum(count: Int, nesterov: Int32) {
    expectBits(count: count) {
      kernel_momentum(count, 0.1, 0.9, nesterov, $0.gradient, &$0.first, &$0.x)
    } formula: { g, velocity, _, x in
      velocity = g.addingProduct(0.9, velocity)
      x = x.addingProduct(-0.1, nesterov != 0 ? g.addingProduct(0.9, velocity) : velocity)
    }
  }

  @Test("An average has the bits of its formula", arguments: counts)
  func average(count: Int) {
    expectBits(count: count) {
      kernel_average(count, 0.005, $0.gradient, &$0.x)
    } formula: { y, _, _, x in
      x = ((1 - 0.005 as Float) * x).addingProduct(0.005, y)
    }
  }

  @Test("An average at rate 1 is a copy, and at rate 0 nothing, to the bit", arguments: counts)
  func averageAtTheEnds(count: Int) {
    func numbers(_ shift: Int) -> [Float] {
      (0..<count).map { specialFloats[($0 + shift) % specialFloats.count] }
    }
    let (x, y) = (numbers(0), numbers(7))
    for (rate, wanted) in [(0, x), (1, y)] as [(Float, [Float])] {
      let bits = Levels.commonBits {
        var result = x
        kernel_average(count, rate, y, &result)
        return result
      }
      #expect(bits == wanted.bits)
    }
  }

  @Test func `The first step of Adam is the step size against the gradient's sign`() {
    let settings = kernel_adam_settings(
      step_size: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0, correction1: 1 - 0.9,
      correction2: 1 - 0.999)
    var (first, second, x): ([Float], [Float], [Float]) = ([0, 0], [0, 0], [1, 1])
    kernel_adam(2, settings, [3, -0.02], &first, &second, &x)
    expectClose(x, [0.9, 1.1], relative: 1e-6)
  }
}
