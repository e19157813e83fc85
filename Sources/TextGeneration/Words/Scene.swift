import RandomStreams

/// A small world to be described: a few objects on a square grid, in the air or on the ground.
///
/// ```swift
/// let scene = Scene(
///   side: 4, ground: .lake,
///   objects: [
///     .init(kind: .bird, color: .red, size: .small, row: 1, column: 0),
///     .init(kind: .boat, color: .white, size: .large, row: 3, column: 2),
///   ])
/// scene.relations(of: 0, to: 1)                // [above, to the left of]
/// let caption = scene.captions.sample(using: &random)
/// Vocabulary.text(of: caption)                 // "A small red bird flying over a body of water"
/// ```
///
/// The upper half of the rows is air, over a lake, a field, a beach or a street that fills the lower half. Each kind of
/// object belongs to the air or to some grounds.
public struct Scene: Sendable, Hashable {
  /// What fills the lower half of the grid.
  public enum Ground: String, Sendable, Hashable, CaseIterable {
    /// A body of water.
    case lake
    /// A field with grass.
    case field
    /// A beach of sand.
    case beach
    /// A street.
    case street
  }

  /// What an object is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// One of the air.
    case bird, kite, balloon
    /// One of the ground.
    case boat, duck, horse, cow, dog, ball, car, bus
  }

  /// The color of an object.
  public enum Color: String, Sendable, Hashable, CaseIterable {
    /// One of the five colors.
    case red, white, black, brown, yellow
  }

  /// The size of an object.
  public enum Size: String, Sendable, Hashable, CaseIterable {
    /// One of the two sizes.
    case small, large
  }

  /// A thing in a cell of the grid.
  public struct Object: Sendable, Hashable {
    /// What it is.
    public var kind: Kind
    /// Its color.
    public var color: Color
    /// Its size.
    public var size: Size
    /// Its row, 0 at the top.
    public var row: Int
    /// Its column, 0 at the left.
    public var column: Int

    /// A thing in a cell.
    public init(kind: Kind, color: Color, size: Size, row: Int, column: Int) {
      (self.kind, self.color, self.size) = (kind, color, size)
      (self.row, self.column) = (row, column)
    }
  }

  /// Rows and columns of the grid.
  public let side: Int
  /// What fills the lower half.
  public let ground: Ground
  /// What is there: each of another kind and in a cell of its own.
  public let objects: [Object]

  /// A scene with known objects.
  ///
  /// - Parameters:
  ///   - side: Rows and columns, at least 2.
  ///   - ground: What fills rows side/2 ..< side.
  ///   - objects: At least one; no two of a kind or in a cell; those of the air above the others, and those of the
  ///     ground on a ground that they belong to.
  public init(side: Int, ground: Ground, objects: [Object]) {
    self.side = side
    self.ground = ground
    self.objects = objects
    let cells = Set(objects.map { [$0.row, $0.column] })
    guard side >= 2, !objects.isEmpty, cells.count == objects.count,
      Set(objects.map(\.kind)).count == objects.count, objects.allSatisfy(isPossible)
    else {
      fatalError("Scene: a \(ground) of side \(side) cannot have the objects \(objects).")
    }
  }

  private func isPossible(_ object: Object) -> Bool {
    rows(of: object.kind).contains(object.row) && (0..<side).contains(object.column)
      && (object.kind.isOfAir || ground.kinds.contains(object.kind))
  }

  /// The rows that objects of a kind may stand in.
  private func rows(of kind: Kind) -> Range<Int> {
    kind.isOfAir ? 0..<side / 2 : side / 2..<side
  }

  /// What is in a cell, if anything is.
  ///
  /// - Complexity: O(objects).
  public func object(row: Int, column: Int) -> Object? {
    objects.first { $0.row == row && $0.column == column }
  }

  /// Draws a scene: the ground, how many objects there are, their kinds, colors, sizes and cells, all of them uniformly.
  ///
  /// - Parameters:
  ///   - side: Rows and columns, at least 2, and enough cells for all objects.
  ///   - objects: How many objects there may be, within 1 ... 5.
  ///   - generator: Gives the seed; takes one word.
  public static func sample(
    side: Int = 4, objects: ClosedRange<Int> = 1...2,
    using generator: inout some RandomNumberGenerator
  ) -> Scene {
    guard (1...5).contains(objects.lowerBound), (1...5).contains(objects.upperBound),
      side >= 2, side * (side / 2) >= objects.upperBound
    else {
      fatalError(
        "Scene.sample: \(objects) objects on \(side) × \(side) cells; 1 ... 5 are possible.")
    }
    var stream = RandomStream(drawnFrom: &generator)
    func any<Value>(of values: [Value]) -> Value {
      values[Int.uniform(below: values.count, using: &stream)]
    }
    let ground = any(of: Ground.allCases)
    let kinds = (Kind.allCases.filter(\.isOfAir) + ground.kinds).permuted(using: &stream)
    let count = any(of: Array(objects))
    var free = (0..<side * side).permuted(using: &stream)
    let placed = kinds.prefix(count).map { kind in
      let isOfAir = kind.isOfAir
      // The first free cell of its half; there is one, as each half has as many cells as there are objects.
      let cell =
        free.firstIndex { ($0 / side < side / 2) == isOfAir }.map { free.remove(at: $0) } ?? 0
      return Object(
        kind: kind, color: any(of: Color.allCases), size: any(of: Size.allCases),
        row: cell / side, column: cell % side)
    }
    return Scene(side: side, ground: ground, objects: placed)
  }
}

extension Scene.Kind {
  /// Whether it flies: it is then found over every ground, and else only on some.
  public var isOfAir: Bool { self == .bird || self == .kite || self == .balloon }
}

extension Scene.Ground {
  /// The kinds of objects that stand on it.
  public var kinds: [Scene.Kind] {
    switch self {
    case .lake: [.boat, .duck]
    case .field: [.horse, .cow, .dog]
    case .beach: [.dog, .ball]
    case .street: [.car, .bus, .dog]
    }
  }
}
