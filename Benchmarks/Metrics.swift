import RandomStreams
import TextGeneration

/// The sentences of the peers' `bleu.py`, rebuilt bit for bit: 500 of 20 words out of 50, of which a hypothesis has about
/// three in four from its reference.
func measureMetrics() {
  var (first, second) = (SplitMix64(seed: 7), SplitMix64(seed: 8))
  let numbers = (0..<500).map { _ in (0..<20).map { _ in first.next() % 50 } }
  let references = numbers.map { $0.map { String($0) } }
  let hypotheses = references.map { reference in
    reference.map { word in
      let draw = second.next()
      return draw % 4 != 0 ? word : String(draw / 4 % 50)
    }
  }
  let alone = references.map { [$0] }
  func score(
    _ name: String, _ count: Int, _ answer: String, inner: Int = 20, _ run: () -> Double
  ) {
    measure("bleu.\(name)", unit: "sentences", repeats: 7, inner: inner) {
      (count, run())
    } answers: {
      [(answer, $0)]
    }
  }
  score("corpus", 500, "bleu4") { BLEU().corpus(hypotheses, references: alone) }
  score("sentence_200refs", 50, "mean_bleu4") {
    let references = BLEUReferences(Array(references[..<200]), order: 4)
    let bleu = BLEU(smoothing: .floor())
    return hypotheses[..<50].reduce(0) { $0 + bleu.score(references.counts(of: $1)) } / 50
  }
  score("self", 200, "self_bleu4") { selfBLEU(Array(hypotheses[..<200])) }
  score("cider_d", 500, "cider_d", inner: 5) {
    CIDEr(DocumentFrequencies(alone)).corpus(hypotheses, references: alone)
  }
  score("rouge_l", 500, "rouge_l") {
    zip(hypotheses, alone).reduce(0) { $0 + rougeL($1.0, references: $1.1) } / 500
  }
}
