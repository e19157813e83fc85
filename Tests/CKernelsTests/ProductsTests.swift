import CKernels
import RandomStreams
import Testing

struct ProductsTests {
  @Test(
    "A product has the bits of its definition at every level, at any shape", arguments: 0..<12)
  func anyShape(part: Int) {
    var stream = RandomStream(seed: 7).child(part)
    for _ in 0..<40 {
      let sizes = [0, 1, 2, 3, 4, 7, 12, 13, 16, 17, 31, 33, 48, 64, 65]
      let product = Product.random(
        m: sizes.random(&stream), n: sizes.random(&stream), k: sizes.random(&stream), &stream)
      #expect(Levels.commonBits { product.result() } == product.definition().bits, "\(product)")
    }
  }

  @Test(
    "A product has the bits of its definition where it is cut into blocks",
    arguments: [
      (1, 40, 700), (2, 70, 300), (7, 150, 300), (30, 33, 600), (70, 100, 270), (150, 1, 300),
      (150, 3, 40), (64, 1100, 5), (49, 2, 513),
    ])
  func blocks(m: Int, n: Int, k: Int) {
    var stream = RandomStream(seed: 8)
    for transposes in [(false, false), (true, false), (false, true), (true, true)] {
      var product = Product.random(m: m, n: n, k: k, &stream)
      (product.transposesA, product.transposesB) = transposes
      #expect(Levels.commonBits { product.result() } == product.definition().bits, "\(product)")
    }
  }

  /// Of 32, 48 or 64 rows, with a B that lies transposed and has at least eight times as many rows and columns, the transposed
  /// product is computed.
  @Test(
    "A product has the bits of its definition where it is computed transposed",
    arguments: [(32, 259, 300), (48, 384, 391), (64, 512, 515)])
  func swapped(m: Int, n: Int, k: Int) {
    var stream = RandomStream(seed: 11)
    for kind in 0..<8 {
      var product = Product.random(m: m, n: n, k: k, &stream)
      (product.transposesA, product.transposesB) = (false, true)
      (product.accumulates, product.hasBias) = (kind & 1 != 0, kind & 2 != 0)
      product.isRectified = kind & 4 != 0
      #expect(Levels.commonBits { product.result() } == product.definition().bits, "\(product)")
    }
  }

  /// Rows a multiple of 4096 bytes apart are packed first.
  @Test func `A product has the bits of its definition where rows fall on the same cache lines`() {
    var stream = RandomStream(seed: 9)
    for transposesA in [false, true] {
      var product = Product.random(m: 20, n: 130, k: 9, &stream)
      product.transposesA = transposesA
      product.aPadding = 1024 - (transposesA ? 20 : 9)
      #expect(Levels.commonBits { product.result() } == product.definition().bits, "\(product)")
    }
  }

  @Test func `Nothing outside a product's C is touched`() {
    var stream = RandomStream(seed: 10)
    for _ in 0..<50 {
      let product = Product.random(
        m: .random(in: 1...30, using: &stream), n: .random(in: 1...70, using: &stream), k: 3,
        &stream)
      for result in Levels.each({ product.result() }) {
        for row in 0..<product.m {
          let gap = result[(row * product.ldc)..<((row + 1) * product.ldc)].dropFirst(product.n)
          #expect(gap.allSatisfy { $0 == Product.gap })
        }
      }
    }
  }

  @Test func `The rectifier of a product keeps what is not a number`() {
    for values in [[Float.nan, -1, 2, .infinity, -.infinity, -0.0]] {
      let results = Levels.each {
        [Float](count: values.count) { c in
          kernel_product(
            false, false, 1, values.count, 1, [1], 1, values, values.count, c, values.count, false,
            nil, kernel_activation_relu)
        }
      }
      for result in results {
        #expect(result[0].isNaN)
        #expect(result[1...].elementsEqual([0, 2, .infinity, 0, 0]))
      }
    }
  }
}

extension [Int] {
  fileprivate func random(_ stream: inout RandomStream) -> Int {
    self[Int.uniform(below: count, using: &stream)]
  }
}

/// A product to be computed, with gaps between the rows of its matrices.
struct Product: CustomStringConvertible {
  static let gap: Float = 12345

  var m: Int
  var n: Int
  var k: Int
  var transposesA = false
  var transposesB = false
  var accumulates = false
  var hasBias = false
  var isRectified = false
  var aPadding = 0
  var bPadding = 0
  var cPadding = 0
  var seed: UInt64 = 0

  static func random(m: Int, n: Int, k: Int, _ stream: inout RandomStream) -> Product {
    Product(
      m: m, n: n, k: k, transposesA: .random(using: &stream),
      transposesB: .random(using: &stream), accumulates: .random(using: &stream),
      hasBias: .random(using: &stream), isRectified: .random(using: &stream),
      aPadding: .random(in: 0...4, using: &stream), bPadding: .random(in: 0...4, using: &stream),
      cPadding: .random(in: 0...4, using: &stream), seed: stream.next())
  }

  var description: String {
    "\(m)×\(n)×\(k), A\(transposesA ? "ᵀ" : "") + \(aPadding), B\(transposesB ? "ᵀ" : "") + "
      + "\(bPadding), C + \(cPadding), \(accumulates ? "from C" : hasBias ? "from bias" : "from 0")"
      + (isRectified ? ", rectified" : "")
  }

  var lda: Int { (transposesA ? m : k) + aPadding }
  var ldb: Int { (transposesB ? k : n) + bPadding }
  var ldc: Int { n + cPadding }
  var a: [Float] { .random((transposesA ? k : m) * lda, seed: seed) }
  var b: [Float] { .random((transposesB ? n : k) * ldb, seed: seed &+ 1) }
  var bias: [Float]? { hasBias ? .random(n, seed: seed &+ 2) : nil }

  /// C before, with `gap` between its rows.
  var c: [Float] {
    var c = [Float].random(m * ldc, seed: seed &+ 3)
    for i in c.indices where i % ldc >= n { c[i] = Self.gap }
    return c
  }

  /// C as the kernel leaves it.
  func result() -> [Float] {
    var c = c
    c.withUnsafeMutableBufferPointer { c in
      kernel_product(
        transposesA, transposesB, m, n, k, a, lda, b, ldb, c.baseAddress, ldc, accumulates, bias,
        isRectified ? kernel_activation_relu : kernel_activation_none)
    }
    return c
  }

  /// C as products.h defines it.
  func definition() -> [Float] {
    var c = c
    let (a, b, bias) = (a, b, bias)
    for i in 0..<m {
      for j in 0..<n {
        var sum = accumulates ? c[i * ldc + j] : bias?[j] ?? 0
        for p in 0..<k {
          sum.addProduct(
            a[transposesA ? p * lda + i : i * lda + p], b[transposesB ? j * ldb + p : p * ldb + j])
        }
        c[i * ldc + j] = isRectified && sum < 0 ? 0 : sum
      }
    }
    return c
  }
}
