import CKernels
import Testing

struct SequencesTests {
  struct Sizes: Sendable, CustomTestStringConvertible {
    var batch: Int, time: Int, features: Int, window: Int, filters: Int

    init(_ batch: Int, _ time: Int, _ features: Int, _ window: Int, _ filters: Int) {
      (self.batch, self.time, self.features) = (batch, time, features)
      (self.window, self.filters) = (window, filters)
    }

    var kernel: kernel_sequences {
      kernel_sequences(
        batch: batch, time: time, features: features, window: window, filters: filters)
    }
    var steps: Int { window * features }
    var testDescription: String { "\(batch)×\(time)×\(features), \(window)×\(filters)" }

    /// Where a window's numbers begin.
    func start(_ item: Int, _ place: Int) -> Int { (item * time + place) * features }
  }

  static let sizes = [
    Sizes(1, 1, 1, 1, 1), Sizes(3, 5, 4, 2, 3), Sizes(13, 7, 3, 7, 17), Sizes(7, 6, 8, 3, 40),
    Sizes(25, 4, 1, 2, 9), Sizes(2, 20, 33, 10, 33), Sizes(5, 3, 130, 2, 8), Sizes(0, 3, 2, 2, 4),
  ]

  /// The sums of all places, each one chain of fused multiply-adds.
  private func sums(_ s: Sizes, _ x: [Float], _ filters: [Float], _ bias: [Float], _ item: Int)
    -> [[Float]]
  {
    (0...(s.time - s.window)).map { place in
      (0..<s.filters).map { filter in
        (0..<s.steps).reduce(bias[filter]) {
          $0.addingProduct(x[s.start(item, place) + $1], filters[$1 * s.filters + filter])
        }
      }
    }
  }

  /// The maxima and, as bits of floats, their places.
  private func maxima(
    _ s: Sizes, _ x: [Float], _ filters: [Float], _ bias: [Float],
    _ activation: kernel_activation = kernel_activation_none
  ) -> (values: [Float], places: [Int32])? {
    let count = s.batch * s.filters
    let bits = Levels.commonBits {
      [Float](count: 2 * count) { out in
        (out + count).withMemoryRebound(to: Int32.self, capacity: count) {
          kernel_sequence_maxima(s.kernel, x, filters, bias, activation, out, $0)
        }
      }
    }
    return bits.map { bits in
      (
        bits[..<count].map(Float.init(bitPattern:)),
        bits[count...].map { Int32(bitPattern: $0) }
      )
    }
  }

  @Test("Maxima have the bits of the first largest sum", arguments: sizes)
  func values(s: Sizes) throws {
    let x = [Float].random(s.batch * s.time * s.features, seed: 1)
    let filters = [Float].random(s.steps * s.filters, seed: 2)
    let bias = [Float].random(s.filters, seed: 3)
    let found = try #require(maxima(s, x, filters, bias))
    let gated = try #require(maxima(s, x, filters, bias, kernel_activation_relu))
    #expect(gated.places == found.places)
    #expect(gated.values.bits == found.values.map { $0 < 0 ? 0 : $0 }.bits)
    for item in 0..<s.batch {
      let sums = sums(s, x, filters, bias, item)
      for filter in 0..<s.filters {
        let column = sums.map { $0[filter] }
        let place = column.indices.reduce(0) { column[$1] > column[$0] ? $1 : $0 }
        let index = item * s.filters + filter
        #expect(found.places[index] == Int32(place))
        #expect(found.values[index].bitPattern == column[place].bitPattern)
      }
    }
  }

  @Test func `Of equal sums the first is taken, and what is no number before all`() throws {
    let s = Sizes(2, 6, 1, 2, 1)
    var x: [Float] = [0, 1, 2, 0, 1, 2, 0, 1, 5, 0, 1, 9]
    let found = try #require(maxima(s, x, [1, 1], [0]))
    #expect(found.places == [1, 4] && found.values == [3, 10])
    x[9] = .nan
    let spoilt = try #require(maxima(s, x, [1, 1], [0]))
    #expect(spoilt.places == [1, 2] && spoilt.values[0] == 3 && spoilt.values[1].isNaN)
  }

  @Test("Gradients have the bits of their definition", arguments: sizes)
  func gradients(s: Sizes) throws {
    let (xCount, wCount) = (s.batch * s.time * s.features, s.steps * s.filters)
    let x = [Float].random(xCount, seed: 1)
    let filters = [Float].random(wCount, seed: 2)
    let (_, places) = try #require(
      maxima(s, x, filters, [Float](repeating: 0, count: s.filters)))
    // Every third is closed by an activation.
    let slopes = [Float].random(s.batch * s.filters, seed: 4).enumerated()
      .map { $0 % 3 == 1 ? 0 : $1 }
    let bits = Levels.commonBits {
      [Float](count: xCount + wCount) {
        kernel_sequence_maxima_input_gradient(s.kernel, filters, places, slopes, $0)
        kernel_sequence_maxima_filters_gradient(s.kernel, x, places, slopes, $0 + xCount)
      }
    }
    var expected = [Float](repeating: 0, count: xCount + wCount)
    for item in 0..<s.batch {
      for filter in 0..<s.filters {
        let slope = slopes[item * s.filters + filter]
        let start = s.start(item, Int(places[item * s.filters + filter]))
        if slope == 0 { continue }
        for step in 0..<s.steps {
          let weight = step * s.filters + filter
          expected[start + step].addProduct(slope, filters[weight])
          expected[xCount + weight].addProduct(slope, x[start + step])
        }
      }
    }
    #expect(bits == expected.bits)
  }

  /// What a token adds at a place of a window is one chain from 0; the bias and these are then added in order.
  @Test("Maxima of tokens have the bits of their definition", arguments: sizes)
  func tokens(s: Sizes) throws {
    let count = 6
    let vectors = [Float].random(count * s.features, seed: 1)
    let filters = [Float].random(s.steps * s.filters, seed: 2)
    let bias = [Float].random(s.filters, seed: 3)
    // Sequences that begin like the one before, and one that is the same.
    var tokens = [Float].random(s.batch * s.time, in: 0..<6, seed: 4).map { Int32($0) }
    for item in 1..<max(1, s.batch) {
      for time in 0..<min(s.time, (item * 7) % (s.time + 2)) {
        tokens[item * s.time + time] = tokens[(item - 1) * s.time + time]
      }
    }
    let stride = s.filters + 3
    for activation in [kernel_activation_none, kernel_activation_relu] {
      let bits = Levels.commonBits {
        [Float](count: s.batch * stride) {
          kernel_token_maxima(
            s.kernel, count, vectors, tokens, filters, bias, activation, $0, stride)
        }
      }
      var expected = [Float](repeating: -7, count: s.batch * stride)
      for item in 0..<s.batch {
        for filter in 0..<s.filters {
          let sums = (0...(s.time - s.window)).map { place in
            (0..<s.window).reduce(bias[filter]) { sum, j in
              let token = Int(tokens[item * s.time + place + j])
              return sum
                + (0..<s.features).reduce(Float(0)) {
                  $0.addingProduct(
                    vectors[token * s.features + $1],
                    filters[(j * s.features + $1) * s.filters + filter])
                }
            }
          }
          let largest = sums.reduce(-.infinity) { $1 > $0 ? $1 : $0 }
          expected[item * stride + filter] =
            activation == kernel_activation_relu && largest < 0 ? 0 : largest
        }
      }
      #expect(bits == expected.bits)
    }
  }

  @Test func `The maximum of tokens is no number where a vector has none`() {
    let s = Sizes(3, 4, 1, 2, 1)
    let tokens: [Int32] = [0, 1, 1, 1, 0, 1, 1, 2, 1, 1, 1, 1]
    let values = Levels.each {
      [Float](count: 3) {
        kernel_token_maxima(
          s.kernel, 3, [1, 2, .nan], tokens, [1, 1], [0], kernel_activation_relu, $0, 1)
      }
    }
    for value in values {
      #expect(value[0] == 4 && value[1].isNaN && value[2] == 4)
    }
  }
}
