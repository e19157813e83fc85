import RandomStreams

extension [CaptionCorpus.Example] {
  /// Each reference with the features of its scene: what ``MaximumLikelihood`` learns from.
  public var pairs: [(context: [Float], sequence: [Int])] {
    flatMap { example in example.references.map { (example.features, $0) } }
  }

  /// The same scenes and references, seen badly: each feature that is not 0 becomes 0 with some probability, once for all.
  ///
  /// What is hidden has to be guessed, as in a photograph, so that a caption that is safe by one measure isn't by another.
  ///
  /// - Parameters:
  ///   - share: The probability, in [0, 1].
  ///   - range: Which features may be hidden; nil for all. Those of the ground are 0 ..< 4, see ``Scene/features(slots:)``.
  ///   - generator: Gives the seed; takes one word.
  public func hiding(
    _ share: Double, of range: Range<Int>? = nil, using generator: inout some RandomNumberGenerator
  ) -> [CaptionCorpus.Example] {
    if !(0...1).contains(share) { fatalError("hiding: the probability \(share) is not in [0, 1].") }
    var stream = RandomStream(drawnFrom: &generator)
    return map { example in
      let features = example.features.enumerated().map { index, feature -> Float in
        let canHide = feature != 0 && range?.contains(index) != false
        return canHide && Bool.bernoulli(share, using: &stream) ? 0 : feature
      }
      return CaptionCorpus.Example(
        scene: example.scene, features: features, references: example.references)
    }
  }
}
