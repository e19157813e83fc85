private import PortableMath

/// An opaque sRGB colour.
public struct Color: Sendable, Hashable {
  /// Red, 0…255.
  public var red: UInt8
  /// Green, 0…255.
  public var green: UInt8
  /// Blue, 0…255.
  public var blue: UInt8

  /// The colour of three channels.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Black.
  public static let black: Color = 0x000000
  /// White.
  public static let white: Color = 0xFFFFFF

  /// The colour as CSS: `#rrggbb`.
  public var hex: String {
    let digits: [Character] = Array("0123456789abcdef")
    var text = "#"
    for channel in [red, green, blue] {
      text.append(digits[Int(channel >> 4)])
      text.append(digits[Int(channel & 15)])
    }
    return text
  }

  /// Relative luminance, 0 (black) … 1 (white).
  ///
  /// > Reference: WCAG 2.2, "relative luminance".
  public var luminance: Double {
    func linear(_ channel: UInt8) -> Double {
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : Double.pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The contrast ratio of the two colours, 1 (none) … 21 (black on white).
  ///
  /// > Reference: WCAG 2.2, "contrast ratio".
  public func contrast(with other: Color) -> Double {
    let (first, second) = (luminance, other.luminance)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  /// Black or white, whichever reads better on this colour (always at least 4.5:1).
  public var ink: Color {
    contrast(with: .black) > contrast(with: .white) ? .black : .white
  }

  /// The colour at `fraction` of the way to `other`, channel by channel.
  public func mixed(with other: Color, _ fraction: Double) -> Color {
    func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8((Double(from) + (Double(to) - Double(from)) * fraction).rounded())
    }
    return Color(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }
}

extension Color: ExpressibleByIntegerLiteral {
  /// A colour written as `0xRRGGBB`.
  public init(integerLiteral value: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
      blue: UInt8(truncatingIfNeeded: value))
  }
}
