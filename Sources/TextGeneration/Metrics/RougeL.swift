/// ROUGE-L: how long a subsequence of tokens a sentence has in common with references.
///
///     F = (1 + β²) P R / (R + β² P)      P = max LCS / |hypothesis|,  R = max LCS / |reference|
///
/// - Parameters:
///   - hypothesis: The sentence; where it is empty the score is 0.
///   - references: At least one sentence; an empty one counts for nothing. P and R are each the greatest over them.
///   - beta: β: how much more recall counts than precision; positive.
/// - Returns: From 0 to 1.
/// - Complexity: O(m n) for m and n tokens, for each reference.
///
/// > Reference: Lin (2004), "ROUGE: a package for automatic evaluation of summaries", aclanthology.org/W04-1013, section 3.1.
/// > Note: The greatest P and R of several references and β = 1.2 are those of the COCO evaluation (pycocoevalcap).
@inlinable
public func rougeL<Token: Hashable & Sendable>(
  _ hypothesis: [Token], references: [[Token]], beta: Double = 1.2
) -> Double {
  if references.isEmpty { fatalError("rougeL: there is no reference.") }
  if !(beta > 0 && beta.isFinite) { fatalError("rougeL: β is \(beta); it is positive.") }
  var vocabulary = TokenNumbers<Token>(capacity: hypothesis.count)
  let words = vocabulary.insert(hypothesis)
  var (precision, recall) = (0.0, 0.0)
  for reference in references {
    let common = commonSubsequence(words, vocabulary.find(reference))
    if common == 0 { continue }
    precision = max(precision, Double(common) / Double(words.count))
    recall = max(recall, Double(common) / Double(reference.count))
  }
  if precision == 0 { return 0 }
  return (1 + beta * beta) * precision * recall / (recall + beta * beta * precision)
}

/// The length of the longest common subsequence. Row by row: what prefixes of `b` have in common with a prefix of `a`.
@usableFromInline
func commonSubsequence(_ a: [Int32], _ b: [Int32]) -> Int {
  var lengths = Array(repeating: 0, count: b.count + 1)
  for word in a {
    var diagonal = 0
    for j in b.indices {
      let above = lengths[j + 1]
      lengths[j + 1] = word == b[j] ? diagonal + 1 : max(above, lengths[j])
      diagonal = above
    }
  }
  return lengths[b.count]
}
