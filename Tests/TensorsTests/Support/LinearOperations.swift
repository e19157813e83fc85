import RandomStreams
import Tensors
import Testing

/// Checks an operation that is linear in all its inputs together, with `expectDerivatives`.
///
/// What is checked is the square of its result: second derivatives of the operation itself are 0, those of the
/// square go through the transpose of its transpose.
func expectDerivatives(
  ofLinear operation: ([Tensor]) -> Tensor,
  matching reference: @escaping ([DoubleArray]) -> DoubleArray,
  at inputs: [Tensor], seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation
) {
  expectDerivatives(
    of: { square(operation($0)) }, matching: { reference($0).map { $0 * $0 } }, at: inputs,
    seed: seed, sourceLocation: sourceLocation)
}

/// What a process wrote as it ended.
func standardError(of result: ExitTest.Result?) -> String {
  String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
}

extension RandomStream {
  /// A whole number in a range.
  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int.uniform(below: range.count, using: &self)
  }

  /// Indices below a bound.
  mutating func indices(_ count: Int, below bound: Int) -> [Int] {
    (0..<count).map { _ in Int.uniform(below: bound, using: &self) }
  }
}
