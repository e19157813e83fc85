extension Character {
  /// How many columns of a terminal the character takes: 0, 1 or 2.
  ///
  /// > Reference: Unicode Standard Annex #11 (East Asian Width), ranges W and F, and emoji.
  var displayWidth: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    let isEmoji = scalar.properties.isEmojiPresentation
    let hasEmojiSelector = unicodeScalars.contains("\u{FE0F}")
    if isEmoji || hasEmojiSelector { return 2 }
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    let isWide = Self.wideRanges.contains { $0.contains(scalar.value) }
    return isWide ? 2 : 1
  }

  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
