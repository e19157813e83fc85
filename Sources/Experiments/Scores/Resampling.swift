internal import RandomStreams

extension Array {
  /// Elements drawn with replacement.
  func resampled(count: Int, using stream: inout RandomStream) -> [Element] {
    (0..<count).map { _ in self[Int.uniform(below: self.count, using: &stream)] }
  }
}

extension [Double] {
  /// The quantile of an ascending array, linear between its order statistics: NumPy's and R's default (type 7).
  func quantile(_ fraction: Double) -> Double {
    let place = fraction * Double(count - 1)
    let lower = Int(place)
    guard lower + 1 < count else { return self[count - 1] }
    return self[lower] + (place - Double(lower)) * (self[lower + 1] - self[lower])
  }

  /// The sum divided by the count.
  var average: Double { reduce(0, +) / Double(count) }

  /// The middle number of an ascending array, or the mean of the two in the middle.
  var middle: Double { (self[(count - 1) / 2] + self[count / 2]) / 2 }
}
