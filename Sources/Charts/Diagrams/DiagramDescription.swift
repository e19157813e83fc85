extension Diagram {
  /// What the diagram shows, in words: every node, every arrow.
  var description: String {
    var sentences = ["\(kind) with \(Phrase.counted(nodes.count, "node"))."]
    let kinds: [(NodeShape, String)] = [
      (.state, "States"), (.terminal, "Terminal states"), (.action, "Actions"), (.box, "Boxes"),
    ]
    for (shape, name) in kinds {
      let members = nodes.indices.filter { nodes[$0].shape == shape }.map { node in
        let details = details(of: node)
        return details.isEmpty ? word(node) : "\(word(node)) (\(details.joined(separator: "; ")))"
      }
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

  /// The nodes that have details, one a line, then the arrows, one a line.
  var text: String {
    let froms = edges.map { word($0.from) }
    let tos = edges.map { word($0.to) }
    let fromWidth = froms.map(\.count).max() ?? 0
    let toWidth = tos.map(\.count).max() ?? 0
    var lines = title.map { [$0, ""] } ?? []
    lines += nodes.indices.filter { !details(of: $0).isEmpty }.map {
      "\(word($0)): \(details(of: $0).joined(separator: "; "))"
    }
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

  /// The arrows as data; with what nodes have for details, where they do.
  var data: DataTable {
    if nodes.allSatisfy(\.details.isEmpty) { return arrows }
    let all = nodes.indices.map { details(of: $0).joined(separator: "; ") }
    return DataTable(
      columns: ["from", "details", "to", "details of it", "label"],
      rows: zip(edges, arrows.rows).map { edge, row in
        [row[0], .text(all[edge.from]), row[1], .text(all[edge.to]), row[2]]
      })
  }

  private var arrows: DataTable {
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

  private func details(of node: Int) -> [String] { nodes[node].details.map(\.plain) }

  /// A node's label, or its name where several nodes have that label.
  private func word(_ node: Int) -> String {
    let label = nodes[node].label.plain
    let isUnique = nodes.count { $0.label.plain == label } == 1
    return isUnique && !label.isEmpty ? label : nodes[node].name
  }
}
