import NeuralNetworks
import RandomStreams
import Tensors
import Testing

@Suite struct ParameterTests {
  private struct Pair: Differentiable, Equatable, Sendable {
    var matrix: Tensor
    var vectors: [Tensor]
  }

  private let pair = Pair(
    matrix: Tensor([[1, 2], [3, 4]]), vectors: [Tensor([5]), Tensor([6, 7])])

  @Test func `an average moves part of the way, and copies stay`() {
    var target = pair
    let before = target
    let online = pair.mapTensors { $0 + 4 }
    target.average(with: online, rate: 0.25)
    #expect(target == pair.mapTensors { $0 + 1 })
    #expect(before == pair)
    target.average(with: online, rate: 1)
    #expect(target == online)
    target.average(with: pair, rate: 0)
    #expect(target == online)
  }

  @Test func `an average at rate 1 is a copy of numbers that aren't finite, too`() {
    let online = Tensor([.infinity, -0.0, 1, .nan, 3e38])
    var target = Tensor([.nan, 0, -.infinity, 2, -3e38])
    let before = target
    target.average(with: online, rate: 0)
    #expect(target.isIdentical(to: before))
    target.average(with: online, rate: 1)
    #expect(target.isIdentical(to: online))
  }

  @Test func `many averages approach geometrically`() {
    var target = Tensor([0])
    for _ in 0..<1000 { target.average(with: Tensor([1]), rate: 0.005) }
    // 1 − 0.995¹⁰⁰⁰ = 0.9933463; a thousand roundings of 2⁻²⁴ at most, damped to 200 of them.
    #expect((target[0] - 0.9933463).magnitude < 1.3e-5)
  }

  @Test func `the largest difference is found wherever it is`() {
    var other = pair
    #expect(pair.maximumDifference(from: other) == 0)
    other.vectors[1][1] -= 0.5
    #expect(pair.maximumDifference(from: other) == 0.5)
    other.matrix[0, 0] += 2
    #expect(pair.maximumDifference(from: other) == 2)
    other.matrix[1, 1] = .nan
    #expect(pair.maximumDifference(from: other).isNaN)
  }

  @Test func `identical means the same bits`() {
    #expect(Tensor([Float.nan, 0]).isIdentical(to: Tensor([Float.nan, 0])))
    #expect(!Tensor([Float(0)]).isIdentical(to: Tensor([-Float(0)])))
    #expect(!Tensor([1, 2]).isIdentical(to: Tensor([[1, 2]])))
    #expect(!pair.isIdentical(to: pair.mapTensors { $0 * 1.000001 }))
  }

  @Test func `the norm is that of all numbers`() {
    #expect(pair.globalNorm == Float(140).squareRoot())
    #expect(Tensor([3e30, 4e30]).globalNorm == 5e30)
    #expect([Tensor]().globalNorm == 0)
    var stream = RandomStream(seed: 2)
    for count in [1, 7, 8, 9, 1003] {
      let tensor = Tensor(normal: [count], using: &stream)
      let exact = tensor.scalars.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      #expect((Double(tensor.globalNorm) / exact - 1).magnitude < 1e-7)
    }
  }

  @Test func `a vector holds all parameters in order, and gives them back`() {
    #expect(pair.parameterVector == Tensor([1, 2, 3, 4, 5, 6, 7]))
    var copy = pair.mapTensors { .zeros($0.shape) }
    copy.parameterVector = Tensor([1, 2, 3, 4, 5, 6, 7])
    #expect(copy == pair)
    #expect([Tensor]().parameterVector.count == 0)
  }

  @Test func `gradients pass through the vector both ways`() {
    let gradientOfModel = gradient(at: pair) { square($0.parameterVector).sum() }
    #expect(gradientOfModel == pair.mapTensors { 2 * $0 })
    let gradientOfVector = gradient(at: pair.parameterVector) { vector in
      var model = pair
      model.parameterVector = vector
      return square(model.matrix).sum() + 3 * model.vectors[1].sum()
    }
    #expect(gradientOfVector == Tensor([2, 4, 6, 8, 0, 3, 3]))
  }

  @Test func `what doesn't fit traps with both shapes`() async {
    let shapes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var target = [Tensor([1, 2])]
      target.average(with: [Tensor([1])], rate: 0.5)
    }
    let message = String(decoding: shapes?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("average(with:): tensor 0 of the model, `0`, has shape [2]"))
    await #expect(processExitsWith: .failure) {
      var x = Tensor([1, 2])
      x.average(with: x, rate: 1.5)
    }
    await #expect(processExitsWith: .failure) {
      var x = Tensor([1, 2])
      x.parameterVector = Tensor([1, 2, 3])
    }
  }
}
