import NeuralNetworks
import PortableMath
import RandomStreams
import Tensors

/// The network of "Pong from pixels" on frames like the peers': 6,400 → 200 → 1 without biases, some 60 pixels of ±1 a
/// frame; a batch of 1,000 frames. Actions are sampled frame by frame, then one gradient and one step of RMSProp.
func measurePong() {
  var stream = RandomStream(seed: 0)
  let (frames, pixels, hidden) = (1_000, 6_400, 200)
  let entries = (0..<frames * 60).map { index in
    (
      row: index / 60, column: Int.uniform(below: pixels, using: &stream),
      value: Bool.bernoulli(0.5, using: &stream) ? Float(1) : -1
    )
  }
  let batch = SparseRows(shape: [frames, pixels], entries: entries)
  let single = (0..<frames).map { frame in
    SparseRows(
      shape: [1, pixels],
      entries: entries[frame * 60..<(frame + 1) * 60].map { (0, $0.column, $0.value) })
  }
  let advantages = Tensor(normal: [frames, 1], using: &stream)
  var policy = PixelPolicy(pixels: pixels, hidden: hidden, using: &stream)
  var optimizer = RMSProp(learningRate: 1e-3, decay: 0.99, epsilon: 1e-5)

  /// Actions drawn from log-odds: 1 for up.
  func actions(_ logits: [Float]) -> Tensor {
    Tensor(
      logits.map { Bool.bernoulli(1 / (1 + Double.exp(-Double($0))), using: &stream) ? 1 : 0 },
      shape: [frames, 1])
  }
  func update(_ actions: (Tensor) -> Tensor) -> Tensor {
    let (loss, gradient) = valueAndGradient(at: policy) { policy in
      let logits = policy(batch)
      return (advantages * (softplus(logits) - actions(logits) * logits)).sum()
    }
    optimizer.update(&policy, along: gradient)
    return loss
  }
  measure("pong_pg.rollout1t.frame_by_frame", unit: "frames fwd+bwd") {
    let up = actions(single.map { policy($0).scalar })
    return (frames, update { _ in up })
  } answers: {
    [("loss", Double($0.scalar))]
  }
  measure("pong_pg.rollout1t.batched", unit: "frames fwd+bwd") {
    (frames, update { actions($0.scalars) })
  } answers: {
    [("loss", Double($0.scalar))]
  }
}

private struct PixelPolicy: Differentiable {
  var first: Tensor
  var second: Tensor

  init(pixels: Int, hidden: Int, using stream: inout RandomStream) {
    first = Tensor(
      normal: [pixels, hidden], standardDeviation: 1 / Float(pixels).squareRoot(), using: &stream)
    second = Tensor(
      normal: [hidden, 1], standardDeviation: 1 / Float(hidden).squareRoot(), using: &stream)
  }

  /// The log-odds of going up, shape [frames, 1].
  func callAsFunction(_ frames: SparseRows) -> Tensor {
    matmul(relu(matmul(frames, first)), second)
  }
}
