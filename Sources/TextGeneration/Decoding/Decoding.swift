import RandomStreams
public import StochasticOptimization
import Tensors

/// How the next token is chosen from what a model says of it.
///
///     .sampling                          // with the model's own probabilities
///     Decoding(temperature: 0.7)         // sharper
///     Decoding(top: 40)                  // among the 40 likeliest
///     .greedy                            // the likeliest
public struct Decoding: Sendable, Hashable {
  /// τ: probabilities are proportional to q^(1/τ). 1 is the model's own; 0 the likeliest token, the first among equals.
  public let temperature: Float
  /// k: only the k likeliest tokens are drawn from (those as likely as the kth too); nil for all.
  ///
  /// > Reference: Fan, Lewis & Dauphin (2018), "Hierarchical neural story generation", arXiv:1805.04833.
  public let top: Int?

  /// A way to choose.
  ///
  /// - Parameters:
  ///   - temperature: τ, at least 0 and finite.
  ///   - top: k, at least 1; nil for all.
  public init(temperature: Float = 1, top: Int? = nil) {
    if !(temperature >= 0 && temperature.isFinite) || (top ?? 1) < 1 {
      fatalError(
        "Decoding: temperature \(temperature), the likeliest \(top ?? 0); they must be at least 0 and finite, and at least 1."
      )
    }
    self.temperature = temperature
    self.top = top
  }

  /// With the model's own probabilities.
  public static let sampling = Decoding()

  /// Always the likeliest token.
  public static let greedy = Decoding(temperature: 0)
}

extension SequenceModel {
  /// Writes sequences, token after token, all rows together.
  ///
  /// - Parameters:
  ///   - rows: How many.
  ///   - length: T, how many tokens each has.
  ///   - decoding: How tokens are chosen.
  ///   - generator: Gives the seed of the draws; takes one word.
  /// - Returns: Shape [rows][T].
  /// - Complexity: T steps of the model.
  public func generate(
    _ rows: Int, length: Int, decoding: Decoding = .sampling,
    using generator: inout some RandomNumberGenerator
  ) -> [[Int]] {
    if rows < 0 || length < 0 {
      fatalError("generate: \(rows) sequences of \(length) tokens.")
    }
    var stream = RandomStream(drawnFrom: &generator)
    if rows == 0 || length == 0 { return [[Int]](repeating: [], count: rows) }
    var state = initialState(rows: rows)
    var times: [[Int]] = []
    for _ in 0..<length {
      if let last = times.last { state = self.state(after: last, from: state) }
      times.append(choose(rows, in: state, decoding, using: &stream))
    }
    return (0..<rows).map { row in times.map { $0[row] } }
  }

  /// The next token of each row.
  func choose(
    _ rows: Int, in state: State, _ decoding: Decoding, using stream: inout RandomStream
  ) -> [Int] {
    if decoding.temperature == 0 { return logits(in: state).argmax() }
    let uniforms = (0..<rows).map { _ in Double.uniform(using: &stream) }
    guard let top = decoding.top, top < vocabulary else {
      return draw(in: state, temperature: decoding.temperature, uniforms: uniforms)
    }
    return categoricalDraws(
      keepingLargest(top, of: logits(in: state)), temperature: decoding.temperature,
      uniforms: uniforms)
  }
}

/// Logits, shape [rows, V], with −∞ for all that are smaller than the kth largest of their row.
private func keepingLargest(_ count: Int, of logits: Tensor) -> Tensor {
  var kept = stopGradient(logits)
  let size = kept.shape[1]
  kept.withMutableElements { elements in
    for start in stride(from: 0, to: elements.count, by: size) {
      let least = elements[start..<start + size].sorted(by: >)[count - 1]
      for index in start..<start + size where elements[index] < least {
        elements[index] = -.infinity
      }
    }
  }
  return kept
}
