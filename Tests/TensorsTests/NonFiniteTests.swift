import Tensors
import Testing

@Suite struct NonFiniteTests {
  @Test func `nothing is watched unless asked`() {
    #expect(!Tensor.trapOnNonFinite)
    #expect(log(Tensor(0)).scalar == -.infinity)
  }

  @Test func `the operation that made it is named, with the place`() async {
    let logarithm = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Tensor.trapOnNonFinite = true
      _ = log(Tensor([[1, 2], [0, 3]])) + 1
    }
    #expect(
      standardError(of: logarithm).contains(
        "log: element 2 of the result, of shape [2, 2], is -inf"))
    let quotient = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Tensor.trapOnNonFinite = true
      _ = Tensor([1, 0]) / Tensor([1, 0])
    }
    #expect(standardError(of: quotient).contains("/: element 1 of the result, of shape [2], is"))
    #expect(standardError(of: quotient).contains("nan"))
    let sum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let great = Tensor([3e38, 3e38])
      Tensor.trapOnNonFinite = true
      _ = great.sum()
    }
    #expect(standardError(of: sum).contains("sum: element 0 of the result, of shape [], is inf"))
  }

  @Test func `what is changed in place is watched as well`() async {
    let sum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var x = Tensor([3e38])
      Tensor.trapOnNonFinite = true
      x += 3e38
    }
    #expect(standardError(of: sum).contains("+: element 0 of the result, of shape [1], is inf"))
  }

  @Test func `gradients are watched, also those of fused kernels`() async {
    let root = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Tensor.trapOnNonFinite = true
      _ = gradient(at: Tensor([4, 0])) { sqrt($0).sum() }
    }
    #expect(standardError(of: root).contains("/: element 1 of the result, of shape [2], is inf"))
    let total = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Tensor.trapOnNonFinite = true
      _ = gradient(at: Tensor([0, 0])) { x in
        let hidden = tanh(x)
        return (hidden * 3e38).sum() + (hidden * 3e38).sum()
      }
    }
    #expect(standardError(of: total).contains("+: element 0 of the result, of shape [2], is inf"))
    let fused = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Tensor.trapOnNonFinite = true
      _ = gradient(at: Tensor([0, 0, 0])) { (softmax($0) * Tensor([3e38, 3e38, -3e38])).sum() }
    }
    #expect(
      standardError(of: fused).contains("softmax: element 2 of the gradient, of shape [3], is -inf")
    )
  }

  @Test func `finite results pass`() async {
    await #expect(processExitsWith: .success) {
      Tensor.trapOnNonFinite = true
      let slope = gradient(at: Tensor([1, 2])) { (tanh($0) * exp($0)).mean() }
      if !slope.scalars.allSatisfy(\.isFinite) { fatalError() }
      Tensor.trapOnNonFinite = false
      _ = log(Tensor(0))
    }
  }
}
