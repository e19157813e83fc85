import RandomStreams
import Tensors

/// Digits drawn by a pen on 8 × 8 pixels, each a little different: a small likeness of handwriting.
///
///     let digits = DrawnDigits().sample(count: 1000, using: &random)
///     PixelMap(digits.pixels.mosaic(columns: 20))
///
/// Each digit has its strokes. Size, slant, place and the pen's thickness are drawn uniformly for each
/// image; a pixel is 1 inside the pen's line, and less over one pixel at its edge. The label is the
/// digit.
///
/// > Note: Not data of anybody's handwriting: everything is in the few numbers below. The images have
/// > five dimensions besides the digit, though none of them is told to a model.
public struct DrawnDigits: Sendable, Hashable {
  /// Pixels along each edge.
  public static let side = 8

  /// Which digits are drawn, all with one probability.
  public let digits: [Int]
  /// How far the middle lies from the image's, at most, to each side; in pixels.
  public let shift: Double
  /// How far the top leans to the right or left, at most, as a share of the height.
  public let slant: Double
  /// How thick the pen is, in pixels.
  public let thickness: ClosedRange<Double>
  /// How large the digit is, 1 being 4.3 × 5.6 pixels between the middles of its strokes.
  public let size: ClosedRange<Double>

  /// The ways in which digits differ.
  ///
  /// - Precondition: Digits in 0 … 9, at least one; nothing negative; all finite.
  public init(
    digits: [Int] = Array(0...9), shift: Double = 0.4, slant: Double = 0.2,
    thickness: ClosedRange<Double> = 0.9...1.5, size: ClosedRange<Double> = 0.85...1.1
  ) {
    guard !digits.isEmpty, digits.allSatisfy({ (0...9).contains($0) }) else {
      fatalError("DrawnDigits: \(digits) are not digits in 0 … 9, at least one.")
    }
    let numbers = [
      shift, slant, thickness.lowerBound, thickness.upperBound, size.lowerBound, size.upperBound,
    ]
    guard numbers.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      fatalError(
        "DrawnDigits: shift \(shift), slant \(slant), thickness \(thickness), size \(size); "
          + "finite numbers that aren't negative are needed.")
    }
    self.digits = digits
    self.shift = shift
    self.slant = slant
    self.thickness = thickness
    self.size = size
  }

  /// Draws images, each from a stream of its own: the first ones don't depend on how many there are.
  ///
  /// - Parameters:
  ///   - count: How many, not negative.
  ///   - generator: Gives the seed; takes one word.
  /// - Complexity: O(count).
  public func sample(
    count: Int, using generator: inout some RandomNumberGenerator
  ) -> LabeledImages {
    checkImageCount(count, "DrawnDigits")
    let root = RandomStream(drawnFrom: &generator)
    var (pixels, labels): ([Float], [Int]) = ([], [])
    for image in 0..<count {
      var stream = root.child(image)
      let digit = digits[Int.uniform(below: digits.count, using: &stream)]
      let pose = DigitPose(of: self, using: &stream)
      labels.append(digit)
      pixels += pose.pixels(of: Stroke.digits[digit])
    }
    return LabeledImages(
      pixels: Tensor(pixels, shape: [count, Self.side * Self.side]), labels: labels)
  }
}

/// How one digit stands on its image.
private struct DigitPose {
  let shift: (x: Double, y: Double)
  let slant: Double
  let thickness: Double
  let size: Double

  init(of settings: DrawnDigits, using stream: inout RandomStream) {
    func uniform(_ low: Double, _ high: Double) -> Double {
      low + (high - low) * .uniform(using: &stream)
    }
    shift = (
      uniform(-settings.shift, settings.shift), uniform(-settings.shift, settings.shift)
    )
    slant = uniform(-settings.slant, settings.slant)
    thickness = uniform(settings.thickness.lowerBound, settings.thickness.upperBound)
    size = uniform(settings.size.lowerBound, settings.size.upperBound)
  }

  /// Where a point of the unit square lies on the image, in pixels from its upper left corner.
  private func place(_ point: StrokePoint) -> StrokePoint {
    let (width, height) = (4.3 * size, 5.6 * size)
    let y = height * (point.y - 0.5)
    let middle = Double(DrawnDigits.side) / 2
    return StrokePoint(
      x: middle + shift.x + width * (point.x - 0.5) - slant * y, y: middle + shift.y + y)
  }

  /// The grey levels: 1 within half the thickness of a line, falling to 0 over one pixel around it.
  func pixels(of strokes: [Stroke]) -> [Float] {
    let lines = strokes.map { $0.points.map(place) }
    return (0..<DrawnDigits.side * DrawnDigits.side).map { pixel in
      let center = StrokePoint(
        x: Double(pixel % DrawnDigits.side) + 0.5, y: Double(pixel / DrawnDigits.side) + 0.5)
      let squares = lines.lazy.flatMap { line in
        zip(line, line.dropFirst()).lazy.map { squaredDistance(center, $0, $1) }
      }
      let distance = (squares.min() ?? .infinity).squareRoot()
      return Float(min(1, max(0, thickness / 2 + 0.5 - distance)))
    }
  }
}

/// The square of the distance of a point from a straight line between two others.
private func squaredDistance(
  _ point: StrokePoint, _ start: StrokePoint, _ end: StrokePoint
) -> Double {
  let (x, y) = (end.x - start.x, end.y - start.y)
  let (px, py) = (point.x - start.x, point.y - start.y)
  let length = x * x + y * y
  let along = length > 0 ? min(1, max(0, (px * x + py * y) / length)) : 0
  let (dx, dy) = (px - along * x, py - along * y)
  return dx * dx + dy * dy
}
