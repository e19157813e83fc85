import CKernels
import PortableMath
import RandomStreams
import Testing

struct ElementaryFunctionTests {
  /// Every 1,009th of all 2³² floats (4.3 million) and 129 neighbours of each special number.
  @Test(
    "A function is within its stated error of the reference, the same bits at every level",
    arguments: ElementaryFunction.all)
  func error(_ function: ElementaryFunction) {
    var worst = (error: 0.0, x: Float(0))
    var differing = 0
    func check(_ x: [Float]) {
      let results = Levels.each { function(x) }
      for i in x.indices {
        let error = results[0][i].ulps(from: function.reference(Double(x[i])))
        if error > worst.error { worst = (error, x[i]) }
      }
      for other in results.dropFirst() where other.bits != results[0].bits { differing += 1 }
    }
    var pattern = 0
    while pattern <= UInt32.max {
      let end = Swift.min(pattern + 1009 * 65536, 1 << 32)
      check(stride(from: pattern, to: end, by: 1009).map { Float(bitPattern: UInt32($0)) })
      pattern += 1009 * 65536
    }
    check(
      specialFloats.flatMap { special in
        (-64...64).map { Float(bitPattern: special.bitPattern &+ UInt32(bitPattern: $0)) }
      })
    #expect(worst.error <= function.bound, "\(function.name)(\(worst.x)) is \(worst.error) ulp off")
    #expect(differing == 0)
  }

  /// 64-bit FNV-1a over the bits of the results. The values were recorded on x86-64; arm64 gives them,
  /// too.
  @Test(
    "Every bit of 214,631 results, from all floats, is the recorded one",
    arguments: zip(
      ElementaryFunction.all,
      [
        0x42f2_f9a6_4e91_6f8b, 0x0e2f_7376_5863_ab28, 0xe327_7121_1acb_1199, 0xa165_97ab_5b94_2634,
        0x0062_316c_51d1_8035, 0x505f_8e49_9a20_3a08, 0x7327_21a3_3e12_7f10, 0x2c72_4438_90d9_3db2,
        0x3e6e_9b80_688d_d851, 0xf5b2_dc1d_b867_244f,
      ] as [UInt64]))
  func recorded(_ function: ElementaryFunction, hash wanted: UInt64) {
    let x = stride(from: 0, through: Int(UInt32.max), by: 20011).map {
      Float(bitPattern: UInt32($0))
    }
    var hash: UInt64 = 0x1465_0fb0_739d_0383
    for bits in function(x).bits { hash = (hash ^ UInt64(bits)) &* 0x100_0000_01b3 }
    #expect(hash == wanted, "\(function.name): \(String(hash, radix: 16))")
  }

  @Test(
    "A function gives the same bits at odd counts, in place and one at a time",
    arguments: ElementaryFunction.all)
  func tails(_ function: ElementaryFunction) {
    let x = [Float].random(1003, in: -6..<6, seed: 1)
    let whole = function(x).bits
    for count in [0, 1, 2, 15, 16, 17, 31, 33, 1000, 1003] {
      #expect(
        Levels.commonBits { function([Float](x.prefix(count))) } == [UInt32](whole.prefix(count)))
    }
    var inPlace = x
    inPlace.withUnsafeMutableBufferPointer {
      kernel_unary(function.operation, x.count, $0.baseAddress, $0.baseAddress)
    }
    #expect(inPlace.bits == whole)
  }

  @Test func `Limits are those of the mathematics`() {
    let infinity = Float.infinity
    let cases: [(kernel_unary_operation, Float, Float)] = [
      (kernel_unary_exp, -infinity, 0), (kernel_unary_exp, infinity, infinity),
      (kernel_unary_exp, 0, 1), (kernel_unary_exp, -0.0, 1), (kernel_unary_exp, 88.73, infinity),
      (kernel_unary_exp, -104, 0), (kernel_unary_expm1, -infinity, -1),
      (kernel_unary_expm1, -0.0, -0.0), (kernel_unary_expm1, infinity, infinity),
      (kernel_unary_log, 0, -infinity), (kernel_unary_log, -0.0, -infinity),
      (kernel_unary_log, 1, 0), (kernel_unary_log, -1, .nan),
      (kernel_unary_log, infinity, infinity),
      (kernel_unary_log, -infinity, .nan), (kernel_unary_log1p, -1, -infinity),
      (kernel_unary_log1p, -1.5, .nan), (kernel_unary_log1p, -0.0, -0.0),
      (kernel_unary_log1p, infinity, infinity), (kernel_unary_tanh, infinity, 1),
      (kernel_unary_tanh, -infinity, -1), (kernel_unary_tanh, -0.0, -0.0),
      (kernel_unary_sigmoid, -infinity, 0), (kernel_unary_sigmoid, infinity, 1),
      (kernel_unary_sigmoid, 0, 0.5), (kernel_unary_softplus, -infinity, 0),
      (kernel_unary_softplus, infinity, infinity), (kernel_unary_erf, infinity, 1),
      (kernel_unary_erf, -infinity, -1), (kernel_unary_erf, -0.0, -0.0),
      (kernel_unary_sin, infinity, .nan), (kernel_unary_sin, -0.0, -0.0),
      (kernel_unary_cos, -infinity, .nan), (kernel_unary_cos, 0, 1),
      (kernel_unary_square_root, -0.0, -0.0), (kernel_unary_square_root, -1, .nan),
      (kernel_unary_relu, -infinity, 0),
      (kernel_unary_relu, .nan, .nan), (kernel_unary_sign, -0.0, -0.0),
      (kernel_unary_sign, .nan, .nan),
    ]
    for (operation, x, wanted) in cases {
      let bits = Levels.commonBits { [Float](count: 1) { kernel_unary(operation, 1, [x], $0) } }
      #expect(bits == [wanted.bitPattern], "operation \(operation.rawValue) of \(x)")
    }
  }
}

struct PowerTests {
  private func power(_ x: [Float], _ y: [Float]) -> [Float] {
    [Float](count: x.count) { kernel_binary(kernel_binary_power, x.count, x, 1, y, 1, $0) }
  }

  @Test func `A power is within 0.51 ulp of the reference, the same bits at every level`() {
    var stream = RandomStream(seed: 2)
    var (x, y): ([Float], [Float]) = ([], [])
    for pattern in stride(from: UInt32(0), to: 0x7f80_0000, by: 4007) {
      // Exponents that lead anywhere from underflow to overflow, and small whole ones.
      let base = Float(bitPattern: pattern)
      let log = base == 0 ? -100 : Double.log(Double(base)) / Double.log(2)
      x.append(base)
      y.append(Float(Double.random(in: -152..<130, using: &stream) / log))
      x.append(Bool.random(using: &stream) ? base : -base)
      y.append(Float(Int.random(in: -5...5, using: &stream)))
    }
    for base in [0.999, 0.9999999, 1.0000001, 1.001] as [Float] {
      for _ in 0..<1000 {
        x.append(base)
        y.append(Float.random(in: -1e6..<1e6, using: &stream))
      }
    }
    let results = Levels.each { power(x, y) }
    #expect(results.allSatisfy { $0.bits == results[0].bits })
    var worst = (error: 0.0, index: 0)
    for i in x.indices {
      let error = results[0][i].ulps(from: .pow(Double(x[i]), Double(y[i])))
      if error > worst.error { worst = (error, i) }
    }
    #expect(worst.error < 0.51, "\(x[worst.index]) to the \(y[worst.index])")
  }

  @Test func `Powers of special numbers are those of C`() {
    for x in specialFloats {
      for y in specialFloats {
        let bits = Levels.commonBits { power([x], [y]) }
        let wanted = Double.pow(Double(x), Double(y))
        let error = bits.map { Float(bitPattern: $0[0]).ulps(from: wanted) }
        #expect((error ?? .infinity) < 0.51, "\(x) to the \(y)")
      }
    }
  }
}

struct BinaryTests {
  typealias Reference = @Sendable (Float, Float) -> Float

  static let references: [(kernel_binary_operation, Reference)] = [
    (kernel_binary_add, { $0 + $1 }), (kernel_binary_subtract, { $0 - $1 }),
    (kernel_binary_multiply, { $0 * $1 }), (kernel_binary_divide, { $0 / $1 }),
    (kernel_binary_maximum, maximum), (kernel_binary_minimum, { -maximum(-$0, -$1) }),
    (kernel_binary_less, { $0 < $1 ? 1 : 0 }), (kernel_binary_less_or_equal, { $0 <= $1 ? 1 : 0 }),
    (kernel_binary_equal, { $0 == $1 ? 1 : 0 }),
    (kernel_binary_tanh_gradient, { $0 * Float(1).addingProduct(-$1, $1) }),
    (kernel_binary_sigmoid_gradient, { $0 * ($1 * (1 - $1)) }),
    (kernel_binary_relu_gradient, { $1 > 0 ? $0 : 0 }),
  ]

  /// IEEE 754's maximum: NaN where one is, and +0 above −0.
  @Sendable static func maximum(_ a: Float, _ b: Float) -> Float {
    if a.isNaN || b.isNaN { return .nan }
    if a == b { return a.sign == .plus ? a : b }
    return a > b ? a : b
  }

  @Test func `Operations on all pairs of special numbers have the bits of the reference`() {
    let a = specialFloats.flatMap { x in specialFloats.map { _ in x } }
    let b = specialFloats.flatMap { _ in specialFloats }
    for (operation, reference) in Self.references {
      let bits = Levels.commonBits {
        [Float](count: a.count) { kernel_binary(operation, a.count, a, 1, b, 1, $0) }
      }
      #expect(bits == zip(a, b).map { reference($0, $1).withPlainNaN.bitPattern })
    }
  }

  @Test func `A stride of 0 repeats one number, at odd counts`() {
    let (a, b) = ([Float].random(1000, seed: 3), [Float].random(1000, seed: 4))
    for (operation, reference) in Self.references {
      for count in [0, 1, 15, 16, 17, 1000] {
        for (strideA, strideB) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
          let bits = Levels.commonBits {
            [Float](count: count) { kernel_binary(operation, count, a, strideA, b, strideB, $0) }
          }
          #expect(
            bits == (0..<count).map { reference(a[$0 * strideA], b[$0 * strideB]).bitPattern })
        }
      }
    }
  }

  @Test func `Results may replace either operand`() {
    let (a, b) = ([Float].random(100, seed: 5), [Float].random(100, seed: 6))
    let wanted = zip(a, b).map { ($0 - $1).bitPattern }
    var x = a
    x.withUnsafeMutableBufferPointer {
      kernel_binary(kernel_binary_subtract, 100, $0.baseAddress, 1, b, 1, $0.baseAddress)
    }
    #expect(x.bits == wanted)
    x = b
    x.withUnsafeMutableBufferPointer {
      kernel_binary(kernel_binary_subtract, 100, a, 1, $0.baseAddress, 1, $0.baseAddress)
    }
    #expect(x.bits == wanted)
  }
}

struct MovementTests {
  static let counts = [0, 1, 15, 16, 17, 33, 1000]

  @Test(arguments: counts) func `Scaled addition fuses`(count: Int) {
    let (x, y) = ([Float].random(count, seed: 7), [Float].random(count, seed: 8))
    let bits = Levels.commonBits {
      var z = y
      kernel_add_scaled(count, 0.3, x, &z)
      return z
    }
    #expect(bits == zip(x, y).map { $1.addingProduct(0.3, $0).bitPattern })
  }

  @Test(arguments: counts) func `Selection takes any condition but ±0 as true`(count: Int) {
    let condition = (0..<count).map { [Float(0), -0.0, .nan, 0x1p-149, -3][$0 % 5] }
    let (a, b) = ([Float].random(count, seed: 9), [Float].random(count, seed: 10))
    let bits = Levels.commonBits {
      [Float](count: count) { kernel_select(count, condition, a, b, $0) }
    }
    #expect(bits == (0..<count).map { (condition[$0] != 0 ? a[$0] : b[$0]).bitPattern })
  }

  @Test(arguments: counts) func `Filling writes the count and no more`(count: Int) {
    for result in Levels.each({
      [Float](count: count + 20) { kernel_fill(count, 3, $0) }
    }) {
      #expect(
        result == [Float](repeating: 3, count: count) + [Float](repeating: -7, count: 20))
    }
  }

  @Test(arguments: counts.dropFirst()) func `One number that is not finite is found`(count: Int) {
    let x = [Float].random(count, seed: 11)
    #expect(Levels.each { kernel_is_finite(count, x) }.allSatisfy { $0 })
    for bad in [Float.nan, .infinity, -.infinity] {
      for place in [0, count / 2, count - 1] {
        var y = x
        y[place] = bad
        #expect(Levels.each { kernel_is_finite(count, y) }.allSatisfy { !$0 })
        #expect(kernel_is_finite(place, y))
      }
    }
  }

  @Test func `A transpose moves each element, and only those`() {
    for (m, n) in [(0, 3), (1, 1), (1, 17), (16, 16), (17, 5), (33, 47), (64, 130)] {
      let (ldx, ldy) = (n + 3, m + 2)
      let x = [Float].random(m * ldx + 1, seed: 12)
      var wanted = [Float](repeating: -7, count: n * ldy)
      for i in 0..<m { for j in 0..<n { wanted[j * ldy + i] = x[i * ldx + j] } }
      let bits = Levels.commonBits {
        [Float](count: n * ldy) { kernel_transpose(m, n, x, ldx, $0, ldy) }
      }
      #expect(bits == wanted.bits)
    }
  }

  @Test(arguments: [0, 1, 7, 16, 35]) func `Rows are gathered and scattered`(width: Int) {
    let table = [Float].random(5 * width, seed: 13)
    let rows = [Float].random(7 * width, seed: 14)
    let indices: [Int32] = [4, 0, 0, 3, 4, 4, 1]
    let gathered = Levels.commonBits {
      [Float](count: 7 * width) { kernel_gather_rows(7, width, table, indices, $0) }
    }
    #expect(
      gathered
        == indices.flatMap { table[Int($0) * width..<(Int($0) + 1) * width].map(\.bitPattern) })
    var wanted = table
    for (i, index) in indices.enumerated() {
      for j in 0..<width { wanted[Int(index) * width + j] += rows[i * width + j] }
    }
    let scattered = Levels.commonBits {
      var sum = table
      kernel_scatter_add_rows(7, width, rows, indices, &sum)
      return sum
    }
    #expect(scattered == wanted.bits)
  }
}
