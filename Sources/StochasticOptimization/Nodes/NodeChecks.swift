/// Ends the program unless there is a vector of so many components for each row.
@usableFromInline
func checkVectors(
  _ vectors: [[Double]], _ rows: Int, _ components: Int, _ what: StaticString, _ name: StaticString
) {
  checkRows(vectors.count, rows, what, name)
  for (row, vector) in vectors.enumerated() where vector.count != components {
    fatalError(
      "\(name): row \(row) of the \(what) has \(vector.count) components, not \(components)")
  }
}
