/// A failure of the world around a lesson: no compiler, no library, a disk that is full.
///
/// What is wrong with a lesson itself is never thrown; it stands in its `LessonResult`.
public struct RunnerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure.
  public enum Code: String, Sendable, Hashable {
    /// There is no Swift compiler on the path.
    case noCompiler
    /// The compiler ended in a way that says nothing about a cell.
    case compilerFailed
    /// The library that lessons link is not built, or was built by another compiler.
    case noLibrary
    /// Building the library failed.
    case buildFailed
    /// A program could not be started.
    case cannotStart
    /// A file could not be read.
    case unreadable
    /// A file could not be written.
    case unwritable
    /// A file could not be written since the disk is full.
    case diskFull
    /// A file could not be written since its folder may only be read.
    case readOnly
  }

  /// What kind of failure.
  public var code: Code
  /// What failed, with its path.
  public var context: String
  /// What the system or the compiler said; `nil` when it said nothing.
  public var underlying: String?
  /// What to do about it; `nil` when that is not known.
  public var fix: String?

  /// Describes a failure.
  public init(_ code: Code, _ context: String, underlying: String? = nil, fix: String? = nil) {
    self.code = code
    self.context = context
    self.underlying = underlying
    self.fix = fix
  }

  /// What failed, what the system said, and what to do.
  public var description: String {
    context + (underlying.map { ": \($0)" } ?? "") + (fix.map { "\n  fix: \($0)" } ?? "")
  }
}
