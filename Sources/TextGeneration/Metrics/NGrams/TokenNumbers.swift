/// Numbers for tokens: equal tokens have equal numbers, 0, 1, 2 … in the order in which they were first seen.
///
/// It is all of a metric that depends on the type of tokens, and is inlined so that the type is known where they are hashed.
@usableFromInline
struct TokenNumbers<Token: Hashable & Sendable>: Sendable {
  @usableFromInline var numbers: [Token: Int32] = [:]

  /// No tokens, with room for some before it grows.
  @inlinable
  init(capacity: Int) { numbers.reserveCapacity(capacity) }

  /// The numbers of a sentence's tokens, those without one getting the next.
  @inlinable
  mutating func insert(_ sentence: [Token]) -> [Int32] {
    sentence.map { token in
      let next = Int32(numbers.count)
      // To write through the default stores it: one look-up whether or not the token is new.
      return written(&numbers[token, default: next])
    }
  }

  /// The numbers of a sentence's tokens, −1 for those without one.
  @inlinable
  func find(_ sentence: [Token]) -> [Int32] { sentence.map { numbers[$0] ?? -1 } }
}

@inlinable
func written(_ number: inout Int32) -> Int32 { number }
