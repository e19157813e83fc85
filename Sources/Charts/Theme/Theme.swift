/// The colours of pages and figures, in one place, for light and dark.
///
/// Every other file says what a thing *is* (``Paint``); only this one says what colour that has.
/// Paper always gets the light values.
///
/// > Reference: Okabe & Ito (2008), "Color Universal Design", https://jfly.uni-koeln.de/color/.
/// > Their colours are taken in their order and moved only in lightness until a line has a contrast
/// > of 3:1 on the surface and text 4.5:1.
public enum Theme {
  /// One CSS variable.
  public struct Token: Sendable, Hashable {
    /// The variable's name, with its dashes.
    public let name: String
    /// Its value on a light page and on paper.
    public let light: Color
    /// Its value on a dark page.
    public let dark: Color

    init(_ name: String, _ light: Color, _ dark: Color) {
      self.name = name
      self.light = light
      self.dark = dark
    }
  }

  /// How many series have a colour of their own.
  public static let seriesCount = 8

  /// Every colour token.
  public static let tokens: [Token] = [
    Token("--surface", 0xFFFFFF, 0x15171A),
    Token("--panel", 0xF3F4F6, 0x23262B),
    Token("--ink", 0x1B1D21, 0xE8EAED),
    Token("--ink-muted", 0x595E66, 0xA2A8B1),
    Token("--axis", 0x8A9099, 0x777E88),
    Token("--grid", 0xE6E8EB, 0x2C3036),
    Token("--accent", 0x0B5CAD, 0x7DB7F0),
    Token("--series-1", 0xC77A00, 0xE69F00),
    Token("--series-2", 0x3A93C9, 0x56B4E9),
    Token("--series-3", 0x008F68, 0x1DB58A),
    Token("--series-4", 0x9A8B00, 0xF0E442),
    Token("--series-5", 0x0072B2, 0x4A90E2),
    Token("--series-6", 0xD55E00, 0xEE7733),
    Token("--series-7", 0xC0609A, 0xD98CB8),
    Token("--series-8", 0x4A4F57, 0xB9BEC6),
    Token("--series-1-text", 0x955B00, 0xE69F00),
    Token("--series-2-text", 0x1F6F9F, 0x56B4E9),
    Token("--series-3-text", 0x007556, 0x1DB58A),
    Token("--series-4-text", 0x6E6300, 0xF0E442),
    Token("--series-5-text", 0x00639B, 0x63A4EE),
    Token("--series-6-text", 0xAD4C00, 0xF08A50),
    Token("--series-7-text", 0xA1447E, 0xD98CB8),
    Token("--series-8-text", 0x4A4F57, 0xB9BEC6),
  ]

  /// The tokens as a style sheet: light by default and on paper, dark where the reader's system or
  /// `<html data-theme="dark">` asks for it.
  public static var css: String {
    """
    :root {
      --font-sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue",
        "Liberation Sans", Arial, sans-serif;
    \(declarations(\.light, indent: "  "))
    }
    @media screen and (prefers-color-scheme: dark) {
      :root:not([data-theme="light"]) {
    \(declarations(\.dark, indent: "    "))
      }
    }
    @media screen {
      :root[data-theme="dark"] {
    \(declarations(\.dark, indent: "    "))
      }
    }

    """
  }

  private static func declarations(_ value: (Token) -> Color, indent: String) -> String {
    tokens.map { "\(indent)\($0.name): \(value($0).hex);" }.joined(separator: "\n")
  }

  /// The number in 1…``seriesCount`` that series `number` wraps to.
  static func seriesIndex(_ number: Int) -> Int {
    guard number >= 1 else { fatalError("Paint.series: series are numbered from 1, not \(number)") }
    return (number - 1) % seriesCount + 1
  }
}
