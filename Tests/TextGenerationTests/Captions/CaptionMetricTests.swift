import RandomStreams
import StochasticOptimization
import TextGeneration
import Testing

@Suite struct CaptionMetricTests {
  /// Tokens 0 … 5, and 6 for the end.
  static let references = [[0, 1, 2, 3, 6, 6, 6], [4, 1, 2, 5, 0, 3, 6]]
  static let documents = [references, [[4, 1, 0, 6, 6, 6, 6]], [[5, 5, 2, 3, 6, 6, 6]]]

  @Test func `padding is no word, and the end is one where it counts`() {
    let (with, without) = (
      CaptionMetric.rouge(end: 6), CaptionMetric.rouge(end: 6, countsEnd: false)
    )
    #expect(with.words(of: [3, 1, 6, 6]) == [3, 1, 6])
    #expect(without.words(of: [3, 1, 6, 6]) == [3, 1])
    // It has no end, so none is compared.
    #expect(with.words(of: [3, 1, 4]) == [3, 1, 4])
    #expect(with.words(of: [6, 6]) == [6])
    #expect(without.words(of: [6, 6]).isEmpty)
  }

  @Test(arguments: [false, true])
  func `scores are those of the measures`(countsEnd: Bool) {
    let (references, documents) = (Self.references, Self.documents)
    let caption = [0, 1, 2, 5, 6, 6, 6]
    func cut(_ tokens: [Int]) -> [Int] {
      let words = Array(tokens.prefix { $0 != 6 })
      return countsEnd ? words + [6] : words
    }
    let (words, others) = (cut(caption), references.map(cut))
    let bleu = BLEU(order: 3, smoothing: .floor())
    let cider = CIDEr(
      DocumentFrequencies(documents.map { $0.map(cut) }), variant: .clipped(sigma: 3))
    let pairs = [
      (
        CaptionMetric.bleu(bleu, end: 6, countsEnd: countsEnd),
        bleu.sentence(words, references: others)
      ),
      (
        .rouge(beta: 2, end: 6, countsEnd: countsEnd),
        rougeL(words, references: others, beta: 2)
      ),
      (
        .cider(documents, variant: .clipped(sigma: 3), end: 6, countsEnd: countsEnd),
        cider.sentence(words, references: others)
      ),
    ]
    for (metric, score) in pairs {
      #expect(metric.judge(references)(caption) == score)
      #expect(score > 0)
      let f = metric.objective([references, documents[1]])
      #expect(f.values([caption, [6, 6, 6, 6, 6, 6, 6]])[0] == score)
    }
  }

  @Test func `row r is measured against the references of row r`() {
    let metric = CaptionMetric("first word", end: 6) { references in
      { $0.first == references[0].first ? 1 : 0 }
    }
    let f = metric.objective([[[1, 6]], [[2, 6]], [[3, 6]]])
    #expect(f.values([[1, 6], [1, 6], [3, 6]]) == [1, 0, 1])
  }

  /// "0 1 2" is a reference cut short: without the end it has every n-gram right.
  @Test func `a measure that doesn't count the end can't tell a caption that breaks off`() {
    let bleu = BLEU(order: 2)
    let judges = [true, false].map {
      CaptionMetric.bleu(bleu, end: 6, countsEnd: $0).judge([[0, 1, 2, 6], [0, 1, 2, 3, 4, 6]])
    }
    let (ended, brokenOff) = ([0, 1, 2, 6, 6, 6], [0, 1, 2, 3, 6, 6])
    #expect(judges[0](ended) == 1)
    #expect(judges[0](brokenOff) < 1)
    #expect(judges[1](ended) == 1)
    #expect(judges[1](brokenOff) == 1)
  }

  @Test func `a caption is needed for each scene`() async {
    await #expect(processExitsWith: .failure) {
      _ = CaptionMetric.rouge(end: 6).objective([[[1, 6]]]).values([[1, 6], [2, 6]])
    }
  }
}
