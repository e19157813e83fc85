internal import RandomStreams

/// The values of another, dealt out to the wrong sequences: every sequence gets those of the one that is k places on, with k
/// drawn anew each time.
///
/// Level, spread and course over the places of a sequence are those of the real values, and only what they say of this
/// sequence is gone. So it tells whether a method lives by what its values say, or by how large they are.
///
/// Sequences are independent, so that the mean of the gradient is 0 where what a sequence is worth doesn't depend on the others.
public struct ShuffledValues<Base: TokenValues>: TokenValues {
  /// What gives the values.
  public var base: Base

  /// The values of another, dealt out to the wrong sequences.
  public init(_ base: Base) { self.base = base }

  /// Shape [sequences][T]. Takes what the base takes, then one word.
  ///
  /// - Parameters:
  ///   - sequences: At least two, of one length T.
  ///   - generator: Where random numbers come from.
  public mutating func values(
    of sequences: [[Int]], using generator: inout some RandomNumberGenerator
  ) -> [[Double]] {
    if sequences.count < 2 {
      fatalError(
        "ShuffledValues: \(sequences.count) sequences in a batch; there must be another to take values from."
      )
    }
    let values = base.values(of: sequences, using: &generator)
    var stream = RandomStream(drawnFrom: &generator)
    let shift = 1 + Int.uniform(below: values.count - 1, using: &stream)
    return Array(values[shift...] + values[..<shift])
  }
}
