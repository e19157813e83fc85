/// Nodes and the arrows between them: backup diagrams, transition graphs, computation graphs.
///
///     Diagram()
///       .node("x", .box)
///       .node("square", .box, label: "$x^2$")
///       .edge("x", "square", "$2x$")
///
/// A label between dollar signs is mathematics: letters slant, `_` lowers and `^` raises the next
/// character or the next group in braces.
public struct Diagram: Sendable, Hashable {
  /// What a node stands for.
  public enum NodeShape: Sendable, Hashable {
    /// An open circle.
    case state
    /// A circle with a double rim: no way leads on.
    case terminal
    /// A filled dot, its label beside it.
    case action
    /// A rectangle: a variable or an operation.
    case box
  }

  /// Where the arrows mainly point.
  public enum Direction: Sendable, Hashable {
    /// From top to bottom.
    case down
    /// From left to right.
    case right
  }

  /// How nodes find their places.
  public enum Layout: Sendable, Hashable {
    /// In layers, so that arrows point one way and cross seldom.
    case layered(Direction)
    /// In one row from left to right, in the order they were added.
    case chain
    /// Where the author says: x to the right and y downwards, in units of `spacing`.
    case positions([String: Point], spacing: Double = 90)
  }

  /// What the diagram is called where it has no title.
  var kind = "Diagram"
  var title: String?
  var nodes: [DiagramNode] = []
  var edges: [DiagramEdge] = []
  var arcs: [DiagramArc] = []
  var levelNotes: [DiagramLevelNote] = []
  var layout = Layout.layered(.right)

  /// A diagram without nodes, laid out in layers from left to right.
  public init() {}

  /// A short name, shown above the diagram.
  public func title(_ title: String) -> Diagram { with { $0.title = title } }

  /// How nodes find their places; in layers from left to right by default.
  ///
  /// - Precondition: Explicit positions name every node.
  public func layout(_ layout: Layout) -> Diagram { with { $0.layout = layout } }

  /// Adds a node.
  ///
  /// - Parameters:
  ///   - name: What edges call it, once in a diagram.
  ///   - shape: What it stands for.
  ///   - label: What is written in or beside it, by default its name.
  ///   - details: Lines below the label, in a box; other shapes don't show them.
  ///   - emphasized: Whether it is the one to look at.
  public func node(
    _ name: String, _ shape: NodeShape, label: String? = nil, details: [String] = [],
    emphasized: Bool = false
  ) -> Diagram {
    if nodes.contains(where: { $0.name == name }) {
      fatalError("Diagram.node: there are two nodes named “\(name)”")
    }
    let node = DiagramNode(
      name: name, shape: shape, label: DiagramLabel(label ?? name),
      details: shape == .box ? details.map(DiagramLabel.init) : [], isEmphasized: emphasized)
    return with { $0.nodes.append(node) }
  }

  /// Adds an arrow from one node to another, or to itself.
  ///
  /// - Parameters:
  ///   - from: The name of the node it leaves.
  ///   - to: The name of the node it points to.
  ///   - label: What is written beside it.
  ///   - dashed: Whether its line is broken.
  ///   - emphasized: Whether it is the one to look at.
  ///   - bend: How far it bows out, as a fraction of its length, to the left seen in its direction.
  ///     By default arrows are straight unless others join the same nodes.
  /// - Precondition: Both nodes were added before.
  public func edge(
    _ from: String, _ to: String, _ label: String = "", dashed: Bool = false,
    emphasized: Bool = false, bend: Double? = nil
  ) -> Diagram {
    let edge = DiagramEdge(
      from: index(of: from, for: "edge"), to: index(of: to, for: "edge"),
      label: DiagramLabel(label), isDashed: dashed, isEmphasized: emphasized, bend: bend)
    return with { $0.edges.append(edge) }
  }

  /// Adds an arc across the arrows that leave a node: one of them is chosen, not all averaged.
  ///
  /// - Parameters:
  ///   - name: The node.
  ///   - label: What chooses.
  public func arc(over name: String, _ label: String = "max") -> Diagram {
    let arc = DiagramArc(node: index(of: name, for: "arc"), label: DiagramLabel(label))
    return with { $0.arcs.append(arc) }
  }

  /// Adds a note at the right of a diagram layered downwards; others don't show it.
  ///
  /// - Parameters:
  ///   - level: 0 for the first layer of nodes, 0.5 for the arrows below it, 1 for the second layer
  ///     …
  ///   - text: The note.
  public func levelNote(_ level: Double, _ text: String) -> Diagram {
    with { $0.levelNotes.append(DiagramLevelNote(level: level, label: DiagramLabel(text))) }
  }

  private func index(of name: String, for what: String) -> Int {
    guard let index = nodes.firstIndex(where: { $0.name == name }) else {
      let names = nodes.map { "“\($0.name)”" }.joined(separator: ", ")
      fatalError("Diagram.\(what): there is no node “\(name)” among \(names)")
    }
    return index
  }

  /// Changes a copy; the modifiers are written with this.
  func with(_ change: (inout Diagram) -> Void) -> Diagram {
    var diagram = self
    change(&diagram)
    return diagram
  }
}

struct DiagramNode: Sendable, Hashable {
  var name: String
  var shape: Diagram.NodeShape
  var label: DiagramLabel
  var details: [DiagramLabel]
  var isEmphasized: Bool
}

struct DiagramEdge: Sendable, Hashable {
  var from: Int
  var to: Int
  var label: DiagramLabel
  var isDashed: Bool
  var isEmphasized: Bool
  var bend: Double?
}

struct DiagramArc: Sendable, Hashable {
  var node: Int
  var label: DiagramLabel
}

struct DiagramLevelNote: Sendable, Hashable {
  var level: Double
  var label: DiagramLabel
}
