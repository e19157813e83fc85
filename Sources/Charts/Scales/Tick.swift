/// A mark on an axis.
package struct Tick: Sendable, Hashable {
  /// The number or the category's index.
  package var value: Double
  /// What stands beside it; `nil` for a minor tick.
  package var label: String?
}
