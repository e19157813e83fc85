import Glibc

/// A terminal behind a file descriptor, for lines that are drawn over.
struct Terminal {
  private let descriptor: Int32

  /// The terminal that standard error goes to; `nil` when it goes elsewhere.
  static let error = Terminal(STDERR_FILENO)
  /// The terminal that standard output goes to; `nil` when it goes elsewhere.
  static let output = Terminal(STDOUT_FILENO)

  private init?(_ descriptor: Int32) {
    guard isatty(descriptor) == 1 else { return nil }
    self.descriptor = descriptor
  }

  /// How many columns it has now; 80 when it doesn't tell.
  var columns: Int {
    var size = winsize()
    let known = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return known ? Int(size.ws_col) : 80
  }

  /// The text as one line that doesn't wrap: control characters become spaces, what is too long is cut.
  func line(_ text: String) -> String {
    let flat = text.map { character in
      let isControl = character.unicodeScalars.contains {
        $0.properties.generalCategory == .control
      }
      return isControl ? " " : character
    }
    let room = max(columns - 1, 1)
    return String(flat.count <= room ? flat[...] : flat.prefix(room - 1) + "…")
  }
}
