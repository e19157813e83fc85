import Environments
import NeuralNetworks
import PortableMath
import RandomStreams
import ReinforcementLearning
import Tensors
import Testing

/// A policy that multiplies sparse pictures, against the same numbers multiplied in full.
@Suite struct PixelPolicyTests {
  private static let space = PixelSpace(rows: 4, columns: 5, values: -1...1)

  private static func policy(seed: UInt64) -> PixelPolicy<Pong.Action> {
    var random = RandomStream(seed: seed).child("network")
    return PixelPolicy(pixels: 20, hidden: 6, .up, otherwise: .down, using: &random)
  }

  private static func frames(_ count: Int, seed: UInt64) -> [PixelFrame] {
    var random = RandomStream(seed: seed).child("frames")
    return (0..<count).map { _ in space.sample(using: &random) }
  }

  /// The logits in double precision, from the weights and all pixels.
  private static func logit(_ policy: PixelPolicy<Pong.Action>, _ frame: PixelFrame) -> Double {
    let (hidden, output) = (policy.hidden.scalars, policy.output.scalars)
    return (0..<6).reduce(0) { sum, unit in
      let input = (0..<20).reduce(0.0) {
        $0 + Double(frame[$1 / 5, $1 % 5]) * Double(hidden[6 * $1 + unit])
      }
      return sum + max(0, input) * Double(output[unit])
    }
  }

  /// Some 30 operations in `Float` on numbers below 10 err by 10 · 30 · 2⁻²³ = 3.6e-5 at worst.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `log-odds are those of all pixels, row by row`(seed: UInt64) {
    let policy = Self.policy(seed: seed)
    let frames = Self.frames(7, seed: seed)
    let found = policy(frames).distribution.logits
    #expect(found.shape == [7])
    for (frame, logit) in zip(frames, found.scalars) {
      #expect((Double(logit) - Self.logit(policy, frame)).magnitude <= 3.6e-5)
      #expect(policy([frame]).distribution.logits.scalars == [logit])
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `scores are those of the network that multiplies in full`(seed: UInt64) {
    let policy = Self.policy(seed: seed)
    let frames = Self.frames(5, seed: seed)
    let actions: [Pong.Action] = [.up, .down, .down, .up, .down]
    let found = gradient(at: policy) { $0(frames).logProbabilities(of: actions).sum() }
    let pixels = Tensor(
      frames.flatMap { frame in (0..<20).map { Float(frame[$0 / 5, $0 % 5]) } }, shape: [5, 20])
    let full = gradient(at: policy.hidden, policy.output) { hidden, output in
      let logits = matmul(relu(matmul(pixels, hidden)), output)
      return BernoulliActions(logits: logits, Pong.Action.up, otherwise: .down)
        .logProbabilities(of: actions).sum()
    }
    #expect(
      distance(found.hidden.scalars.map(Double.init), full.0.scalars.map(Double.init)) <= 1e-5)
    #expect(
      distance(found.output.scalars.map(Double.init), full.1.scalars.map(Double.init)) <= 1e-5)
    #expect(full.0.scalars.contains { $0.magnitude > 0.01 })
  }

  @Test func `where nothing changes either action is as likely`() {
    let dark = PixelFrame(rows: 4, columns: 5, pixels: [])
    #expect(Self.policy(seed: 1).entropy(given: dark) == Double(Float(Double.log(2))))
  }

  @Test func `pictures of another size trap`() async {
    let other = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Self.policy(seed: 1)([PixelFrame(rows: 4, columns: 4, pixels: [])])
    }
    #expect(message(of: other).contains("16"))
    let mixed = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Self.policy(seed: 1)([
        PixelFrame(rows: 4, columns: 5, pixels: []), PixelFrame(rows: 4, columns: 4, pixels: []),
      ])
    }
    #expect(message(of: mixed).contains("pictures of 20 and of 4 × 4 pixels in one batch"))
  }
}
