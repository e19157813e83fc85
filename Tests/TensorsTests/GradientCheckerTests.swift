import RandomStreams
import Tensors
import Testing

/// The checker itself: what it must not let pass.
@Suite struct GradientCheckerTests {
  private let square = { (inputs: [DoubleArray]) in inputs[0] * inputs[0] }

  @Test func `right values and derivatives pass`() {
    expectDerivatives(of: { $0[0] * $0[0] }, matching: square, at: [Tensor([1, 2])], seed: 0)
  }

  @Test func `a wrong value is found`() {
    withKnownIssue {
      expectDerivatives(
        of: { $0[0] * $0[0] + 1e-4 }, matching: square, at: [Tensor([1, 2])], seed: 0)
    } matching: {
      "\($0)".contains("value 0 of shape [2]")
    }
  }

  @Test func `a wrong shape is found`() {
    withKnownIssue {
      expectDerivatives(
        of: { ($0[0] * $0[0]).expandingAxis(at: 0) }, matching: square, at: [Tensor([1])], seed: 0)
    }
  }

  @Test func `a wrong gradient of a right value is found`() {
    withKnownIssue {
      expectDerivatives(
        of: { stopGradient($0[0]) * $0[0] }, matching: square, at: [Tensor([1, 2])], seed: 0)
    }
  }

  /// 2 x₀ x − x₀² with x₀ held fixed is x² with the right gradient, but has no second derivative.
  @Test func `wrong second derivatives of a right gradient are found`() {
    withKnownIssue {
      expectDerivatives(
        of: { inputs in
          let fixed = stopGradient(inputs[0])
          return 2 * fixed * inputs[0] - fixed * fixed
        }, matching: square, at: [Tensor([1, 2])], seed: 0)
    } matching: {
      "\($0)".contains("second derivatives 0 of shape [2]")
    }
  }
}
