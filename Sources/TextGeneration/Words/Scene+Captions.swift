extension Scene {
  /// The words of all captions of all scenes, 52 of them.
  public static let words: [String] =
    ["a", "there", "is", "picture", "of", "and", "the", "over", "on", "in"]
    + ["above", "below", "behind", "front", "to", "left", "right", "next"]
    + Size.allCases.map(\.rawValue) + Color.allCases.map(\.rawValue)
    + Kind.allCases.map(\.rawValue)
    + ["flying", "floating", "swimming", "standing", "running", "lying", "parked"]
    + ["lake", "body", "water", "field", "grass", "beach", "sand", "street", "road"]

  /// The most words of a caption.
  public static let longestCaption = 13

  /// What writes captions of this scene.
  ///
  ///     a small red bird flying over a body of water
  ///     there is a bird above a white boat
  ///     a large boat to the right of a small bird
  ///
  /// A caption names one object and the ground, or two and a relation between them, with or without color and size.
  /// All that it says is true of the scene, and no two ways lead to one caption.
  ///
  /// - Complexity: O(objects²).
  public var captions: Grammar {
    let ways = objects.indices.flatMap { subject in
      ["\(subject == 0 ? 2 : 1): <alone \(subject)>"]
        + objects.indices.filter { $0 != subject }.map { other in
          "\(subject < other ? 2 : 1): <\(subject) and \(other)>"
        }
    }
    let lines = objects.indices.flatMap { subject in
      rules(alone: subject)
        + objects.indices.filter { $0 != subject }.map { rule(of: subject, and: $0) }
    }
    return Grammar((["caption = " + ways.joined(separator: " | ")] + lines).joined(separator: "\n"))
  }

  /// How one object is named, and what is said of it alone.
  private func rules(alone index: Int) -> [String] {
    let object = objects[index]
    let (kind, color, size) = (object.kind.rawValue, object.color.rawValue, object.size.rawValue)
    let place = object.kind.isOfAir ? "<over> <land>" : ground.place
    return [
      "brief \(index) = a \(kind) | 2: a \(color) \(kind)",
      "thing \(index) = <brief \(index)> | a \(size) \(kind) | 2: a \(size) \(color) \(kind)",
      "place \(index) = \(place)",
      "alone \(index) = 4: <thing \(index)> \(object.kind.doing) <place \(index)>"
        + " | 2: there is <thing \(index)> <place \(index)>"
        + " | a picture of <thing \(index)> <place \(index)> | <thing \(index)> <place \(index)>",
    ] + (index == 0 ? ["over = over | above", "land = \(ground.names)"] : [])
  }

  /// What is said of two objects.
  private func rule(of subject: Int, and other: Int) -> String {
    let relations = relations(of: subject, to: other).map(\.rawValue).joined(separator: " | ")
    let (one, two) = (objects[subject].kind, objects[other].kind)
    let relation = "<\(subject) to \(other)>"
    let together =
      one.isOfAir == two.isOfAir
      ? " | 2: <brief \(subject)> and <brief \(other)> <place \(subject)>" : ""
    return """
      \(subject) to \(other) = \(relations)
      \(subject) and \(other) = 3: <thing \(subject)> \(relation) <thing \(other)>
      | 2: <thing \(subject)> \(one.doing) \(relation) <brief \(other)>
      | 2: there is <brief \(subject)> \(relation) <brief \(other)>
      | a picture of <brief \(subject)> \(relation) <brief \(other)>\(together)
      """
  }
}

extension Scene.Kind {
  /// What it does, as a participle.
  fileprivate var doing: String {
    switch self {
    case .bird, .kite: "flying"
    case .balloon, .boat: "floating"
    case .duck: "swimming"
    case .horse, .cow: "standing"
    case .dog: "running"
    case .ball: "lying"
    case .car, .bus: "parked"
    }
  }
}

extension Scene.Ground {
  /// What it is called, expansions of a rule.
  fileprivate var names: String {
    switch self {
    case .lake: "a lake | a body of water | the water"
    case .field: "a field | the grass"
    case .beach: "a beach | the sand"
    case .street: "a street | the road"
    }
  }

  /// How it is said that something is on it, expansions of a rule.
  fileprivate var place: String {
    switch self {
    case .lake, .beach, .street: "on <land>"
    case .field: "in a field | on the grass"
    }
  }
}
