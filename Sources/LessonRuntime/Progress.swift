internal import LessonEvents
internal import Synchronization

/// Tells whoever watches how far a long cell has come; changes nothing on the page.
///
/// - Parameter fraction: From 0 to 1.
/// - Parameter label: What is being done.
public func progress(_ fraction: Double, _ label: String = "") {
  let session = Session.current
  let now = monotonicNanoseconds()
  let isDue = session.state.withLock { state in
    // Twenty a second are enough for an eye.
    guard fraction >= 1 || now &- state.lastProgress > 50_000_000 else { return false }
    state.lastProgress = now
    return true
  }
  if isDue { session.send(.progress(label: label, fraction: min(1, max(0, fraction)))) }
}
