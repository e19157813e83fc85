import Foundation
import TextGeneration

/// `Fixtures/metrics.json`, which a script there wrote with NLTK, sacreBLEU and pycocoevalcap.
struct MetricFixture: Decodable {
  let hypotheses: [[String]]
  let references: [[[String]]]
  /// By sentence, the score of each metric by name; no ROUGE-L of an empty one.
  let sentences: [[String: Double]]
  let corpus: [String: Double]
  let sparseCorpus: [String: Double]
  let ciderD: [Double]
  let cider: [Double]
  /// Of the first 20 sentences, with the references of the last 20 as documents.
  let ciderDOfOthers: [Double]
  let ciderOfOthers: [Double]
  /// For n from 2 to 5.
  let selfBLEU: [Double]
  /// For n from 1 to 3.
  let distinct: [Double]

  private enum CodingKeys: String, CodingKey {
    case hypotheses, references, sentences, corpus, ciderD, cider, selfBLEU, distinct
    case sparseCorpus = "sparse corpus"
    case ciderDOfOthers = "ciderD of others"
    case ciderOfOthers = "cider of others"
  }

  static func read() throws -> MetricFixture {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/metrics.json")
    return try JSONDecoder().decode(MetricFixture.self, from: Data(contentsOf: file))
  }

  /// The sentences of the sparse corpus.
  static let sparse = [0, 1, 2, 5, 6]

  /// What the fixture calls each BLEU.
  static let bleus: [String: BLEU] = {
    var bleus: [String: BLEU] = [
      "nltk uniform": BLEU(),
      "nltk bigrams": BLEU(order: 2),
      "nltk tilted": BLEU(weights: [0.1, 0.3, 0.5, 0.1]),
      "nltk five": BLEU(order: 5),
      "nltk without-unigrams": BLEU(weights: [0, 0.5, 0.5, 0]),
      "nltk method1": BLEU(smoothing: .floor()),
      "nltk method2": BLEU(smoothing: .addK()),
      "nltk method3": BLEU(smoothing: .exponential),
      "nltk method4": BLEU(smoothing: .logarithmic()),
      "nltk method5": BLEU(smoothing: .neighbors),
      "nltk method7": BLEU(smoothing: .logarithmicNeighbors()),
      "nltk epsilon": BLEU(smoothing: .floor(0.01)),
      "nltk k": BLEU(smoothing: .logarithmic(3)),
    ]
    let smoothings: [(String, BLEU.Smoothing)] = [
      ("none", .none), ("floor", .floor()), ("floor 0.02", .floor(0.02)), ("add-k", .addK()),
      ("add-k 0.5", .addK(0.5)), ("exp", .exponential),
    ]
    for (name, smoothing) in smoothings {
      bleus["sacre \(name)"] = BLEU(smoothing: smoothing, shortHypotheses: .countNone)
      bleus["sacre \(name) effective"] = BLEU(smoothing: smoothing, shortHypotheses: .leaveOut)
    }
    return bleus
  }()
}

/// Whether two scores differ by less than what a few hundred roundings of numbers up to 10 come to.
func agree(_ a: Double, _ b: Double) -> Bool { (a - b).magnitude <= 1e-12 }

extension [String] {
  /// The words of a text.
  init(words text: String) { self = text.split(separator: " ").map(String.init) }
}
