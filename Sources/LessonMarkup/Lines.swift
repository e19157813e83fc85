extension String {
  /// The lines, without their line feeds; a text that ends in a line feed has no empty line after it.
  var lineSequence: [Substring] {
    var lines = utf8.split(separator: 10, omittingEmptySubsequences: false).map { Substring($0) }
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }

  /// The text with LF for CR LF and for CR, and U+FFFD for NUL, as a lesson's file can hold it.
  var normalizedLineEnds: String {
    guard utf8.contains(where: { $0 == .carriageReturn || $0 == 0 }) else { return self }
    var scalars = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in unicodeScalars {
      switch scalar {
      case "\r": scalars.append("\n")
      case "\n" where previous == "\r": break
      case "\0": scalars.append("\u{FFFD}")
      default: scalars.append(scalar)
      }
      previous = scalar
    }
    return String(scalars)
  }
}
