/// How good captions of some scenes are, by all measures.
///
/// The end token is no word here, as in the evaluation of the COCO captions, so that whether training counted it can be told
/// apart from whether the measure does.
///
/// > Reference: Chen et al. (2015), "Microsoft COCO captions: data collection and evaluation server", arXiv:1504.00325.
public struct CaptionScores: Sendable, Hashable {
  /// BLEU-4 of all captions as one corpus, from 0 to 1.
  public let bleu: Double
  /// The mean ROUGE-L, from 0 to 1.
  public let rougeL: Double
  /// The mean CIDEr-D, from 0 to 10.
  public let cider: Double
  /// The share of captions that end badly; see ``CaptionEndings``.
  public let badEndings: Double
  /// The share of captions that the grammar of their scene can write: well-formed, and all that they say is true.
  public let grammatical: Double
  /// The mean number of words.
  public let words: Double
}

/// The judge of captions: what is computed of a corpus once.
public struct CaptionJudge: Sendable {
  private let examples: [CaptionCorpus.Example]
  private let vocabulary: Vocabulary
  private let endings: CaptionEndings
  private let cider: CaptionMetric
  private let rougeL: CaptionMetric

  /// A judge of captions of some scenes.
  ///
  /// - Parameters:
  ///   - examples: The scenes; at least one.
  ///   - corpus: Where they are from; its training references tell what n-grams are rare, and how captions end.
  public init(of examples: [CaptionCorpus.Example], in corpus: CaptionCorpus) {
    self.examples = examples
    let documents = corpus.training.map(\.references)
    vocabulary = corpus.vocabulary
    endings = CaptionEndings(documents.joined(), end: corpus.end)
    cider = .cider(documents, end: corpus.end, countsEnd: false)
    rougeL = .rouge(end: corpus.end, countsEnd: false)
  }

  /// How good captions are.
  ///
  /// - Parameter captions: One of each scene, in order.
  public func scores(_ captions: [[Int]]) -> CaptionScores {
    if captions.count != examples.count || captions.isEmpty {
      fatalError("CaptionJudge: \(captions.count) captions of \(examples.count) scenes.")
    }
    let words = captions.map { rougeL.words(of: $0) }
    func mean(_ value: (Int) -> Double) -> Double {
      captions.indices.reduce(0) { $0 + value($1) } / Double(captions.count)
    }
    return CaptionScores(
      bleu: BLEU().corpus(
        words, references: examples.map { $0.references.map(rougeL.words) }),
      rougeL: mean { rougeL.judge(examples[$0].references)(captions[$0]) },
      cider: mean { cider.judge(examples[$0].references)(captions[$0]) },
      badEndings: mean { endings.areProper(of: captions[$0]) ? 0 : 1 },
      grammatical: mean {
        let sentence = vocabulary.decode(captions[$0])
        return examples[$0].scene.captions.logProbability(of: sentence).isFinite ? 1 : 0
      },
      words: mean { Double(words[$0].count) })
  }
}
