internal import Glibc
internal import LessonEvents
internal import Synchronization

/// What the program that the tool makes of a lesson calls between the cells.
public enum LessonProgram {
  /// A cell starts.
  ///
  /// - Parameter cell: Its place among the lesson's cells, from 0.
  public static func cellBegan(_ cell: Int) {
    let session = Session.current
    session.state.withLock {
      $0 = Session.CellState(cell: cell, started: monotonicNanoseconds())
    }
    session.send(.cellBegan(cell))
  }

  /// A cell came to its end; sends what `verify` found in it.
  ///
  /// - Parameter cell: Its place among the lesson's cells, from 0.
  public static func cellEnded(_ cell: Int) {
    let session = Session.current
    let state = session.state.withLock { $0 }
    session.send(
      .cellEnded(
        cell, nanoseconds: monotonicNanoseconds() &- state.started,
        verification: state.verification))
  }

  /// The value of an inline cell.
  ///
  /// - Parameter index: Its place among the lesson's inline cells, from 0.
  /// - Parameter value: The value of its expression.
  public static func value<Value>(_ index: Int, _ value: Value) {
    Session.current.send(.value(index, String(describing: value)))
  }
}
