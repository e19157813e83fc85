import PortableMath
import RandomStreams
import TextGeneration
import Testing

/// Expects n draws of a grammar to follow its exact distribution.
///
/// χ² with f degrees of freedom is above f (1 − s + 4.5 √s)³, s = 2/(9 f), three times in a million (Wilson & Hilferty).
/// Sentences expected less than ten times are counted as one.
func expectFrequencies(
  of grammar: Grammar, seed: UInt64, draws n: Int, sourceLocation: SourceLocation = #_sourceLocation
) {
  var random = RandomStream(seed: seed)
  let counts = Dictionary(
    (0..<n).map { _ in (grammar.sample(using: &random), 1) }, uniquingKeysWith: +)
  var (statistic, freedom) = (0.0, -1.0)
  var (rareCount, rareExpected) = (0.0, 0.0)
  func add(_ count: Double, _ expected: Double) {
    statistic += (count - expected) * (count - expected) / expected
    freedom += 1
  }
  let sentences = grammar.sentences()
  for (sentence, probability) in sentences {
    let (count, expected) = (Double(counts[sentence] ?? 0), Double(n) * probability)
    if expected >= 10 {
      add(count, expected)
    } else {
      rareCount += count
      rareExpected += expected
    }
  }
  if rareExpected > 0 { add(rareCount, rareExpected) }
  let s = 2 / (9 * freedom)
  let root = 1 - s + 4.5 * s.squareRoot()
  #expect(
    statistic <= freedom * root * root * root, "χ² = \(statistic) with \(freedom) degrees",
    sourceLocation: sourceLocation)
  #expect(
    Set(counts.keys).isSubset(of: Set(sentences.map(\.sentence))), sourceLocation: sourceLocation)
}

/// Expects a count of n independent events of one probability to be within 4.5 standard deviations.
func expectShare(
  _ count: Int, of n: Int, toBe probability: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let deviation = (probability * (1 - probability) * Double(n)).squareRoot()
  #expect(
    (Double(count) - probability * Double(n)).magnitude <= 4.5 * deviation,
    "\(count) of \(n) for a probability of \(probability)", sourceLocation: sourceLocation)
}

/// Expects that no two ways lead to the sentences that a grammar draws: their probability is that of the way taken.
func expectUnambiguous(
  _ grammar: Grammar, draws: Int, using random: inout RandomStream,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for _ in 0..<draws {
    let (sentence, logProbability) = grammar.derivation(using: &random)
    #expect(
      (grammar.logProbability(of: sentence) - logProbability).magnitude <= 1e-12,
      "\(sentence)", sourceLocation: sourceLocation)
  }
}

/// −Σ p log p.
func entropy(_ probabilities: [Double]) -> Double {
  probabilities.reduce(0) { $0 - $1 * .log($1) }
}

/// Expects rows of T tokens below V with nothing but ends after the first end, of which there is one.
func expectPadded(
  _ rows: [[Int]], to length: Int, in vocabulary: Vocabulary,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for row in rows {
    let tail = row.drop { $0 != vocabulary.end }
    #expect(row.count == length, sourceLocation: sourceLocation)
    #expect(
      !tail.isEmpty && tail.allSatisfy { $0 == vocabulary.end }, "\(row)",
      sourceLocation: sourceLocation)
    #expect(
      row.allSatisfy(vocabulary.words.indices.contains), "\(row)", sourceLocation: sourceLocation)
  }
}

/// Whether "a" stands before consonants and "an" before vowels.
func hasRightArticles(_ sentence: [String]) -> Bool {
  zip(sentence, sentence.dropFirst()).allSatisfy { article, word in
    let isVowel = word.first.map("aeiou".contains) ?? false
    return (article != "a" || !isVowel) && (article != "an" || isVowel)
  }
}
