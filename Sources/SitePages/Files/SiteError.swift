/// A failure of the world around a site: a missing package, a full disk, a template that isn't
/// there.
public struct SiteError: Error, CustomStringConvertible {
  /// What kind of failure.
  public enum Code: String, Sendable {
    /// KaTeX or its fonts are not installed.
    case missingSystemPart
    /// A file or folder could not be read.
    case unreadable
    /// A file could not be written, moved or removed.
    case unwritable
    /// A page template is not well formed.
    case brokenTemplate
  }

  /// What kind of failure.
  public let code: Code
  /// What failed, with its path.
  public let context: String
  /// What to do about it, if that is known.
  public let fix: String?
  /// What the system said.
  public let underlying: (any Error)?

  /// The command that installs every system package of the course tool.
  public static let systemPackages = "apt-get install libjs-katex duktape-dev libcmark-dev"

  /// Describes a failure.
  public init(_ code: Code, _ context: String, fix: String? = nil, underlying: (any Error)? = nil) {
    self.code = code
    self.context = context
    self.fix = fix
    self.underlying = underlying
  }

  /// What failed, what the system said, and what to do.
  public var description: String {
    var text = context
    if let underlying { text += " (\(underlying))" }
    if let fix { text += "; try: \(fix)" }
    return text
  }
}
