import Synchronization

/// Leaves out of the reports of a second run what the first one told already.
///
/// Programs print the same in every run; so of each cell as many bytes and figures are left out as were told before.
package final class NewsFilter: Sendable {
  /// How much of one cell was told, or came in the run under way.
  fileprivate struct Amount {
    var began = 0
    var bytes = 0
    var displays = 0
    var ended = 0
  }

  fileprivate struct State {
    var current = -1
    var told: [Int: Amount] = [:]
    var seen: [Int: Amount] = [:]
  }

  private let state = Mutex(State())

  /// Nothing told yet.
  package init() {}

  /// What is new in a report; `nil` when nothing is.
  package func new(in progress: LessonProgress) -> LessonProgress? {
    state.withLock { state in
      switch progress {
      case .running:
        state.seen = [:]
        return progress
      case .cellBegan(let cell):
        state.current = cell
        return state.isNew(\.began) ? progress : nil
      case .cellEnded: return state.isNew(\.ended) ? progress : nil
      case .displayed: return state.isNew(\.displays) ? progress : nil
      case .printed(let bytes):
        let fresh = state.count(bytes.count, \.bytes)
        return fresh > 0 ? .printed(Array(bytes.suffix(fresh))) : nil
      case .compiling, .complained, .progress, .tryingApart, .finished: return progress
      }
    }
  }
}

extension NewsFilter.State {
  /// Counts something that comes once; whether it was not told before.
  fileprivate mutating func isNew(_ part: WritableKeyPath<NewsFilter.Amount, Int>) -> Bool {
    count(1, part) > 0
  }

  /// Counts `amount` more; how much of it was not told before.
  fileprivate mutating func count(
    _ amount: Int, _ part: WritableKeyPath<NewsFilter.Amount, Int>
  ) -> Int {
    seen[current, default: NewsFilter.Amount()][keyPath: part] += amount
    let now = seen[current]?[keyPath: part] ?? 0
    let before = told[current]?[keyPath: part] ?? 0
    told[current, default: NewsFilter.Amount()][keyPath: part] = max(now, before)
    return min(amount, max(0, now - before))
  }
}
