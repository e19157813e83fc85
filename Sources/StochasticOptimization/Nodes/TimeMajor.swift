/// All rows' elements at the first time, then at the second: a list of [rows][T] in the order [T × rows].
package func timeMajor<Element>(_ rows: [[Element]]) -> [Element] {
  (0..<commonLength(of: rows, for: "SequenceModel")).flatMap { time in rows.map { $0[time] } }
}

/// T, how many elements each row has; 0 where there are no rows. Traps where they differ.
///
/// - Parameter caller: Whose rows they are, for the message.
package func commonLength<Element>(of rows: [[Element]], for caller: String) -> Int {
  let length = rows.first?.count ?? 0
  if let odd = rows.firstIndex(where: { $0.count != length }) {
    fatalError(
      """
      \(caller): sequences have one length, but sequence 0 has \(length) tokens and sequence \(odd) has \
      \(rows[odd].count); sentences are padded with end tokens.
      """)
  }
  return length
}
