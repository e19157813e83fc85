public import Decisions
import RandomStreams

/// The pictures of one size whose pixels lie between two values.
///
///     PixelSpace(rows: 80, columns: 80, values: 0...1)  // black and white
public struct PixelSpace: Space, Sendable, Hashable {
  /// How many pixels lie below one another.
  public let rows: Int
  /// How many pixels lie side by side.
  public let columns: Int
  /// The smallest value of a pixel, at most 0.
  public let lowest: Int8
  /// The largest value of a pixel, at least 0.
  public let highest: Int8

  /// The pictures of one size.
  ///
  /// - Precondition: At least 1 × 1 pixels, at most 2³¹ − 1 of them; 0 is among the values.
  public init(rows: Int, columns: Int, values: ClosedRange<Int8>) {
    guard rows >= 1, columns >= 1, Int32(exactly: rows * columns) != nil, values.contains(0) else {
      fatalError("pictures of \(rows) rows × \(columns) columns of pixels in \(values)")
    }
    self.init(rows, columns, values.lowerBound, values.upperBound)
  }

  private init(_ rows: Int, _ columns: Int, _ lowest: Int8, _ highest: Int8) {
    self.rows = rows
    self.columns = columns
    self.lowest = lowest
    self.highest = highest
  }

  /// No pictures.
  public static var empty: PixelSpace { PixelSpace(0, 0, 1, -1) }

  /// Whether there are no pictures.
  public var isEmpty: Bool { lowest > highest }

  /// Whether a picture has the right size and values.
  public func contains(_ element: PixelFrame) -> Bool {
    !isEmpty && element.rows == rows && element.columns == columns && element.isValid
      && element.pixels.allSatisfy { lowest <= $0.value && $0.value <= highest }
  }

  /// Draws every pixel uniformly. Takes a word for each.
  ///
  /// - Precondition: The set is not empty.
  /// - Complexity: O(rows · columns).
  public func sample(using generator: inout some RandomNumberGenerator) -> PixelFrame {
    guard !isEmpty else { fatalError("a draw from no pictures") }
    var pixels: [PixelFrame.Pixel] = []
    for index in 0..<rows * columns {
      let above = Int.uniform(below: Int(highest) - Int(lowest) + 1, using: &generator)
      let value = Int8(Int(lowest) + above)
      if value != 0 { pixels.append(PixelFrame.Pixel(index: Int32(index), value: value)) }
    }
    return PixelFrame(rows: rows, columns: columns, unchecked: pixels)
  }
}

/// Pictures are joined below one another, the oldest at the top, and subtracted pixel by pixel.
extension PixelSpace: FrameSpace {
  /// The pictures of `count` times the rows.
  public func joined(_ count: Int) -> PixelSpace {
    PixelSpace(rows: rows * count, columns: columns, values: lowest...highest)
  }

  /// One below the other, the first at the top.
  ///
  /// - Precondition: At least one picture, all of this space's size.
  public func join(_ frames: [PixelFrame]) -> PixelFrame {
    var pixels: [PixelFrame.Pixel] = []
    for (place, frame) in frames.enumerated() {
      requireSize(of: frame, rows: rows, columns: columns)
      let above = Int32(place * rows * columns)
      for pixel in frame.pixels {
        pixels.append(PixelFrame.Pixel(index: above + pixel.index, value: pixel.value))
      }
    }
    return PixelFrame(rows: rows * frames.count, columns: columns, unchecked: pixels)
  }

  /// The pictures of values between lowest − highest and highest − lowest.
  ///
  /// - Precondition: These fit into 8 bits.
  public var differences: PixelSpace {
    PixelSpace(rows: rows, columns: columns, values: (lowest - highest)...(highest - lowest))
  }

  /// Pixel by pixel, newer − older.
  ///
  /// - Precondition: Both have one size, and differences fit into 8 bits.
  /// - Complexity: O(n) in the number of lit pixels of both.
  @inlinable
  public func difference(_ newer: PixelFrame, _ older: PixelFrame) -> PixelFrame {
    newer.difference(from: older)
  }
}
