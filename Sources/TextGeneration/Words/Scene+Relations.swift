extension Scene {
  /// Where one object is, seen from another; the raw value is how captions say it.
  public enum Relation: String, Sendable, Hashable, CaseIterable {
    /// In a higher row, one of the two in the air.
    case above
    /// In a lower row, one of the two in the air.
    case below
    /// In a higher row, both on the ground: farther from who looks.
    case behind
    /// In a lower row, both on the ground.
    case inFrontOf = "in front of"
    /// In a column farther left.
    case leftOf = "to the left of"
    /// In a column farther right.
    case rightOf = "to the right of"
    /// In one of the eight cells around it, both in the air or both on the ground.
    case nextTo = "next to"
  }

  /// All relations that hold between two objects; at least one.
  ///
  /// - Parameters:
  ///   - subject: The offset in ``objects`` of the one that is "above" or "behind" …
  ///   - other: The offset of the one that it is above or behind.
  public func relations(of subject: Int, to other: Int) -> [Relation] {
    let (one, two) = (objects[subject], objects[other])
    let areOnGround = !one.kind.isOfAir && !two.kind.isOfAir
    let areTogether = one.kind.isOfAir == two.kind.isOfAir
    var relations: [Relation] = []
    if one.row < two.row { relations.append(areOnGround ? .behind : .above) }
    if one.row > two.row { relations.append(areOnGround ? .inFrontOf : .below) }
    if one.column < two.column { relations.append(.leftOf) }
    if one.column > two.column { relations.append(.rightOf) }
    let distance = max((one.row - two.row).magnitude, (one.column - two.column).magnitude)
    if areTogether && distance == 1 { relations.append(.nextTo) }
    return relations
  }
}
