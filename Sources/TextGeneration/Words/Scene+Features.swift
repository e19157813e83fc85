extension Scene {
  /// What a captioner sees: zeros and ones for the ground, then for each object its kind, color, size, row and column.
  ///
  /// Each of these is a 1 among zeros. Objects stand in the order of ``objects``; what is left of the slots is zero.
  ///
  /// - Parameter slots: How many objects there is room for, at least as many as there are.
  /// - Returns: Shape [4 + slots · (18 + 2 · side)].
  public func features(slots: Int) -> [Float] {
    if slots < objects.count {
      fatalError("Scene.features: \(objects.count) objects don't fit into \(slots) slots.")
    }
    let seen = objects.flatMap { object in
      one(of: Kind.allCases, object.kind) + one(of: Color.allCases, object.color)
        + one(of: Size.allCases, object.size) + one(of: Array(0..<side), object.row)
        + one(of: Array(0..<side), object.column)
    }
    let features = one(of: Ground.allCases, ground) + seen
    let count = Self.featureCount(side: side, slots: slots)
    return features + Array(repeating: 0, count: count - features.count)
  }

  static func featureCount(side: Int, slots: Int) -> Int {
    let attributes = Kind.allCases.count + Color.allCases.count + Size.allCases.count
    return Ground.allCases.count + slots * (attributes + 2 * side)
  }
}

/// Zeros, but for a 1 where the value stands.
private func one<Value: Equatable>(of values: [Value], _ value: Value) -> [Float] {
  values.map { $0 == value ? 1 : 0 }
}
