import Tensors
import Testing

@Suite struct ReflectionTests {
  @Test func `tensors are found in structs, arrays and optionals, in order, with names`() {
    let model = Network()
    #expect(
      model.tensorNames == [
        "layers.0.weights", "layers.0.bias", "layers.1.weights", "layers.1.bias", "output.weights",
        "output.bias", "scale",
      ])
    #expect(model.tensors.map(\.shape) == [[1, 2], [2], [2, 2], [2], [2, 1], [1], []])
    #expect(model.parameterCount == 2 + 2 + 4 + 2 + 2 + 1 + 1)
    var smaller = model
    smaller.output = nil
    #expect(smaller.tensorNames.count == 5 && smaller.tensors.count == 5)
  }

  @Test func `tensors are changed where they lie`() {
    let model = Network()
    let doubled = model.mapTensors { $0 * 2 }
    #expect(doubled.layers[1].bias == Tensor([6, 8]) && doubled.scale == Tensor(4))
    #expect(doubled.name == "net" && doubled.rate == Constant(Tensor(0.5)))
    #expect(model.layers[1].bias == Tensor([3, 4]), "the original is as it was")
    #expect(model.replacingTensors(with: doubled.tensors).scale == Tensor(4))
  }

  @Test func `the gradient of a model is a model`() {
    let model = Network()
    let slope = gradient(at: model) { model in
      model.scale * (model.layers[0].bias * Tensor([1, 10])).sum() * model.rate.value
    }
    #expect(slope.layers[0].bias == Tensor([1, 10]))
    #expect(slope.scale == Tensor(0.5 * 21))
    #expect(slope.output?.weights == .zeros([2, 1]))
    #expect(slope.rate.value == Tensor(0.5) && slope.name == "net")
  }

  @Test func `generic models, and models that write their own walk`() {
    let pair = Two(first: Dense(weights: Tensor([[1]]), bias: Tensor([2])), second: Reversed())
    #expect(pair.tensorNames == ["first.weights", "first.bias", "second.b", "second.a"])
    #expect(pair.tensors == [Tensor([[1]]), Tensor([2]), Tensor(2), Tensor(1)])
    #expect(gradient(at: pair) { $0.second.a * $0.second.b }.second.a == Tensor(2))
  }

  @Test func `a part that holds tensors but forgot to conform traps`() async {
    let forgotten = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      struct Forgotten { var weights = Tensor(1) }
      struct Model: Differentiable {
        var bias = Tensor(1)
        var part = Forgotten()
      }
      _ = Model().tensors
    }
    #expect(standardError(of: forgotten).contains("Property `part` of Model is a Forgotten"))
    #expect(standardError(of: forgotten).contains("wrap what is not to be trained in Constant"))
  }

  @Test func `parts that hide tensors in tuples, arrays or optionals trap`() async {
    await #expect(processExitsWith: .failure) {
      struct Model: Differentiable { var pair = (Tensor(1), 2) }
      _ = Model().tensors
    }
    await #expect(processExitsWith: .failure) {
      struct Forgotten { var weights = Tensor(1) }
      struct Model: Differentiable { var parts = [Forgotten()] }
      _ = Model().tensors
    }
    await #expect(processExitsWith: .failure) {
      struct Forgotten { var weights = Tensor(1) }
      struct Model: Differentiable { var part: Forgotten? = Forgotten() }
      _ = Model().tensors
    }
    await #expect(processExitsWith: .failure) {
      struct Model: Differentiable { var parts = ["a": Tensor(1)] }
      _ = Model().tensors
    }
  }

  @Test func `parts that hide tensors in enums or classes trap, plain enums don't`() async {
    await #expect(processExitsWith: .failure) {
      enum Head { case scalar(Tensor), none }
      struct Model: Differentiable { var head = Head.scalar(Tensor(1)) }
      _ = Model().tensors
    }
    await #expect(processExitsWith: .failure) {
      final class Box { var weights = Tensor(1) }
      struct Model: Differentiable { var box = Box() }
      _ = Model().tensors
    }
    await #expect(processExitsWith: .failure) {
      enum Head: Differentiable { case scalar(Tensor) }
      _ = Head.scalar(Tensor(1)).tensors
    }
    enum Kind { case plain, other(Int) }
    struct Tree {
      var name = ""
      var branches: [Tree] = []
    }
    struct Model: Differentiable {
      var kind = Kind.other(1)
      var tree = Tree()
      var weights = Tensor(1)
    }
    #expect(Model().tensorNames == ["weights"])
  }

  @Test func `successors of other shapes trap`() async {
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = [Tensor(1)].replacingTensors(with: [Tensor([1, 2])])
    }
    #expect(standardError(of: shape).contains("has shape []; its successor has shape [2]"))
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = [Tensor(1)].replacingTensors(with: [Tensor(1), Tensor(2)])
    }
    #expect(standardError(of: many).contains("1 tensors, 2 were given"))
  }
}

// MARK: - Models

private struct Dense: Differentiable {
  var weights: Tensor
  var bias: Tensor
}

private struct Network: Differentiable {
  var name = "net"
  var layers = [
    Dense(weights: .ones([1, 2]), bias: Tensor([1, 2])),
    Dense(weights: .ones([2, 2]), bias: Tensor([3, 4])),
  ]
  var rate = Constant(Tensor(0.5))
  var output: Dense? = Dense(weights: .ones([2, 1]), bias: .zeros([1]))
  let flag = true
  var scale = Tensor(2)
}

private struct Two<First: Differentiable, Second: Differentiable>: Differentiable {
  var first: First
  var second: Second
}

private struct Reversed: Differentiable {
  var a = Tensor(1)
  var b = Tensor(2)

  mutating func forEachTensor(_ body: (inout Tensor) -> Void) {
    b.forEachTensor(body)
    a.forEachTensor(body)
  }

  var tensorNames: [String] { ["b", "a"] }
}
