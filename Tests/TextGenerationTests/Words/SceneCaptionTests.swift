import RandomStreams
import TextGeneration
import Testing

@Suite struct SceneCaptionTests {
  static let scenes =
    SceneTests.scenes(150, side: 4, objects: 1...2, seed: 11)
    + SceneTests.scenes(50, side: 6, objects: 3...5, seed: 12)

  @Test func `all captions are of known words, with the right articles, and short`() {
    let words = Set(Scene.words)
    #expect(Scene.words.count == 52 && words.count == 52)
    var (longest, used) = (0, Set<String>())
    for scene in Self.scenes {
      let captions = scene.captions
      longest = max(longest, captions.lengths.upperBound)
      used.formUnion(captions.words)
      #expect(captions.derivationCount >= 32, "enough for twenty different ones")
    }
    #expect(longest == Scene.longestCaption)
    #expect(used == words)
  }

  @Test func `nothing is written in two ways`() {
    var random = RandomStream(seed: 13)
    for scene in Self.scenes { expectUnambiguous(scene.captions, draws: 10, using: &random) }
  }

  @Test func `all that a caption mentions is true of the scene`() {
    var random = RandomStream(seed: 14)
    var relations: Set<String> = []
    for scene in Self.scenes {
      let captions = scene.captions
      for _ in 0..<40 {
        let caption = captions.sample(using: &random)
        #expect(hasRightArticles(caption))
        expectTruth(of: caption, in: scene, relations: &relations)
      }
    }
    #expect(
      relations == [
        "above", "below", "behind", "in front of", "to the left of", "to the right of", "next to",
        "and",
      ])
  }

  private static let grounds: [String: Scene.Ground] = [
    "lake": .lake, "water": .lake, "field": .field, "grass": .field, "beach": .beach,
    "sand": .beach,
    "street": .street, "road": .street,
  ]
  private static let doing: [Scene.Kind: String] = [
    .bird: "flying", .kite: "flying", .balloon: "floating", .boat: "floating", .duck: "swimming",
    .horse: "standing", .cow: "standing", .dog: "running", .ball: "lying", .car: "parked",
    .bus: "parked",
  ]

  /// Reads a caption on its own terms: "a", attributes and a kind; what it does; a relation or the ground.
  private func expectTruth(
    of caption: [String], in scene: Scene, relations: inout Set<String>
  ) {
    let kinds = caption.indices.filter { Scene.Kind(rawValue: caption[$0]) != nil }
    #expect((1...2).contains(kinds.count), "\(caption)")
    let objects = kinds.compactMap { place in
      scene.objects.first { $0.kind.rawValue == caption[place] }
    }
    #expect(objects.count == kinds.count, "\(caption) names what isn't there")
    guard let first = kinds.first, objects.count == kinds.count else { return }

    for (place, object) in zip(kinds, objects) {
      let adjectives = caption[..<place].reversed().prefix { $0 != "a" }
      #expect(
        adjectives.allSatisfy { $0 == object.color.rawValue || $0 == object.size.rawValue },
        "\(caption): \(object)")
    }
    for word in caption {
      if let ground = Self.grounds[word] { #expect(ground == scene.ground, "\(caption)") }
    }

    var rest = caption[(first + 1)...]
    if let word = rest.first, Self.doing.values.contains(word) {
      #expect(word == Self.doing[objects[0].kind], "\(caption)")
      rest = rest.dropFirst()
    }
    if objects.count == 1 {
      let expected: Set = objects[0].kind.isOfAir ? ["over", "above"] : ["on", "in"]
      #expect(expected.contains(rest.first ?? ""), "\(caption)")
    } else {
      let relation = rest.prefix { $0 != "a" }.joined(separator: " ")
      relations.insert(relation)
      #expect(holds(relation, objects[0], objects[1]), "\(caption): \(objects)")
    }
  }

  private func holds(_ relation: String, _ one: Scene.Object, _ two: Scene.Object) -> Bool {
    let (down, right) = (two.row - one.row, two.column - one.column)
    let flying = [one, two].count { $0.kind.isOfAir }
    return switch relation {
    case "above": down > 0 && flying > 0
    case "below": down < 0 && flying > 0
    case "behind": down > 0 && flying == 0
    case "in front of": down < 0 && flying == 0
    case "to the left of": right > 0
    case "to the right of": right < 0
    case "next to": down * down <= 1 && right * right <= 1 && flying != 1
    case "and": flying != 1
    default: false
    }
  }
}
