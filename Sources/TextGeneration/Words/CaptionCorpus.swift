import RandomStreams

/// Scenes with some captions each, most to learn from and some held out.
///
/// ```swift
/// let corpus = CaptionCorpus(using: &random)
/// let example = corpus.training[0]
/// example.features                                          // 0 and 1: what a model is shown
/// example.references.map { corpus.vocabulary.text(of: $0) }
/// // "A small red bird flying over a lake", "There is a bird above a white boat" … five of them
/// ```
///
/// No scene is there twice, and no caption of a scene.
public struct CaptionCorpus: Sendable, Hashable {
  /// A scene and what is said of it.
  public struct Example: Sendable, Hashable {
    /// What is described.
    public let scene: Scene
    /// What a model is shown of it; see ``Scene/features(slots:)``.
    public let features: [Float]
    /// Distinct captions, shape [references, T], padded with ends.
    public let references: [[Int]]
  }

  /// The words of all captions, then `<end>`.
  public let vocabulary: Vocabulary
  /// The token after the last word, and after itself.
  public let end: Int
  /// T = 14, the tokens of each caption.
  public let length: Int
  /// How many features a scene has.
  public let featureCount: Int
  /// Scenes to learn from.
  public let training: [Example]
  /// Scenes to test with, all different from those.
  public let heldOut: [Example]

  /// Draws scenes and captions.
  ///
  /// - Parameters:
  ///   - training: How many scenes to learn from, not negative.
  ///   - heldOut: How many scenes to test with, not negative.
  ///   - references: How many captions a scene has, in 1 ... 20.
  ///   - side: Rows and columns of the grid.
  ///   - objects: How many objects a scene may have.
  ///   - generator: Gives the seed; takes one word.
  /// - Complexity: O(scenes · references).
  public init(
    training: Int = 300, heldOut: Int = 100, references: Int = 5, side: Int = 4,
    objects: ClosedRange<Int> = 1...2, using generator: inout some RandomNumberGenerator
  ) {
    if training < 0 || heldOut < 0 || !(1...20).contains(references) {
      fatalError(
        "CaptionCorpus: \(training) and \(heldOut) scenes with \(references) captions each; "
          + "no count may be negative, and 1 ... 20 captions are possible.")
    }
    let root = RandomStream(drawnFrom: &generator)
    let vocabulary = Vocabulary(Scene.words, special: [.end])
    let length = Scene.longestCaption + 1
    let scenes = distinct(training + heldOut, what: "scenes", from: root.child("scenes")) {
      Scene.sample(side: side, objects: objects, using: &$0)
    }
    let examples = scenes.enumerated().map { number, scene in
      let grammar = scene.captions
      let captions = distinct(
        references, what: "captions", from: root.child("captions").child(number)
      ) { grammar.sample(using: &$0) }
      return Example(
        scene: scene, features: scene.features(slots: objects.upperBound),
        references: captions.map { vocabulary.padded($0, to: length) })
    }
    self.vocabulary = vocabulary
    self.length = length
    end = vocabulary.endToken
    featureCount = Scene.featureCount(side: side, slots: objects.upperBound)
    self.training = Array(examples.prefix(training))
    self.heldOut = Array(examples.dropFirst(training))
  }
}

/// The first different values that are drawn, in the order in which they came; traps if there seem to be too few.
private func distinct<Value: Hashable>(
  _ count: Int, what: StaticString, from stream: RandomStream,
  draw: (inout RandomStream) -> Value
) -> [Value] {
  var stream = stream
  var (values, seen): ([Value], Set<Value>) = ([], [])
  for _ in 0..<1_000 + 100 * count where values.count < count {
    let value = draw(&stream)
    if seen.insert(value).inserted { values.append(value) }
  }
  if values.count < count {
    fatalError(
      "CaptionCorpus: \(values.count) different \(what) were found, \(count) are asked for.")
  }
  return values
}
