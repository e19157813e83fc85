import StochasticOptimization
import Tensors
import Testing

@Suite struct ObjectiveTests {
  /// Each number is exactly a Float, and so are sums and squares of so few.
  @Test func `a function of tensors has the gradient of each row`() {
    let targets = Tensor([[1, 2], [0.5, -1]])
    let f = Objective.tensors { z in square(z - targets).sum(along: 1) }
    let outcomes = [[2.0, 0], [0, 1]]
    #expect(f.isDifferentiable && f.values(outcomes) == [5, 4.25])
    let (values, gradients) = f.valuesAndGradients(at: outcomes)
    #expect(values == [5, 4.25] && gradients == [[2, -4], [-1, 4]])
    #expect(f.gradients(at: outcomes) == gradients)
  }

  @Test func `a function with a gradient is asked a row at a time`() {
    let f = Objective({ $0[0] * $0[1] }, gradient: { [$0[1], $0[0]] })
    #expect(f.values([[2, 3], [4, 5]]) == [6, 20])
    #expect(f.gradients(at: [[2, 3], [4, 5]]) == [[3, 2], [5, 4]])
  }

  @Test func `a black box has no gradient`() {
    #expect(!Objective { (z: [Double]) in z[0] }.isDifferentiable)
    let batched = Objective<[Double]>.batched { $0.enumerated().map { Double($0) + $1[0] } }
    #expect(!batched.isDifferentiable && batched.values([[1], [1]]) == [1, 2])
  }
}
