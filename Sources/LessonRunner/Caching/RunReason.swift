/// Why a lesson will run again.
public enum RunReason: Sendable, Hashable, CustomStringConvertible {
  /// There is no result of an earlier run.
  case neverRun
  /// The last run found something wrong; such results are not kept.
  case failedLastTime
  /// The code or the announced outcome of a cell changed (its place, from 0).
  case cellChanged(Int)
  /// Cells were added or taken away.
  case cellCountChanged(from: Int, to: Int)
  /// An expression in the prose changed or moved to another cell.
  case inlineCellsChanged
  /// The front matter's seed changed.
  case seedChanged(from: UInt64, to: UInt64)
  /// A data file that a cell mentions changed.
  case inputChanged(String)
  /// The library's bytes changed.
  case libraryChanged
  /// The compiler's version changed.
  case toolchainChanged
  /// The course tool runs lessons in another way than then.
  case toolChanged
  /// Slow cells are asked for, or no longer are.
  case slowCells(areIncluded: Bool)

  /// The reason in words.
  public var description: String {
    switch self {
    case .neverRun: "it was never run"
    case .failedLastTime: "its last run failed"
    case .cellChanged(let cell): "cell \(cell + 1) changed"
    case .cellCountChanged(let old, let new): "it had \(old) cells and has \(new)"
    case .inlineCellsChanged: "an inline cell changed"
    case .seedChanged(let old, let new): "the seed changed from \(old) to \(new)"
    case .inputChanged(let path): "\(path) changed"
    case .libraryChanged: "the library changed"
    case .toolchainChanged: "the compiler changed"
    case .toolChanged: "the course tool changed"
    case .slowCells(let areIncluded):
      areIncluded ? "slow cells were left out" : "slow cells were included"
    }
  }
}
