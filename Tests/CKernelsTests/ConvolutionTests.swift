import CKernels
import RandomStreams
import Testing

struct ConvolutionTests {
  @Test("A convolution has the bits of the product with columns", arguments: 0..<4)
  func forward(part: Int) {
    var stream = RandomStream(seed: 21).child(part)
    for window in windows(12, part) {
      let (images, filters) = (2, 1 + Int.uniform(below: 70, using: &stream))
      let pixels = [Float].random(images * window.pixels, seed: 4)
      let weights = [Float].random(filters * window.places, seed: 5)
      let bias = Bool.random(using: &stream) ? [Float].random(filters, seed: 6) : nil
      let isRectified = Bool.random(using: &stream)

      var expected: [Float] = []
      for image in 0..<images {
        let columns = window.columns(of: pixels, image)
        for filter in 0..<filters {
          for position in 0..<window.positions {
            var sum = bias?[filter] ?? 0
            for place in 0..<window.places {
              sum.addProduct(
                weights[filter * window.places + place],
                columns[place * window.positions + position])
            }
            expected.append(isRectified && sum < 0 ? 0 : sum)
          }
        }
      }
      let bits = Levels.commonBits {
        [Float](count: expected.count) {
          kernel_convolve(
            window, images, filters, pixels, weights, bias,
            isRectified ? kernel_activation_relu : kernel_activation_none, $0)
        }
      }
      #expect(bits == expected.bits, "\(window), \(filters) filters")
    }
  }

  @Test("The weights' gradient has the bits of the product with columns", arguments: 0..<4)
  func weightsGradient(part: Int) {
    var stream = RandomStream(seed: 22).child(part)
    for window in windows(12, part) {
      let (images, filters) = (2, 1 + Int.uniform(below: 70, using: &stream))
      let pixels = [Float].random(images * window.pixels, seed: 7)
      let gradient = [Float].random(images * filters * window.positions, seed: 8)
      let start = [Float].random(filters * window.places, seed: 9)

      var expected = start
      for image in 0..<images {
        let columns = window.columns(of: pixels, image)
        for filter in 0..<filters {
          for place in 0..<window.places {
            for position in 0..<window.positions {
              expected[filter * window.places + place].addProduct(
                gradient[(image * filters + filter) * window.positions + position],
                columns[place * window.positions + position])
            }
          }
        }
      }
      let bits = Levels.commonBits {
        start.changed {
          kernel_convolve_weights_gradient(window, images, filters, pixels, gradient, $0)
        }
      }
      #expect(bits == expected.bits, "\(window), \(filters) filters")
    }
  }

  @Test("The image's gradient has the bits of columns added back", arguments: 0..<4)
  func imageGradient(part: Int) {
    var stream = RandomStream(seed: 23).child(part)
    for window in windows(12, part) {
      let (images, filters) = (2, 1 + Int.uniform(below: 70, using: &stream))
      let weights = [Float].random(filters * window.places, seed: 10)
      let gradient = [Float].random(images * filters * window.positions, seed: 11)
      let start = [Float].random(images * window.pixels, seed: 12)

      var expected = start
      for image in 0..<images {
        for (i, meeting) in window.meetings.enumerated() {
          guard let pixel = meeting.pixel else { continue }
          let (place, position) = (i / window.positions, i % window.positions)
          var sum: Float = 0
          for filter in 0..<filters {
            sum.addProduct(
              weights[filter * window.places + place],
              gradient[(image * filters + filter) * window.positions + position])
          }
          expected[image * window.pixels + pixel] += sum
        }
      }
      let bits = Levels.commonBits {
        start.changed {
          kernel_convolve_image_gradient(window, images, filters, weights, gradient, $0)
        }
      }
      #expect(bits == expected.bits, "\(window), \(filters) filters")
    }
  }

  @Test("Pooling finds the first maximum under each window", arguments: 0..<4)
  func maximum(part: Int) {
    var stream = RandomStream(seed: 24).child(part)
    for window in windows(40, part, isPadded: false) {
      // Few values, so that maxima are often tied; NaN and −∞ among them.
      let palette: [Float] = [-.infinity, -1, 0, 1, 2, part % 2 == 0 ? .nan : 3]
      let image = (0..<window.pixels).map { _ in
        palette[Int.uniform(below: palette.count, using: &stream)]
      }
      let plane = window.height * window.width
      var maxima = [Float?](repeating: nil, count: window.channels * window.positions)
      var places = [Int32](repeating: -1, count: maxima.count)
      for (i, meeting) in window.meetings.enumerated() {
        guard let pixel = meeting.pixel else { continue }
        let channel = i / window.positions / (window.kernel_height * window.kernel_width)
        let out = channel * window.positions + i % window.positions
        let value = image[pixel]
        let best = maxima[out]
        if best.map({ value > $0 || value.isNaN && !$0.isNaN }) ?? true {
          maxima[out] = value
          places[out] = Int32(pixel % plane)
        }
      }
      let results = Levels.each {
        var found = [Int32](repeating: -9, count: places.count)
        let values = [Float](count: maxima.count) { out in
          found.withUnsafeMutableBufferPointer {
            kernel_max_pool(window, image, out, $0.baseAddress)
          }
        }
        return (values, found)
      }
      for (values, found) in results {
        #expect(values.bits == maxima.map { ($0 ?? -.infinity).bitPattern }, "\(window)")
        #expect(found == places, "\(window)")
      }
    }
  }
}

/// Windows of many sizes: strides beyond the window, padding, single pixels.
private func windows(_ count: Int, _ part: Int, isPadded: Bool = true) -> [kernel_window] {
  var stream = RandomStream(seed: 20).child(part)
  func size(_ bound: Int) -> Int { 1 + Int.uniform(below: bound, using: &stream) }
  var windows: [kernel_window] = []
  while windows.count < count {
    var window = kernel_window(
      channels: size(3), height: size(12), width: size(20), kernel_height: size(5),
      kernel_width: size(9), stride: size(4), padding: isPadded ? size(3) - 1 : 0, out_height: 0,
      out_width: 0)
    let rows = window.height + 2 * window.padding - window.kernel_height
    let columns = window.width + 2 * window.padding - window.kernel_width
    guard rows >= 0, columns >= 0 else { continue }
    window.out_height = rows / window.stride + 1
    window.out_width = columns / window.stride + 1
    windows.append(window)
  }
  return windows
}

extension kernel_window {
  fileprivate var pixels: Int { channels * height * width }
  fileprivate var positions: Int { out_height * out_width }
  fileprivate var places: Int { channels * kernel_height * kernel_width }

  /// Which pixel, if any, each element of the columns is, in their order.
  fileprivate var meetings: [(channel: Int, pixel: Int?)] {
    var meetings: [(channel: Int, pixel: Int?)] = []
    for channel in 0..<channels {
      for i in 0..<kernel_height {
        for j in 0..<kernel_width {
          for position in 0..<positions {
            let y = position / out_width * stride + i - padding
            let x = position % out_width * stride + j - padding
            let isInside = (0..<height).contains(y) && (0..<width).contains(x)
            meetings.append(
              (channel, isInside ? (channel * height + y) * width + x : nil))
          }
        }
      }
    }
    return meetings
  }

  /// The columns of one of many images.
  fileprivate func columns(of images: [Float], _ index: Int) -> [Float] {
    meetings.map { $0.pixel.map { images[index * pixels + $0] } ?? 0 }
  }
}

extension [Float] {
  /// A copy after `change`.
  fileprivate func changed(_ change: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
    var copy = self
    copy.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { change(base) }
    }
    return copy
  }
}
