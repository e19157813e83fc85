import NeuralNetworks
import RandomStreams
import Tensors

/// The networks of the peers' `micro.py`: the same shapes, losses and optimisers.
func measureNetworks(threads: Int) {
  var stream = RandomStream(seed: 0)
  measurePerceptron(using: &stream)
  measureConvolutions(using: &stream)
  measureLanguageModel(using: &stream)
  measureShards(threads: threads, using: &stream)
}

/// 4 → 128 → 128 → 2.
private func measurePerceptron(using stream: inout RandomStream) {
  var network = MLP([4, 128, 128, 2], using: &stream)
  var optimizer = Adam(learningRate: 1e-3)
  let x = Tensor(uniform: [128, 4], using: &stream)
  let y = Tensor(uniform: [128, 2], using: &stream)
  func lossAndGradient() -> (value: Tensor, gradient: MLP) {
    valueAndGradient(at: network) { meanSquaredError($0(x), targets: y) }
  }
  measure("micro.mlp4_128_128_2.b128.fwd_bwd.1t", unit: "updates", inner: 500) {
    (1, lossAndGradient().value)
  } answers: {
    [("loss", Double($0.scalar))]
  }
  measure("micro.mlp4_128_128_2.b128.fwd_bwd_adam.1t", unit: "updates", inner: 500) {
    let (loss, gradient) = lossAndGradient()
    optimizer.update(&network, along: gradient)
    return (1, loss)
  } answers: {
    [("loss", Double($0.scalar))]
  }
  let observation = x.slice(0..<1, along: 0)
  measure("micro.mlp4_128_128_2.b1.act.1t", unit: "actions", inner: 20_000) {
    (1, network(observation).argmax(along: 1)[0])
  } answers: {
    [("action", Double($0))]
  }
}

/// The network of Mnih et al. (2015) on a batch of 32.
private func measureConvolutions(using stream: inout RandomStream) {
  let network = Sequential {
    Convolution(4, 32, size: 8, stride: 4, activation: .relu, using: &stream)
    Convolution(32, 64, size: 4, stride: 2, activation: .relu, using: &stream)
    Convolution(64, 64, size: 3, activation: .relu, using: &stream)
    Flatten()
    Dense(3136, 512, activation: .relu, using: &stream)
    Dense(512, 6, using: &stream)
  }
  let images = Tensor(uniform: [32, 4, 84, 84], using: &stream)
  measure("micro.nature_cnn.b32.fwd_bwd.1t", unit: "images", inner: 5) {
    (32, valueAndGradient(at: network) { square($0(images)).mean() }.value)
  } answers: {
    [("loss", Double($0.scalar))]
  }
  measure("micro.nature_cnn.b32.fwd.1t", unit: "images", inner: 5) {
    (32, network(images))
  } answers: {
    [("sum", Double($0.sum().scalar))]
  }
}

private struct LanguageModel: Differentiable {
  var embedding: Embedding
  var core: LSTM
  var projection: Dense

  init(words: Int, features: Int, using stream: inout RandomStream) {
    embedding = Embedding(words, features, using: &stream)
    core = LSTM(features, features, using: &stream)
    projection = Dense(features, words, using: &stream)
  }

  /// The mean cross-entropy of the words that follow, both [time · batch].
  func loss(_ words: [Int], next: [Int], time: Int) -> Tensor {
    let vectors = embedding(words)
    let outputs = core(
      vectors.reshaped(to: [time, words.count / time, vectors.shape[1]]))
    return projection.crossEntropy(outputs, targets: next)
  }
}

/// An LSTM of 32 with a softmax over 5,000 words, 64 sequences of 20.
private func measureLanguageModel(using stream: inout RandomStream) {
  let (words, time, batch) = (5_000, 20, 64)
  var model = LanguageModel(words: words, features: 32, using: &stream)
  var optimizer = Adam(learningRate: 1e-2)
  let text = (0..<(time + 1) * batch).map { _ in Int.uniform(below: words, using: &stream) }
  let (inputs, targets) = (Array(text.dropLast(batch)), Array(text.dropFirst(batch)))
  func lossAndGradient() -> (value: Tensor, gradient: LanguageModel) {
    valueAndGradient(at: model) { $0.loss(inputs, next: targets, time: time) }
  }
  measure("micro.lstm32_v5000.fwd_bwd.1t", unit: "tokens", inner: 5) {
    (time * batch, lossAndGradient().value)
  } answers: {
    [("loss", Double($0.scalar))]
  }
  measure("micro.lstm32_v5000.fwd_bwd_adam.1t", unit: "tokens", inner: 5) {
    let (loss, gradient) = lossAndGradient()
    optimizer.update(&model, along: gradient)
    return (time * batch, loss)
  } answers: {
    [("loss", Double($0.scalar))]
  }
}

/// One gradient of a network 64 → 256 → 256 → 10 over eight shards of 128 rows, by one thread or several: the same bits.
private func measureShards(threads: Int, using stream: inout RandomStream) {
  let network = MLP([64, 256, 256, 10], using: &stream)
  let shards = (0..<8).map { _ in Tensor(normal: [128, 64], using: &stream) }
  measure("micro.mlp64_256_256_10.8shards.\(threads)t", unit: "gradients", inner: 50) {
    let found = valueAndGradient(at: network, sumOver: shards, threads: threads) {
      square($0($1)).sum()
    }
    return (1, found.value)
  } answers: {
    [("loss", Double($0.scalar))]
  }
}

/// Products of matrices, of shapes that the course has: work is in floating-point operations.
func measureProducts() {
  var stream = RandomStream(seed: 1)
  for (m, k, n) in [
    (128, 128, 128), (256, 256, 256), (512, 512, 512), (1_280, 32, 5_000), (200, 6_400, 1_000),
    (32, 3_136, 512), (64, 576, 1_568), (1, 128, 128),
  ] {
    let a = Tensor(uniform: [m, k], using: &stream)
    let b = Tensor(uniform: [k, n], using: &stream)
    let inner = max(1, 200_000_000 / (m * k * n))
    measure("product.\(m)x\(k)x\(n)", unit: "flop", inner: inner) {
      (2 * m * k * n, matmul(a, b))
    } answers: {
      [("first", Double($0.withElements { $0[0] }))]
    }
  }
}
