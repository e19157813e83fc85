import RandomStreams
public import Tensors

/// Square grey images with a label each: what a generative model is trained on.
public struct LabeledImages: Sendable, Equatable {
  /// Grey levels in 0 … 1, 0 being the ground; shape [count, side²], row by row from the upper left.
  public var pixels: Tensor
  /// What each image shows; the maker of the images says what the numbers mean.
  public var labels: [Int]

  /// Images and their labels.
  ///
  /// - Precondition: `pixels` is a matrix with one row a label.
  public init(pixels: Tensor, labels: [Int]) {
    if pixels.rank != 2 || pixels.shape[0] != labels.count {
      fatalError(
        "LabeledImages: pixels of shape \(pixels.shape) for \(labels.count) labels; "
          + "[labels, pixels] is needed.")
    }
    self.pixels = pixels
    self.labels = labels
  }

  /// How many images there are.
  public var count: Int { labels.count }

  /// Black and white: 1 where the grey level is at least a threshold, else 0.
  public func binarized(threshold: Float = 0.5) -> LabeledImages {
    LabeledImages(pixels: pixels .>= Tensor(threshold), labels: labels)
  }

  /// Black and white by chance: 1 with the grey level as probability, else 0.
  ///
  /// The mean over many draws is the grey image. Takes one word of the generator; each image has a
  /// stream of its own.
  ///
  /// - Precondition: Grey levels lie in 0 … 1.
  ///
  /// > Reference: Salakhutdinov & Murray (2008), "On the quantitative analysis of deep belief
  /// > networks", doi:10.1145/1390156.1390266, who sampled the pixels of MNIST so.
  public func binarized(using generator: inout some RandomNumberGenerator) -> LabeledImages {
    let root = RandomStream(drawnFrom: &generator)
    let width = pixels.shape[1]
    var tosses: [Float] = []
    tosses.reserveCapacity(pixels.count)
    pixels.withElements { greys in
      for image in labels.indices {
        var stream = root.child(image)
        for grey in greys[(image * width)..<((image + 1) * width)] {
          if !(0...1).contains(grey) {
            fatalError("binarized: image \(image) has the grey level \(grey), not in 0 … 1.")
          }
          tosses.append(Bool.bernoulli(Double(grey), using: &stream) ? 1 : 0)
        }
      }
    }
    return LabeledImages(pixels: Tensor(tosses, shape: pixels.shape), labels: labels)
  }
}
