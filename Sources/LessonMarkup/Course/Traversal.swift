extension Lesson {
  /// Calls `body` with each block, in reading order, a block before those it holds.
  public func forEachBlock(_ body: (Block) -> Void) { blocks.forEach { $0.walk(body) } }

  /// Calls `body` with each inline, in reading order, an inline before those it holds.
  public func forEachInline(_ body: (Inline) -> Void) {
    forEachBlock { block in
      switch block {
      case .paragraph(let inlines, _), .heading(_, let inlines, _, _):
        inlines.forEach { $0.walk(body) }
      default: break
      }
    }
  }

  /// The equations, in order.
  public var equations: [Equation] {
    var equations: [Equation] = []
    forEachBlock { if case .equation(let equation) = $0 { equations.append(equation) } }
    return equations
  }

  /// What a link can lead to on the lesson's page, figures and tables aside: `cell-1`, `cell-2`, … and,
  /// in order, the anchors of headings and the labels of equations.
  public var anchors: [String] {
    var anchors = cells.map { "cell-\($0.index + 1)" }
    forEachBlock { block in
      switch block {
      case .heading(_, _, let anchor, _): anchors.append(anchor)
      case .equation(let equation): anchors += equation.label.map { [$0] } ?? []
      default: break
      }
    }
    return anchors
  }
}

extension Block {
  fileprivate func walk(_ body: (Block) -> Void) {
    body(self)
    switch self {
    case .quote(let blocks), .alert(_, let blocks, _): blocks.forEach { $0.walk(body) }
    case .list(_, _, let items): items.forEach { $0.forEach { $0.walk(body) } }
    case .paragraph, .heading, .thematicBreak, .code, .cell, .equation: break
    }
  }
}

extension Inline {
  fileprivate func walk(_ body: (Inline) -> Void) {
    body(self)
    switch self {
    case .emphasis(let inlines), .strong(let inlines), .link(_, _, let inlines, _):
      inlines.forEach { $0.walk(body) }
    default: break
    }
  }
}
