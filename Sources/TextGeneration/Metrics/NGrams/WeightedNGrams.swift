/// A sentence as vectors, one for each n: each of its n-grams with how often it is there, times how rare it is.
struct WeightedNGrams {
  /// By n, the n-grams that the sentence has, by ascending number: the order in which everything is summed.
  private let weights: [[(ngram: Int32, weight: Double)]]
  /// ‖·‖ by n.
  private let norms: [Double]
  /// Of how many words the sentence is.
  let length: Int

  /// - Parameters:
  ///   - ngrams: The n-grams of the sentence, each with a number.
  ///   - rarities: How rare each of them is, by n and then by position.
  init(_ ngrams: NGrams, order: Int, rarities: [Double]) {
    weights = (1...order).map { n in
      let sorted = ngrams[n].indices.map { (ngram: ngrams.numbers[$0], rarity: rarities[$0]) }
        .sorted { $0.ngram < $1.ngram }
      var next = 0
      var row: [(ngram: Int32, weight: Double)] = []
      forEachRun(in: sorted.map(\.ngram)) { ngram, count in
        row.append((ngram, Double(count) * sorted[next].rarity))
        next += count
      }
      return row
    }
    norms = weights.map { $0.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot() }
    length = ngrams.length
  }

  /// Σ of a product over the n-grams of both, over the norms, summed over n; 0 for an n where a norm is 0.
  func cosines(with other: WeightedNGrams, product: (Double, Double) -> Double) -> Double {
    var sum = 0.0
    for n in weights.indices {
      let scale = norms[n] * other.norms[n]
      if scale == 0 { continue }
      let (row, otherRow) = (weights[n], other.weights[n])
      var (dot, i, j) = (0.0, 0, 0)
      while i < row.count && j < otherRow.count {
        let (ngram, otherNGram) = (row[i].ngram, otherRow[j].ngram)
        if ngram == otherNGram { dot += product(row[i].weight, otherRow[j].weight) }
        if ngram <= otherNGram { i += 1 }
        if otherNGram <= ngram { j += 1 }
      }
      sum += dot / scale
    }
    return sum
  }
}
