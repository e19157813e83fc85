/// A picture of few lit pixels: where they are and how bright.
///
/// Pixels are counted row by row from the upper left; all that are not listed are 0. Equal pictures
/// are equal values.
public struct PixelFrame: Sendable, Hashable {
  /// A pixel that is not 0.
  public struct Pixel: Sendable, Hashable {
    /// Its number: row · columns + column.
    public var index: Int32
    /// Its brightness, or by how much it changed; never 0.
    public var value: Int8

    /// The pixel of a number.
    @inlinable
    public init(index: Int32, value: Int8) {
      self.index = index
      self.value = value
    }
  }

  /// How many pixels lie below one another.
  public let rows: Int
  /// How many pixels lie side by side.
  public let columns: Int
  /// The pixels that are not 0, by increasing number.
  public let pixels: [Pixel]

  /// A picture of its lit pixels.
  ///
  /// - Precondition: At least 1 × 1 pixels. Numbers increase and lie in 0 ..< `rows` · `columns`;
  ///   values are not 0.
  /// - Complexity: O(n) in the number of lit pixels.
  public init(rows: Int, columns: Int, pixels: [Pixel]) {
    self.init(rows: rows, columns: columns, unchecked: pixels)
    guard rows >= 1, columns >= 1, isValid else {
      fatalError("\(pixels) are no increasing lit pixels of \(rows) rows × \(columns) columns")
    }
  }

  @inlinable
  init(rows: Int, columns: Int, unchecked pixels: [Pixel]) {
    self.rows = rows
    self.columns = columns
    self.pixels = pixels
  }

  /// The value of a pixel.
  ///
  /// - Complexity: O(log n) in the number of lit pixels.
  public subscript(row: Int, column: Int) -> Int8 {
    guard (0..<rows).contains(row), (0..<columns).contains(column) else {
      fatalError("pixel (\(row), \(column)) of \(rows) rows × \(columns) columns")
    }
    let index = Int32(row * columns + column)
    var (low, high) = (0, pixels.count)
    while low < high {
      let middle = (low + high) / 2
      if pixels[middle].index < index { low = middle + 1 } else { high = middle }
    }
    return low < pixels.count && pixels[low].index == index ? pixels[low].value : 0
  }

  /// Whether pixels are in order, inside, and lit.
  var isValid: Bool {
    var last: Int32 = -1
    for pixel in pixels {
      guard pixel.index > last, pixel.value != 0 else { return false }
      last = pixel.index
    }
    return Int(last) < rows * columns
  }

  /// What changed since an older picture: pixel by pixel, this − older.
  ///
  /// - Precondition: Both have one size, and differences fit into 8 bits.
  /// - Complexity: O(n) in the number of lit pixels of both.
  @inlinable
  func difference(from older: PixelFrame) -> PixelFrame {
    requireSize(of: older, rows: rows, columns: columns)
    let (new, old) = (pixels, older.pixels)
    let changed = [Pixel](unsafeUninitializedCapacity: new.count + old.count) { buffer, count in
      var (i, j) = (0, 0)
      func append(_ index: Int32, _ value: Int8) {
        buffer.initializeElement(at: count, to: Pixel(index: index, value: value))
        count += 1
      }
      while i < new.count || j < old.count {
        let newIndex = i < new.count ? new[i].index : .max
        let oldIndex = j < old.count ? old[j].index : .max
        if newIndex < oldIndex {
          append(newIndex, new[i].value)
          i += 1
        } else if oldIndex < newIndex {
          append(oldIndex, -old[j].value)
          j += 1
        } else {
          if new[i].value != old[j].value { append(newIndex, new[i].value - old[j].value) }
          i += 1
          j += 1
        }
      }
    }
    return PixelFrame(rows: rows, columns: columns, unchecked: changed)
  }
}

/// Traps when a picture has another size.
@usableFromInline
func requireSize(of frame: PixelFrame, rows: Int, columns: Int) {
  guard frame.rows == rows, frame.columns == columns else {
    fatalError(
      "a picture of \(frame.rows) × \(frame.columns) pixels among those of \(rows) × \(columns)")
  }
}
