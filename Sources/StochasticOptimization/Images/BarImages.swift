import PortableMath
import RandomStreams
import Tensors

/// Bars: each of the lines of a square is drawn or not, each independently of the others.
///
/// Each horizontal and each vertical bar is present with one probability, and where two cross the
/// pixel is 1 as well. Pixels depend on one another in a way that is simple to say, but not linear: a
/// model has understood the images when its codes are the bars.
///
///     let images = BarImages(side: 4).sample(count: 500, using: &random)
///
/// The label of an image is the sum of 2ⁱ over its bars, rows being bars 0 ..< side from above and
/// columns the bars after them, from the left.
///
/// > Reference: Földiák (1990), "Forming sparse representations by local anti-Hebbian learning",
/// > doi:10.1007/BF02331346: 8 × 8 pixels, each bar with probability 1/8.
public struct BarImages: Sendable, Hashable {
  /// How many bars of each direction there are, and pixels in each; from 1 to 16.
  public let side: Int
  /// The probability that a bar is present, in 0 … 1.
  public let probability: Double

  /// Bars of a square.
  ///
  /// - Parameters:
  ///   - side: Pixels along each edge.
  ///   - probability: That of each bar; 1/side unless another is named, two bars an image on average.
  public init(side: Int, probability: Double? = nil) {
    let probability = probability ?? 1 / Double(max(1, side))
    guard (1...16).contains(side), (0...1).contains(probability) else {
      fatalError(
        "BarImages: side \(side), probability \(probability); 1 … 16 and 0 … 1 are needed.")
    }
    self.side = side
    self.probability = probability
  }

  /// Draws images, each from a stream of its own: the first ones don't depend on how many there are.
  ///
  /// - Parameters:
  ///   - count: How many, not negative.
  ///   - generator: Gives the seed; takes one word.
  /// - Complexity: O(count · side²).
  public func sample(
    count: Int, using generator: inout some RandomNumberGenerator
  ) -> LabeledImages {
    checkImageCount(count, "BarImages")
    let root = RandomStream(drawnFrom: &generator)
    let labels = (0..<count).map { image in
      var stream = root.child(image)
      return (0..<2 * side).reduce(0) {
        Bool.bernoulli(probability, using: &stream) ? $0 | 1 << $1 : $0
      }
    }
    return LabeledImages(
      pixels: Tensor(labels.flatMap(pixels(of:)), shape: [count, side * side]), labels: labels)
  }

  /// The image of the bars whose bits a label has, row by row.
  private func pixels(of label: Int) -> [Float] {
    (0..<side * side).map { pixel in
      let bars = 1 << (pixel / side) | 1 << (side + pixel % side)
      return label & bars == 0 ? 0 : 1
    }
  }

  /// The entropy of the images, in nats: no model has a mean log p(x) above its negative.
  ///
  ///     H = 2n h(p) + Σ_full p(bars) log p(bars) − P log P,   P = Σ_full p(bars) = 2 pⁿ − p²ⁿ
  ///
  /// The coins of the bars have entropy h(p) each. An image tells its bars, unless all pixels are 1:
  /// that image, of probability P, has many sets of bars, which are counted as one.
  ///
  /// - Complexity: O(side).
  public var entropy: Double {
    let (p, n) = (probability, side)
    if p == 0 || p == 1 { return 0 }
    func logProbability(_ bars: Int) -> Double {
      Double(bars) * .log(p) + Double(2 * n - bars) * .log1p(-p)
    }
    // Sets that fill the square have all rows and k columns, or all columns and k rows: 2 C(n, k),
    // but one with all of both.
    var (filled, sum, choices) = (0.0, 0.0, 1.0)
    for k in 0...n {
      let logarithm = logProbability(n + k)
      let weight = (k == n ? 1 : 2) * choices * .exp(logarithm)
      filled += weight
      sum += weight * logarithm
      choices *= Double(n - k) / Double(k + 1)
    }
    let coins = -2 * Double(n) * (p * .log(p) + (1 - p) * .log1p(-p))
    return coins + sum - filled * .log(filled)
  }
}

/// Ends the program if images are to be fewer than none.
func checkImageCount(_ count: Int, _ owner: StaticString) {
  if count < 0 { fatalError("\(owner).sample: \(count) images are fewer than none.") }
}
