/// Consensus-based image description evaluation: the mean cosine between the weighted n-grams of a sentence and those of
/// each reference, for n from 1 to 4.
///
/// An n-gram that a sentence has f times and that stands in d of D documents weighs f ln(D / d). With h and r the weights in
/// the hypothesis and in a reference:
///
///     CIDEr    10 meanₙ mean_r  Σ h r / (‖h‖ ‖r‖)
///     CIDEr-D  10 meanₙ mean_r  exp(−δ² / 2σ²) Σ min(h, r) r / (‖h‖ ‖r‖)
///
/// δ is the difference of lengths. A sentence that repeats what references say once gains by it in CIDEr, but not in CIDEr-D.
///
/// ```swift
/// let cider = CIDEr(DocumentFrequencies(references))
/// cider.sentence(caption, references: references[0])
/// ```
///
/// > Reference: Vedantam, Zitnick & Parikh (2015), arXiv:1411.5726.
/// > Note: CIDEr is that of the authors' code (vrama91/cider). CIDEr-D is that of their code and of the COCO evaluation
/// > (pycocoevalcap, which calls it CIDEr); there δ is of bigrams, which is the same for sentences that score at all.
/// > Captions end badly when they are trained on it without an end token: let the tokens include it.
public struct CIDEr<Token: Hashable & Sendable>: Sendable {
  /// How rare n-grams are.
  public let frequencies: DocumentFrequencies<Token>
  /// Which of the two measures.
  public let variant: CIDErVariant

  /// A measure.
  ///
  /// - Parameters:
  ///   - frequencies: How rare n-grams are.
  ///   - variant: Which of the two measures.
  public init(_ frequencies: DocumentFrequencies<Token>, variant: CIDErVariant = .clipped()) {
    if case .clipped(let sigma) = variant, !(sigma > 0) {
      fatalError("CIDEr: σ is \(sigma); it is positive.")
    }
    self.frequencies = frequencies
    self.variant = variant
  }

  /// The score of one sentence.
  ///
  /// - Parameters:
  ///   - hypothesis: The sentence, which may be empty and then scores 0.
  ///   - references: At least one sentence; they needn't be among the documents.
  /// - Returns: From 0 to 10.
  /// - Complexity: O(order · tokens), and references × distinct n-grams.
  @inlinable
  public func sentence(_ hypothesis: [Token], references: [[Token]]) -> Double {
    if references.isEmpty { fatalError("CIDEr: there is no reference.") }
    return variant.score(frequencies.words(of: [hypothesis] + references), frequencies.rarities)
  }

  /// The mean score of the sentences of a corpus.
  ///
  /// - Parameters:
  ///   - hypotheses: The sentences, at least one.
  ///   - references: For each hypothesis at least one sentence.
  @inlinable
  public func corpus(_ hypotheses: [[Token]], references: [[[Token]]]) -> Double {
    requireReferences(for: hypotheses.count, given: references.count, caller: "CIDEr")
    return zip(hypotheses, references).reduce(0) { $0 + sentence($1.0, references: $1.1) }
      / Double(hypotheses.count)
  }
}
