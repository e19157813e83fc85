public import StochasticOptimization

/// A measure of captions against references, as a function to be made large: a black box f of the tokens.
///
///     let metric = CaptionMetric.cider(corpus.training.map(\.references), end: corpus.end)
///     let f = metric.objective(references)          // row r is measured against references[r]
///
/// Whether the end token counts as a word is a field of its own. A metric that doesn't count it cannot tell a caption that
/// ends from one that breaks off, and what is trained on it learns to break off where that scores more.
///
/// > Reference: Rennie et al. (2017), arXiv:1612.00563, appendix E, where "with a" and "and a" were dominating the gains until
/// > the end counted.
public struct CaptionMetric: Sendable {
  /// What it is called.
  public let name: String
  /// The token that ends captions.
  public let end: Int
  /// Whether the end token is one of the words that are compared.
  public let countsEnd: Bool
  private let judging: @Sendable ([[Int]]) -> @Sendable ([Int]) -> Double

  /// A measure of one's own.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - end: The token that ends captions.
  ///   - countsEnd: Whether it is one of the words that are compared.
  ///   - judging: From the words of references to a function of a caption's words; what can be computed once is
  ///     computed in between.
  public init(
    _ name: String, end: Int, countsEnd: Bool = true,
    judging: @escaping @Sendable ([[Int]]) -> @Sendable ([Int]) -> Double
  ) {
    self.name = name
    self.end = end
    self.countsEnd = countsEnd
    self.judging = judging
  }

  /// The words that are compared: those before the first end, and, where it counts, the end itself, if there is one.
  ///
  /// - Parameter caption: Tokens, padded with ends or not.
  public func words(of caption: [Int]) -> [Int] {
    comparedWords(of: caption, end: end, countsEnd: countsEnd)
  }

  /// f for one scene.
  ///
  /// - Parameter references: Captions of the scene, at least one; padded with ends, so that each has one.
  /// - Returns: A function of a caption's tokens.
  public func judge(_ references: [[Int]]) -> @Sendable ([Int]) -> Double {
    let judge = judging(references.map(words))
    return { judge(words(of: $0)) }
  }

  /// f of one caption a row.
  ///
  /// - Parameter references: Those of each row.
  public func objective(_ references: [[[Int]]]) -> Objective<[Int]> {
    objective(references.map(judge))
  }

  /// f of one caption a row, where the functions of scenes are made already.
  ///
  /// - Parameter judges: One a row, as ``judge(_:)`` makes them.
  public func objective(_ judges: [@Sendable ([Int]) -> Double]) -> Objective<[Int]> {
    .batched { captions in
      if captions.count != judges.count {
        fatalError("CaptionMetric: \(captions.count) captions of \(judges.count) scenes.")
      }
      return zip(captions, judges).map { $1($0) }
    }
  }
}

extension CaptionMetric {
  /// Sentence BLEU.
  ///
  /// - Parameters:
  ///   - bleu: The measure; smoothed, or captions without a common n-gram of the greatest n all score 0.
  ///   - end: The token that ends captions.
  ///   - countsEnd: Whether it is one of the words.
  public static func bleu(
    _ bleu: BLEU = BLEU(smoothing: .addK()), end: Int, countsEnd: Bool = true
  ) -> CaptionMetric {
    CaptionMetric("BLEU", end: end, countsEnd: countsEnd) { references in
      let references = BLEUReferences(references, order: bleu.countedOrder)
      return { bleu.score(references.counts(of: $0)) }
    }
  }

  /// ROUGE-L.
  ///
  /// - Parameters:
  ///   - beta: How much more recall counts than precision.
  ///   - end: The token that ends captions.
  ///   - countsEnd: Whether it is one of the words.
  public static func rouge(beta: Double = 1.2, end: Int, countsEnd: Bool = true) -> CaptionMetric {
    CaptionMetric("ROUGE-L", end: end, countsEnd: countsEnd) { references in
      { rougeL($0, references: references, beta: beta) }
    }
  }

  /// CIDEr, by default CIDEr-D; from 0 to 10.
  ///
  /// - Parameters:
  ///   - documents: The references of each training scene: what n-grams are rare in. The end counts there as it does in
  ///     captions.
  ///   - variant: Which of the two measures.
  ///   - end: The token that ends captions.
  ///   - countsEnd: Whether it is one of the words.
  public static func cider(
    _ documents: [[[Int]]], variant: CIDErVariant = .clipped(), end: Int, countsEnd: Bool = true
  ) -> CaptionMetric {
    let words = documents.map { $0.map { comparedWords(of: $0, end: end, countsEnd: countsEnd) } }
    let cider = CIDEr(DocumentFrequencies(words), variant: variant)
    let name = variant == .plain ? "CIDEr" : "CIDEr-D"
    return CaptionMetric(name, end: end, countsEnd: countsEnd) { references in
      { cider.sentence($0, references: references) }
    }
  }
}

private func comparedWords(of caption: [Int], end: Int, countsEnd: Bool) -> [Int] {
  countsEnd ? Array(caption.prefix(caption.count(endedBy: end))) : caption.sentence(endedBy: end)
}
