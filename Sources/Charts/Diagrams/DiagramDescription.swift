extension Diagram {
  /// What the diagram shows, in words: every node, every arrow.
  var description: String {
    var sentences = ["\(kind) with \(Phrase.counted(nodes.count, "node"))."]
    let kinds: [(NodeShape, String)] = [
      (.state, "States"), (.terminal, "Terminal states"), (.action, "Actions"), (.box, "Boxes"),
    ]
    for (shape, name) in kinds {
      let members = nodes.indices.filter { nodes[$0].shape == shape }.map(word)
      if !members.isEmpty { sentences.append("\(name): \(members.joined(separator: ", ")).") }
    }
    if !edges.isEmpty {
      let words = edges.map { edge in
        let label = edge.label.isEmpty ? "" : " (\(edge.label.plain))"
        return "\(word(edge.from)) to \(word(edge.to))\(label)"
      }
      sentences.append("Arrows: \(words.joined(separator: "; ")).")
    }
    for arc in arcs {
      sentences.append(
        "\(Phrase.capitalized(arc.label.plain)) over \(Phrase.listed(targets(of: arc.node))).")
    }
    if !levelNotes.isEmpty {
      sentences.append("Levels: \(levelNotes.map(\.label.plain).joined(separator: "; ")).")
    }
    return sentences.joined(separator: " ")
  }

  /// The arrows, one a line.
  var text: String {
    let froms = edges.map { word($0.from) }
    let tos = edges.map { word($0.to) }
    let fromWidth = froms.map(\.count).max() ?? 0
    let toWidth = tos.map(\.count).max() ?? 0
    var lines = title.map { [$0, ""] } ?? []
    for (index, edge) in edges.enumerated() {
      let from = TextBlock.aligned(froms[index], to: fromWidth, .leading)
      let to = TextBlock.aligned(tos[index], to: toWidth, .leading)
      lines.append(TextBlock.trimmed("\(from) → \(to)  \(edge.label.plain)"))
    }
    for arc in arcs {
      lines.append(
        "\(word(arc.node)): \(arc.label.plain) over \(Phrase.listed(targets(of: arc.node)))")
    }
    return lines.joined(separator: "\n")
  }

  /// The arrows as data.
  var data: DataTable {
    DataTable(
      columns: ["from", "to", "label"],
      rows: edges.map { edge in
        let label = edge.label.isEmpty ? DataTable.Value.missing : .text(edge.label.plain)
        return [.text(word(edge.from)), .text(word(edge.to)), label]
      })
  }

  private func targets(of node: Int) -> [String] {
    edges.filter { $0.from == node }.map { word($0.to) }
  }

  /// A node's label, or its name where several nodes have that label.
  private func word(_ node: Int) -> String {
    let label = nodes[node].label.plain
    let isUnique = nodes.count { $0.label.plain == label } == 1
    return isUnique && !label.isEmpty ? label : nodes[node].name
  }
}
