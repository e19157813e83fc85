/// The little linear algebra that gradients need: vectors of one number a parameter.
extension [Double] {
  /// Adds another vector times a factor.
  public mutating func add(_ other: [Double], times factor: Double) {
    guard other.count == count else {
      fatalError("a vector of \(other.count) numbers added to one of \(count)")
    }
    for index in indices { self[index] += factor * other[index] }
  }

  /// The difference to another vector.
  package func subtracting(_ other: [Double]) -> [Double] {
    var difference = self
    difference.add(other, times: -1)
    return difference
  }

  /// The inner product with another vector.
  package func dot(_ other: [Double]) -> Double {
    guard other.count == count else {
      fatalError("a product of vectors of \(count) and \(other.count) numbers")
    }
    return zip(self, other).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
