/// "Did you mean …": the closest of some names.
public enum Suggestion {
  /// The candidate that a mistyped word most likely meant; `nil` when none is near.
  ///
  /// Near means: at most a third of the longer word's characters wrong (at least one, at most four),
  /// counted by ``distance(_:_:)`` without regard to case. The first of equally near ones wins.
  ///
  /// - Complexity: O(c·n·m) for c candidates.
  public static func closest(to word: String, in candidates: some Sequence<String>) -> String? {
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let distance = distance(word.lowercased(), candidate.lowercased())
      let bound = min(4, max(1, max(word.count, candidate.count) / 3))
      if distance <= bound, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// A sentence for a diagnostic's fix: "did you mean 'hidden'?" with the closest candidate, or else the
  /// other advice; without that the list of candidates, if it is not long.
  public static func fix(
    for word: String, in candidates: [String], otherwise advice: String? = nil
  ) -> String? {
    if let closest = closest(to: word, in: candidates) { return "did you mean '\(closest)'?" }
    if advice != nil || candidates.isEmpty || candidates.count > 20 { return advice }
    return "use one of: \(candidates.joined(separator: ", "))"
  }

  /// The edit distance: insertions, deletions, replacements and swaps of neighbours, each counted 1,
  /// no part edited twice (the restricted Damerau–Levenshtein distance).
  ///
  /// - Complexity: O(n·m).
  public static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left), Array(right))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
