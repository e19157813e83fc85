/// Where each node stands: a dictionary from nodes to numbers, in a quarter of the time of the general one.
struct NodePlaces {
  /// Slots are found from the address, the next free one where it is taken.
  private var slots: [(node: ObjectIdentifier?, place: Int)] = Array(repeating: (nil, 0), count: 32)
  private var count = 0

  subscript(node: Node) -> Int? {
    get {
      let slot = slots[slot(of: ObjectIdentifier(node))]
      return slot.node == nil ? nil : slot.place
    }
  }

  /// - Precondition: The node has no place yet.
  mutating func insert(_ node: Node, at place: Int) {
    if 2 * count >= slots.count { grow() }
    let identifier = ObjectIdentifier(node)
    slots[slot(of: identifier)] = (identifier, place)
    count += 1
  }

  /// The slot that has the node, or would.
  private func slot(of node: ObjectIdentifier) -> Int {
    let mask = slots.count - 1
    // Fibonacci hashing: the high bits of a product with 2⁶⁴/φ depend on all bits of the address.
    let mixed = UInt(bitPattern: node) &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(mixed >> 32) & mask
    while let other = slots[slot].node, other != node { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: (nil, 0), count: 2 * old.count)
    for entry in old {
      if let node = entry.node { slots[slot(of: node)] = entry }
    }
  }
}
