extension Course {
  /// The stems of all lessons, in order.
  public var stems: [String] { parts.flatMap(\.lessons) }

  /// What lessons are shown and named by, in the order of ``stems``: 1, 2, 3 … through the parts, from its
  /// ``Part/first`` in a part that has one; A1, A2 … in appendix A.
  public var numbers: [String] {
    var count = 0
    return parts.flatMap { part in
      if part.appendix == nil, let first = part.first { count = first - 1 }
      return part.lessons.indices.map { place in
        if let letter = part.appendix { return "\(letter)\(place + 1)" }
        count += 1
        return "\(count)"
      }
    }
  }

  /// The numbers of the parts, in order; `nil` for an appendix.
  public var partNumbers: [Int?] {
    var last = 0
    return parts.map { part in
      guard part.appendix == nil else { return nil }
      last = part.number ?? last + 1
      return last
    }
  }

  /// The number of a lesson; `nil` when it isn't listed.
  public func number(of stem: String) -> String? {
    stems.firstIndex(of: stem).map { numbers[$0] }
  }

  /// The stem of the lesson that has a number, which may be written with zeros in front or small: `2`, `02`, `a1`.
  public func stem(numbered number: String) -> String? {
    let number = number.drop { $0 == "0" }.uppercased()
    return numbers.firstIndex(of: number).map { stems[$0] }
  }
}
