import Foundation
import NeuralNetworks
import PortableMath
import RandomStreams
import Tensors
import Testing

// page begins
struct Network: Layer {
  var hidden: Dense, output: Dense

  init(using stream: inout RandomStream) {
    hidden = Dense(2, 8, activation: .tanh, using: &stream)
    output = Dense(8, 1, using: &stream)
  }

  func callAsFunction(_ x: Tensor) -> Tensor { output(hidden(x)) }
}

func trainedNetwork(seed: UInt64) -> Network {
  let points = Tensor([[0, 0], [0, 1], [1, 0], [1, 1]])
  let answers = Tensor([[0], [1], [1], [0]])
  var stream = RandomStream(seed: seed)
  var network = Network(using: &stream)
  var optimizer = chain(Clip(norm: 1), Adam(learningRate: 0.05))
  for _ in 0..<300 {
    let (_, gradient) = valueAndGradient(at: network) { network in
      meanBinaryCrossEntropy(network(points), targets: answers)
    }
    optimizer.update(&network, along: gradient)
  }
  return network
}
// page ends

@Suite struct TrainingExampleTests {
  @Test func `the page shows this code`() throws {
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let code = try #require(
      source.components(separatedBy: "// page begins\n").dropFirst().first?
        .components(separatedBy: "// page ends").first)
    let page = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(
          path: "../../Sources/NeuralNetworks/NeuralNetworks.docc/NeuralNetworks.md"),
      encoding: .utf8)
    #expect(page.contains("```swift\n" + code + "```"))
    #expect(code.split(separator: "\n").count <= 30)
  }

  /// Were the chance of a seed to fail 15 % or more, 32 seeds would all succeed with probability 0.85³² < 0.6 %: so when
  /// they do, the chance of success lies above 85 %, with 99 % confidence.
  @Test func `it learns exclusive or, from 32 seeds`() {
    let solved = concurrentMap(0..<32) { seed in
      let network = trainedNetwork(seed: UInt64(seed))
      let logits = network(Tensor([[0, 0], [0, 1], [1, 0], [1, 1]])).scalars
      return logits.map { $0 > 0 } == [false, true, true, false]
    }
    #expect(solved == Array(repeating: true, count: 32))
  }

  /// Points on two spirals that wind about each other, each one and a half times, and their classes.
  private static func spirals(_ count: Int, using stream: inout RandomStream) -> (Tensor, Tensor) {
    var (points, classes): ([[Float]], [[Float]]) = ([], [])
    for index in 0..<count {
      let angle = 3 * Double.pi * Double.uniform(using: &stream).squareRoot()
      let radius = angle / (3 * .pi) * (index.isMultiple(of: 2) ? 1 : -1)
      let noise = (Double.normal(using: &stream), Double.normal(using: &stream))
      points.append([
        Float(radius * .cos(angle) + 0.02 * noise.0), Float(radius * .sin(angle) + 0.02 * noise.1),
      ])
      classes.append([index.isMultiple(of: 2) ? 1 : 0])
    }
    return (Tensor(points), Tensor(classes))
  }

  /// The accuracy on points not learned from is averaged over 8 seeds of data and network; the mean ± 3.5 standard errors
  /// (the 99 % quantile of Student's t with 7 degrees of freedom, two-sided) must lie above 97 %. A line gets about 60 %.
  @Test func `a deeper network tells two spirals apart, over eight seeds`() {
    let accuracies = concurrentMap(0..<8) { seed in
      var stream = RandomStream(seed: 100).child(seed)
      let (points, classes) = Self.spirals(200, using: &stream)
      let (others, answers) = Self.spirals(400, using: &stream)
      var network = MLP([2, 32, 32, 1], activation: .tanh, using: &stream)
      var optimizer = Adam(learningRate: .cosine(from: 0.02, to: 0, over: 800))
      for _ in 0..<800 {
        let gradient = gradient(at: network) {
          meanBinaryCrossEntropy($0(points), targets: classes)
        }
        optimizer.update(&network, along: gradient)
      }
      let right = (network(others) .> 0) .== answers
      return Double(right.mean().scalar)
    }
    let mean = accuracies.reduce(0, +) / 8
    let variance = accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 7
    let interval = 3.5 * (variance / 8).squareRoot()
    #expect(mean - interval > 0.97, "\(mean) ± \(interval): \(accuracies)")
  }
}
