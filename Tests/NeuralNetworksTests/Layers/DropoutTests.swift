import NeuralNetworks
import PortableMath
import RandomStreams
import Tensors
import Testing

struct DropoutTests {
  /// n numbers are dropped each with probability p: their count has deviation √(n p (1 − p)), and 5 of these are exceeded
  /// once in 1.7 million seeds; there are 15 cases here.
  @Test(arguments: [0.1, 0.5, 0.9] as [Float], 1...5)
  func `numbers are dropped with the probability, and the others scaled up`(
    probability: Float, seed: UInt64
  ) {
    let n = 40_000
    var stream = RandomStream(seed: seed)
    let y = Dropout(probability)(.ones([n / 100, 100]), using: &stream).scalars
    let dropped = Double(y.count { $0 == 0 })
    let p = Double(probability)
    #expect(abs(dropped - Double(n) * p) <= 5 * (Double(n) * p * (1 - p)).squareRoot())
    #expect(y.allSatisfy { $0 == 0 || $0 == 1 / (1 - probability) })
  }

  /// The mean of n numbers 0 or 1 / (1 − p) has mean 1 and deviation √(p / (1 − p) / n); 5 of these are allowed.
  @Test(arguments: 1...5) func `the mean stays`(seed: UInt64) {
    var stream = RandomStream(seed: seed)
    let mean = Dropout(0.3)(.ones([40_000]), using: &stream).mean().scalar
    #expect(abs(mean - 1) <= 5 * (0.3 / 0.7 / 40_000 as Float).squareRoot())
  }

  @Test func `it is no layer, which could never drop, and a part of models without parameters`() {
    struct Classifier: Layer {
      var hidden: Dense
      let dropout = Dropout(0.5)
      func callAsFunction(_ x: Tensor) -> Tensor { hidden(x) }
    }
    #expect(!(Dropout(0.5) as Any is any Layer))
    var stream = RandomStream(seed: 1)
    let model = Classifier(hidden: Dense(2, 2, using: &stream))
    #expect(model.tensorNames == ["hidden.weights", "hidden.bias"])
  }

  @Test func `a probability of zero drops nothing`() {
    var stream = RandomStream(seed: 1)
    let x = Tensor(normal: [3, 4], using: &stream)
    #expect(Dropout(0)(x, using: &stream) == x)
  }

  @Test func `one seed drops the same numbers, another one others`() {
    let x = Tensor.ones([100])
    func dropped(_ seed: UInt64) -> Tensor {
      var stream = RandomStream(seed: seed)
      return Dropout(0.5)(x, using: &stream)
    }
    #expect(dropped(1) == dropped(1))
    #expect(dropped(1) != dropped(2))
  }

  @Test func `gradients pass where numbers do`() {
    let x = Tensor.ones([50])
    var output = Tensor(0)
    let found = gradient(at: x) { x in
      var stream = RandomStream(seed: 1)
      let y = Dropout(0.5)(x, using: &stream)
      output = stopGradient(y)
      return y.sum()
    }
    #expect(found == output)
  }

  @Test func `a layer that drops everything stops the programme`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dropout(1)
    }
    #expect(message(of: result).contains("1.0"))
  }
}
