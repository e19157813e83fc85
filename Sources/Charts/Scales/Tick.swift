/// A mark on an axis.
struct Tick: Sendable, Hashable {
  /// The number or the category's index.
  var value: Double
  /// What stands beside it; `nil` for a minor tick.
  var label: String?
}
