/// A mapping from magnitudes to colours.
///
/// The colours are the same in light and dark; write over them in ``Color/ink``.
public struct ColorScale: Sendable, Hashable {
  /// Colours at equal distances from the lowest magnitude to the highest.
  public let stops: [Color]
  /// The lowest and the highest magnitude.
  public let domain: ClosedRange<Double>

  /// A scale through `stops`.
  ///
  /// - Precondition: At least two stops.
  public init(stops: [Color], domain: ClosedRange<Double>) {
    guard stops.count >= 2 else {
      fatalError("ColorScale: \(stops.count) stops; at least two are needed")
    }
    self.stops = stops
    self.domain = domain
  }

  /// For magnitudes: dark violet (least) over green to yellow (most), uniform in lightness.
  ///
  /// > Reference: Smith & van der Walt (2015), "A Better Default Colormap for Matplotlib": viridis,
  /// > here through ten of its colours.
  public static func viridis(_ domain: ClosedRange<Double>) -> ColorScale {
    ColorScale(
      stops: [
        0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C,
        0xFDE725,
      ], domain: domain)
  }

  /// For signed magnitudes: blue (negative) over near-white (zero) to orange (positive), symmetric
  /// about zero.
  ///
  /// - Parameter extent: The magnitude at both ends, above zero.
  public static func diverging(extent: Double) -> ColorScale {
    ColorScale(
      stops: [0x004B7A, 0x2F7FB5, 0x8FBCDD, 0xF2F2F0, 0xF0B88A, 0xD9772B, 0x8F4300],
      domain: -extent...extent)
  }

  /// The colour of `value`; values outside the domain get the colour of its nearer end.
  public func color(at value: Double) -> Color {
    let width = domain.upperBound - domain.lowerBound
    let fraction = width > 0 ? (value - domain.lowerBound) / width : 0.5
    let position = min(max(fraction, 0), 1) * Double(stops.count - 1)
    let index = min(Int(position), stops.count - 2)
    return stops[index].mixed(with: stops[index + 1], position - Double(index))
  }
}
