extension Sequence {
  /// Returns the elements in a random order, all orders equally likely (Fisher & Yates;
  /// Durstenfeld's form).
  ///
  /// Takes one word for each element but the first, barring the rare repeats of
  /// `uniform(below:using:)`.
  ///
  /// - Complexity: O(count).
  @inlinable
  public func permuted(using generator: inout some RandomNumberGenerator) -> [Element] {
    var elements = Array(self)
    for last in elements.indices.dropFirst().reversed() {
      elements.swapAt(last, Int.uniform(below: last + 1, using: &generator))
    }
    return elements
  }
}

extension Array where Element == Int {
  /// Returns 0, 1, … , count − 1 in a random order, all orders equally likely.
  ///
  /// - Parameter count: Not negative.
  /// - Complexity: O(count).
  @inlinable
  public static func permutation(
    of count: Int, using generator: inout some RandomNumberGenerator
  ) -> [Int] {
    guard count >= 0 else { trapOnPermutation(count) }
    return (0..<count).permuted(using: &generator)
  }

  /// Draws different numbers from 0 ..< population, all ordered selections equally likely: each
  /// position of the result is uniform. Takes one word for each number.
  ///
  /// The first steps of a Fisher–Yates shuffle of 0, 1, 2, … , of which only the displaced numbers
  /// are stored.
  ///
  /// - Parameter count: How many to draw, in 0...population.
  /// - Parameter population: How many there are.
  /// - Complexity: O(count) time and memory, whatever the population.
  @inlinable
  public static func sampled(
    _ count: Int, outOf population: Int, using generator: inout some RandomNumberGenerator
  ) -> [Int] {
    guard count >= 0 && count <= population else { trapOnSampled(count, population) }
    var displaced = [Int: Int](minimumCapacity: count)
    var result: [Int] = []
    result.reserveCapacity(count)
    for position in 0..<count {
      let chosen = position + Int.uniform(below: population - position, using: &generator)
      result.append(displaced[chosen] ?? chosen)
      displaced[chosen] = displaced[position] ?? position
    }
    return result
  }
}

@usableFromInline
func trapOnPermutation(_ count: Int) -> Never {
  fatalError("[Int].permutation(of:): the count must be at least 0, not \(count)")
}

@usableFromInline
func trapOnSampled(_ count: Int, _ population: Int) -> Never {
  fatalError("[Int].sampled: cannot draw \(count) different numbers out of \(population)")
}
