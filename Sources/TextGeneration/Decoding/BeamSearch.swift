import PortableMath
public import StochasticOptimization
import Tensors

/// A sequence that a search found.
public struct Beam: Sendable, Hashable {
  /// The tokens.
  public let tokens: [Int]
  /// log q of them, in nats.
  public let logProbability: Double
}

extension SequenceModel {
  /// Looks for the most probable sequences: at each time, of all continuations of the beginnings kept, the most probable ones
  /// are kept.
  ///
  /// With as many as there are sequences it finds the most probable ones; with 1 it is greedy. Between these it is a
  /// heuristic: what is most probable in the end may begin with what is improbable.
  ///
  /// - Parameters:
  ///   - rows: How many searches, each of its own; of a ``GivenContext``, one a context.
  ///   - length: T, how many tokens a sequence has.
  ///   - width: How many beginnings are kept, at least 1.
  /// - Returns: For each row the sequences found, the most probable first; `width` of them, or as many as have a probability.
  /// - Complexity: T steps of the model with rows · width rows, and comparing their logits.
  ///
  /// > Reference: Lowerre (1976), "The HARPY speech recognition system"; Sutskever, Vinyals & Le (2014), arXiv:1409.3215,
  /// > section 3.2, for networks.
  public func beamSearch(_ rows: Int = 1, length: Int, width: Int) -> [[Beam]] {
    beamSearch(rows, length: length, width: width) { _ in 1 }
  }

  /// The same, where beginnings are kept, and ranked, by their log-probability times a factor.
  ///
  /// - Parameter factor: Positive; of a beginning with one more token, from the beginning without it.
  func beamSearch(
    _ rows: Int, length: Int, width: Int, factor: ([Int]) -> Double
  ) -> [[Beam]] {
    if rows < 0 || length < 0 || width < 1 {
      fatalError("beamSearch: \(rows) searches for \(length) tokens with \(width) beams.")
    }
    var beams = [[Beam]](repeating: [Beam(tokens: [], logProbability: 0)], count: rows)
    if rows == 0 || length == 0 { return beams }
    var state = initialState(rows: rows)
    for time in 0..<length {
      let kept = continuations(
        of: beams, logits: stopGradient(logits(in: state)), width: width, factor: factor)
      beams = kept.map { $0.map(\.beam) }
      if time < length - 1 {
        let all = kept.joined()
        state = self.state(
          after: all.compactMap(\.beam.tokens.last), from: state.rows(at: all.map(\.source)))
      }
    }
    return beams
  }
}

/// Tokens with lower logits can't come; see `impossibleLogit`, which a temperature may have raised.
private let leastLogit = impossibleLogit * 1e-10

/// A beam with one more token.
private struct Continuation {
  /// Which row of logits, and so which beam, it comes from.
  let source: Int
  let beam: Beam
}

/// The best continuations of each row's beams, the best first; the first among equals.
///
/// - Parameter logits: A row a beam, row by row.
private func continuations(
  of beams: [[Beam]], logits: Tensor, width: Int, factor: ([Int]) -> Double
) -> [[Continuation]] {
  let (size, normalizers) = (logits.shape[1], logits.logSumExp().scalars)
  var first = 0
  return logits.withElements { elements in
    beams.map { beams in
      var best = BestFew<(index: Int, token: Int, logProbability: Double)>(width)
      for (index, beam) in beams.enumerated() {
        let (source, factor) = (first + index, factor(beam.tokens))
        for token in 0..<size where elements[source * size + token] > leastLogit {
          // In Double, so that unequal logits stay unequal.
          let logProbability =
            beam.logProbability + Double(elements[source * size + token])
            - Double(normalizers[source])
          best.insert((index, token, logProbability), score: factor * logProbability)
        }
      }
      defer { first += beams.count }
      return best.items.map { item in
        Continuation(
          source: first + item.index,
          beam: Beam(
            tokens: beams[item.index].tokens + [item.token], logProbability: item.logProbability))
      }
    }
  }
}

/// The few items with the highest scores, the highest first; the first among equals.
private struct BestFew<Item> {
  private let count: Int
  private var scores: [Double] = []
  private(set) var items: [Item] = []

  init(_ count: Int) { self.count = count }

  mutating func insert(_ item: Item, score: Double) {
    if scores.count == count {
      guard let least = scores.last, score > least else { return }
      scores.removeLast()
      items.removeLast()
    }
    let place = scores.partitioningIndex { $0 < score }
    scores.insert(score, at: place)
    items.insert(item, at: place)
  }
}

extension [Double] {
  /// The first index whose element fulfils what all after it fulfil too, by bisection.
  fileprivate func partitioningIndex(where isSecond: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
