import NeuralNetworks
public import StochasticOptimization
public import Tensors

/// A model that writes captions of scenes: an encoder reads a scene's features, and a recurrent network writes until the
/// end token.
///
///     let features = corpus.heldOut.map(\.features)
///     captioner.describe(features)                              // greedy captions
///     captioner.describe(features, width: 3)                    // a beam's
///     captioner.node(for: features).sample(using: &random)      // drawn ones
///
/// > Reference: Vinyals, Toshev, Bengio & Erhan (2015), "Show and tell", arXiv:1411.4555.
public struct Captioner: Differentiable, Sendable {
  /// Captions of known scenes, one a row.
  public typealias Captions = SentenceModel<GivenContext<SceneEncoder>>
  /// What an estimator of gradients draws captions from.
  public typealias Node = AutoregressiveNode<Captions>

  /// What reads, and what writes.
  public var model: ConditionalLanguageModel<SceneEncoder>
  /// The token that ends a caption, and stands before it.
  public let end: Int
  /// T, how many tokens a caption has at most, with its end.
  public let length: Int

  /// A captioner whose parameters are drawn.
  ///
  /// - Parameters:
  ///   - features: How many numbers a scene has.
  ///   - vocabulary: V.
  ///   - end: The token that ends captions, in 0 ..< V.
  ///   - length: T, at least 1.
  ///   - embedding: How many numbers a token's vector has.
  ///   - hidden: How many numbers are remembered, twice.
  ///   - generator: Where random numbers come from.
  public init(
    features: Int, vocabulary: Int, end: Int, length: Int, embedding: Int = 32, hidden: Int = 64,
    using generator: inout some RandomNumberGenerator
  ) {
    if features < 1 || length < 1 {
      fatalError("Captioner: \(features) features and captions of \(length) tokens; 1 at least.")
    }
    model = ConditionalLanguageModel(
      encoder: SceneEncoder(features: features, hidden: hidden, using: &generator),
      decoder: RecurrentLanguageModel(
        vocabulary: vocabulary, features: embedding, hidden: hidden, start: end, using: &generator))
    self.end = end
    self.length = length
  }

  /// A captioner for a corpus.
  ///
  /// - Parameters:
  ///   - corpus: Tells the sizes.
  ///   - embedding: How many numbers a token's vector has.
  ///   - hidden: How many numbers are remembered, twice.
  ///   - generator: Where random numbers come from.
  public init(
    for corpus: CaptionCorpus, embedding: Int = 32, hidden: Int = 64,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      features: corpus.featureCount, vocabulary: corpus.vocabulary.count, end: corpus.end,
      length: corpus.length, embedding: embedding, hidden: hidden, using: &generator)
  }

  /// The model of captions of some scenes.
  ///
  /// - Parameter features: Of each scene; at least one.
  public func captions(of features: [[Float]]) -> Captions {
    SentenceModel(model.given(features), end: end)
  }

  /// The same, as a node with a row for each scene.
  ///
  /// - Parameter features: Of each scene; at least one.
  public func node(for features: [[Float]]) -> Node {
    AutoregressiveNode(captions(of: features), rows: features.count, length: length)
  }

  /// The likeliest caption of each scene that a search finds.
  ///
  /// - Parameters:
  ///   - features: Of each scene; at least one.
  ///   - width: How many beginnings are kept; with 1, captions are greedy.
  /// - Returns: Shape [scenes][T], padded with ends.
  public func describe(_ features: [[Float]], width: Int = 1) -> [[Int]] {
    if width == 1 { return node(for: features).modes }
    return captions(of: features).beamSearch(features.count, length: length, width: width)
      .map { $0[0].tokens }
  }
}
