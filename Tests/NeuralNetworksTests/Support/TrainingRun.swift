import NeuralNetworks
import RandomStreams
import Tensors

/// A small training run that always does the same: 200 steps of a model on data drawn from a seed, whose gradient is
/// summed over two shards.
struct TrainingRun: Sendable {
  let name: String
  /// Does some steps and gives the losses before each, and the parameters behind the last.
  let perform: @Sendable (_ steps: Int, _ threads: Int) -> (losses: [Float], parameters: Tensor)

  init<Model: Differentiable & Sendable, Shard: Sendable>(
    _ name: String, _ model: Model, _ optimizer: some Optimizer, _ shards: [Shard],
    loss: @escaping @Sendable (Model, Shard) -> Tensor
  ) {
    self.name = name
    perform = { steps, threads in
      var (model, optimizer, losses) = (model, optimizer, [Float]())
      for _ in 0..<steps {
        let (value, gradient) = valueAndGradient(
          at: model, sumOver: shards, threads: threads, of: loss)
        optimizer.update(&model, along: gradient)
        losses.append(value.scalar)
      }
      return (losses, model.parameterVector)
    }
  }

  static let all = [multilayerPerceptron, convolutionNetwork, recurrentNetwork]

  /// A point's class is the largest of three of its products with fixed vectors.
  static let multilayerPerceptron: TrainingRun = {
    var stream = RandomStream(seed: 1).child("multilayer perceptron")
    let network = MLP([6, 24, 24, 3], activation: .tanh, using: &stream)
    let teacher = Tensor(normal: [6, 3], using: &stream)
    let shards = (0..<2).map { _ in
      let points = Tensor(normal: [16, 6], using: &stream)
      return (points: points, classes: matmul(points, teacher).argmax())
    }
    return TrainingRun(
      "multilayer perceptron", network, chain(Clip(norm: 1), Adam(learningRate: 0.01)), shards
    ) { network, shard in
      meanCrossEntropy(network(shard.points), targets: shard.classes)
    }
  }()

  private struct ConvolutionNetwork: Layer {
    var convolution: Convolution
    let pooling = MaxPooling(size: 2)
    var output: Dense

    init(using stream: inout RandomStream) {
      convolution = Convolution(
        2, 6, size: 3, padding: 1, activation: .relu, weights: .heNormal, using: &stream)
      output = Dense(6 * 4 * 4, 4, using: &stream)
    }

    func callAsFunction(_ images: Tensor) -> Tensor {
      output(pooling(convolution(images)).flattened())
    }
  }

  /// Noise, in whose quarter of the image a bright spot is to be found.
  static let convolutionNetwork: TrainingRun = {
    var stream = RandomStream(seed: 1).child("convolution network")
    let network = ConvolutionNetwork(using: &stream)
    let shards = (0..<2).map { _ in
      var images = Tensor(normal: [8, 2, 8, 8], standardDeviation: 0.5, using: &stream)
      let quarters = (0..<8).map { _ in Int.uniform(below: 4, using: &stream) }
      for (image, quarter) in quarters.enumerated() {
        images[image, 0, quarter / 2 * 4 + 1, quarter % 2 * 4 + 2] += 2
      }
      return (images: images, quarters: quarters)
    }
    return TrainingRun(
      "convolution network", network,
      chain(WeightDecay(1e-3), RMSProp(learningRate: 3e-3, epsilon: 1e-5)), shards
    ) { network, shard in
      meanCrossEntropy(network(shard.images), targets: shard.quarters)
    }
  }()

  private struct RecurrentNetwork: Differentiable, Sendable {
    var embedding: Embedding
    var lstm: LSTM
    var output: Dense

    init(using stream: inout RandomStream) {
      embedding = Embedding(10, 8, using: &stream)
      lstm = LSTM(8, 12, using: &stream)
      output = Dense(12, 10, using: &stream)
    }
  }

  /// Sequences of words, each of which is to be predicted from those before it.
  static let recurrentNetwork: TrainingRun = {
    var stream = RandomStream(seed: 1).child("recurrent network")
    let network = RecurrentNetwork(using: &stream)
    let shards = (0..<2).map { _ in
      // [time][sequence]: each word is the one before it, plus 1 or 3.
      var words = [(0..<5).map { _ in Int.uniform(below: 10, using: &stream) }]
      for time in 0..<7 {
        words.append(words[time].map { ($0 + 1 + 2 * Int.uniform(below: 2, using: &stream)) % 10 })
      }
      return words
    }
    let rate = Schedule.cosine(from: 0.02, to: 0.002, over: 200).warmedUp(over: 20)
    return TrainingRun("recurrent network", network, AdamW(learningRate: rate), shards) {
      network, words in
      let logits = network.output(network.lstm(network.embedding(Array(words.dropLast()))))
      return meanCrossEntropy(logits, targets: Array(words.dropFirst().joined()))
    }
  }()
}
