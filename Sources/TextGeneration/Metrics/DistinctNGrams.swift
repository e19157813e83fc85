/// Distinct-n: how many different n-grams sentences have, over the number of their tokens.
///
/// - Parameters:
///   - n: At least 1.
///   - sentences: Whose n-grams are pooled; none spans two of them.
/// - Returns: From 0 to 1; 0 where there is no token. It falls as sentences become more: compare equal numbers only.
/// - Complexity: O(n · tokens).
///
/// > Reference: Li et al. (2016), "A diversity-promoting objective function for neural conversation models",
/// > doi:10.18653/v1/N16-1014.
/// > Note: Over tokens, as in the paper; others divide by the number of n-grams.
@inlinable
public func distinctNGrams<Token: Hashable & Sendable>(
  _ n: Int, in sentences: [[Token]]
) -> Double {
  if n < 1 { fatalError("distinctNGrams: n is \(n); it is at least 1.") }
  let tokens = sentences.reduce(0) { $0 + $1.count }
  if tokens == 0 { return 0 }
  var vocabulary = TokenNumbers<Token>(capacity: 0)
  let distinct = distinctCount(n, in: sentences.map { vocabulary.insert($0) })
  return Double(distinct) / Double(tokens)
}

@usableFromInline
func distinctCount(_ n: Int, in sentences: [[Int32]]) -> Int {
  var index = NGramIndex(for: sentences, order: n)
  var seen: [Bool] = []
  for sentence in sentences {
    let ngrams = index.insert(sentence, order: n)
    seen.append(contentsOf: repeatElement(false, count: index.count - seen.count))
    for ngram in ngrams[n] { seen[Int(ngram)] = true }
  }
  return seen.count { $0 }
}
