internal import Synchronization

/// One call of ``valueAndGradient(at:of:)`` while its function runs: what is computed from its variables is recorded.
///
/// Recordings are nested: the one that began last ends first. What depends on several belongs to the first of them, as it
/// is needed until that one ends.
final class Recording: Sendable {
  /// Grows from recording to recording.
  let number: Int
  private let open = Atomic(true)

  private static let count = Atomic(0)

  init() { number = Self.count.add(1, ordering: .relaxed).newValue }

  /// Whether the function still runs. Afterwards whatever was computed counts as constant.
  var isOpen: Bool { open.load(ordering: .relaxed) }

  func end() { open.store(false, ordering: .relaxed) }
}
