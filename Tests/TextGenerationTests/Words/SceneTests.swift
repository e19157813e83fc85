import RandomStreams
import TextGeneration
import Testing

@Suite struct SceneTests {
  static let lake = Scene(
    side: 4, ground: .lake,
    objects: [
      .init(kind: .bird, color: .red, size: .small, row: 1, column: 0),
      .init(kind: .boat, color: .white, size: .large, row: 3, column: 2),
      .init(kind: .duck, color: .brown, size: .small, row: 2, column: 2),
    ])

  static func scenes(_ count: Int, side: Int, objects: ClosedRange<Int>, seed: UInt64) -> [Scene] {
    var random = RandomStream(seed: seed)
    return (0..<count).map { _ in Scene.sample(side: side, objects: objects, using: &random) }
  }

  @Test func `relations worked by hand`() {
    #expect(Self.lake.relations(of: 0, to: 1) == [.above, .leftOf])
    #expect(Self.lake.relations(of: 1, to: 0) == [.below, .rightOf])
    #expect(Self.lake.relations(of: 1, to: 2) == [.inFrontOf, .nextTo])
    #expect(Self.lake.relations(of: 2, to: 1) == [.behind, .nextTo])
    #expect(Self.lake.object(row: 3, column: 2)?.kind == .boat)
    #expect(Self.lake.object(row: 0, column: 0) == nil)
  }

  @Test func `something holds between any two objects, and its opposite the other way round`() {
    let opposites: [(Scene.Relation, Scene.Relation)] = [
      (.above, .below), (.behind, .inFrontOf), (.leftOf, .rightOf), (.nextTo, .nextTo),
    ]
    for scene in Self.scenes(200, side: 4, objects: 2...5, seed: 1) {
      for one in scene.objects.indices {
        for two in scene.objects.indices where one != two {
          let (there, back) = (scene.relations(of: one, to: two), scene.relations(of: two, to: one))
          #expect(!there.isEmpty)
          for (relation, opposite) in opposites {
            #expect(there.contains(relation) == back.contains(opposite))
          }
        }
      }
    }
  }

  @Test func `scenes are drawn uniformly: grounds, counts, colors, sizes and halves`() {
    let n = 6_000
    let scenes = Self.scenes(n, side: 4, objects: 1...3, seed: 2)
    for ground in Scene.Ground.allCases {
      expectShare(scenes.count { $0.ground == ground }, of: n, toBe: 0.25)
    }
    for count in 1...3 {
      expectShare(scenes.count { $0.objects.count == count }, of: n, toBe: 1 / 3)
    }
    let first = scenes.map { $0.objects[0] }
    for color in Scene.Color.allCases {
      expectShare(first.count { $0.color == color }, of: n, toBe: 0.2)
    }
    for column in 0..<4 { expectShare(first.count { $0.column == column }, of: n, toBe: 0.25) }
    expectShare(first.count { $0.size == .small }, of: n, toBe: 0.5)
    // Three kinds fly; two or three stand on the ground: 3/5 or 1/2 are of the air, and each in one of two rows.
    expectShare(first.count { $0.row < 2 }, of: n, toBe: 0.55)
    expectShare(first.count { $0.row == 0 }, of: n, toBe: 0.275)
    #expect(first.allSatisfy { ($0.row < 2) == $0.kind.isOfAir })
  }

  @Test func `features tell all of a scene`() {
    let features = Self.lake.features(slots: 4)
    #expect(features.count == 4 + 4 * (18 + 8))
    // Kinds, colors, sizes, rows and columns begin at 0, 11, 16, 18 and 22 of each object's 26.
    let bird = [0, 11, 16, 19, 22].map { $0 + 4 }
    let boat = [3, 12, 17, 21, 24].map { $0 + 30 }
    let duck = [4, 14, 16, 20, 24].map { $0 + 56 }
    #expect(features.indices.filter { features[$0] == 1 } == [0] + bird + boat + duck)
    #expect(features.allSatisfy { $0 == 0 || $0 == 1 })
    let scenes = Set(Self.scenes(500, side: 4, objects: 1...2, seed: 3))
    #expect(Set(scenes.map { $0.features(slots: 2) }).count == scenes.count)
  }

  @Test func `scenes that cannot be trap`() async {
    let water = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Scene(
        side: 4, ground: .field,
        objects: [.init(kind: .boat, color: .red, size: .small, row: 3, column: 0)])
    }
    expectTrap(water, saying: "a field of side 4 cannot have the objects")
    await #expect(processExitsWith: .failure) {
      _ = Scene(
        side: 4, ground: .lake,
        objects: [.init(kind: .boat, color: .red, size: .small, row: 1, column: 0)])
    }
    await #expect(processExitsWith: .failure) {
      let bird = Scene.Object(kind: .bird, color: .red, size: .small, row: 1, column: 0)
      let kite = Scene.Object(kind: .kite, color: .red, size: .small, row: 1, column: 0)
      _ = Scene(side: 4, ground: .lake, objects: [bird, kite])
    }
    await #expect(processExitsWith: .failure) { _ = SceneTests.lake.features(slots: 2) }
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SceneTests.scenes(1, side: 4, objects: 1...6, seed: 1)
    }
    expectTrap(many, saying: "1...6 objects on 4 × 4 cells")
  }
}
