import NeuralNetworks
import RandomStreams
import Tensors
import Testing

struct SequentialTests {
  @Test func `layers and functions are applied in order`() {
    var stream = RandomStream(seed: 1)
    let (first, second) = (Dense(3, 4, using: &stream), Dense(4, 2, using: &stream))
    let network = Sequential {
      first
      relu
      Function { 2 * $0 }
      second
      tanh
    }
    let x = Tensor(normal: [5, 3], using: &stream)
    #expect(network(x) == tanh(second(2 * relu(first(x)))))
  }

  @Test func `functions along an axis stand there too, along the last`() {
    let x = Tensor([[1, 2, 4], [0, 0, -1]])
    #expect(Sequential { softmax }(x) == softmax(x, along: -1))
    #expect(
      Sequential {
        relu
        logSoftmax
      }(x) == logSoftmax(relu(x), along: -1))
  }

  @Test func `a network for images takes a few lines`() {
    var stream = RandomStream(seed: 1)
    let network = Sequential {
      Convolution(4, 8, size: 3, stride: 2, activation: .relu, using: &stream)
      MaxPooling(size: 2)
      Flatten()
      Dense(8 * 2 * 2, 6, using: &stream)
    }
    #expect(network(.ones([2, 4, 9, 9])).shape == [2, 6])
    #expect(network.tensorNames == ["0.filters", "0.bias", "3.weights", "3.bias"])
    #expect(network.parameterCount == 8 * 4 * 9 + 8 + 32 * 6 + 6)
  }

  @Test func `conditions and loops choose layers`() {
    func network(depth: Int, isNormalized: Bool) -> Sequential {
      var stream = RandomStream(seed: 1)
      return Sequential {
        for _ in 0..<depth { Dense(3, 3, activation: .relu, using: &stream) }
        if isNormalized { LayerNorm(3) }
        if depth > 1 { Function(tanh) } else { relu }
      }
    }
    #expect(network(depth: 2, isNormalized: true).layers.count == 4)
    #expect(network(depth: 1, isNormalized: false).layers.count == 2)
  }

  @Test func `gradients are those of the same layers in a struct`() {
    struct Network: Layer {
      var hidden: Dense
      var output: Dense
      func callAsFunction(_ x: Tensor) -> Tensor { output(hidden(x)) }
    }
    var stream = RandomStream(seed: 1)
    let network = Network(
      hidden: Dense(3, 4, activation: .relu, using: &stream), output: Dense(4, 2, using: &stream))
    let x = Tensor(normal: [5, 3], using: &stream)
    let ours = gradient(at: Sequential([network.hidden, network.output])) { square($0(x)).sum() }
    let theirs = gradient(at: network) { square($0(x)).sum() }
    #expect(ours.tensors == theirs.tensors)
    #expect(
      network.tensorNames == ["hidden.weights", "hidden.bias", "output.weights", "output.bias"])
  }

  @Test func `a bare array of any layers, which no gradient would reach, stops the programme`()
    async
  {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      struct Network: Layer {
        var layers: [any Layer]
        func callAsFunction(_ x: Tensor) -> Tensor { layers.reduce(x) { $1($0) } }
      }
      _ = Network(layers: [LayerNorm(2)]).parameterCount
    }
    #expect(message(of: result).contains("Property `layers` of Network"))
  }

  @Test func `a sequence of no layers is the identity`() {
    let x = Tensor([1, 2])
    #expect(Sequential([])(x) == x)
  }
}
