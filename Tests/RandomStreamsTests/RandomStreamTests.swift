import RandomStreams
import Testing

/// A named stream and the words that NumPy's Philox gives (`Fixtures/make_golden.py`).
private struct Golden: Sendable, CustomTestStringConvertible {
  var path: String
  var stream: RandomStream
  var words: [UInt64]

  var testDescription: String { path }

  private static let root = RandomStream(seed: 2024)
  static let all = [
    Golden(
      path: "seed 0", stream: RandomStream(seed: 0),
      words: [
        0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b, 0x7e68_b68a_ec7b_a23b,
        0x02f4_ba64_08e4_d89b, 0x3dd6_2b0b_9ca8_c5b2, 0x1c86_67a5_5d90_2e79, 0x907d_7a05_2fd5_b4dc,
      ]),
    Golden(
      path: "seed 2024", stream: root,
      words: [
        0xc82a_a141_09e9_a1fb, 0xdb0f_e115_8683_892d, 0xf0f4_13ab_4938_71ef, 0xe29d_cb23_5616_7322,
        0xc103_145e_4727_d649, 0xa755_ce43_3b44_71ea, 0xd49c_618a_e162_c3c9, 0xd400_f891_7a9c_22e5,
      ]),
    Golden(
      path: "child 7", stream: root.child(7),
      words: [
        0x3373_bee7_5a7c_d07d, 0xbb89_1c1a_2be0_00ef, 0xe885_483a_eddb_ca14, 0xa21d_2432_a491_273a,
      ]),
    Golden(
      path: "child -1", stream: root.child(-1),
      words: [
        0xb5b3_7d35_3946_dbbe, 0x82a8_8c91_3abe_7c1e, 0x3f3d_6329_0e0f_0586, 0xfbde_940e_0ca2_3aaa,
      ]),
    Golden(
      path: "child agent", stream: root.child("agent"),
      words: [
        0xad98_f13b_2721_727f, 0x4f2d_53ac_15f4_cf8f, 0x06ea_9f77_7cf5_8bc7, 0x7bba_e768_ede6_b13a,
      ]),
    Golden(
      path: "child without a name", stream: root.child(""),
      words: [
        0x3577_775a_1fc1_caa5, 0xb458_fe4c_bcef_b2e4, 0x0383_16fd_4575_c11f, 0xbec5_0838_4f6a_1a8f,
      ]),
    Golden(
      path: "child with a long name", stream: root.child("exploration, Übung 3"),
      words: [
        0xcf90_88eb_47cf_a347, 0x80da_f500_6f7a_f5ef, 0x8206_83cd_2131_e0d2, 0x7310_e0f3_312a_e270,
      ]),
    Golden(
      path: "child 3, environment, 12", stream: root.child(3).child("environment").child(12),
      words: [
        0x6a12_ef9c_7951_54ea, 0x87b1_2354_3e12_24a0, 0x8bbc_16a3_91df_6937, 0x4047_45e9_606f_5c60,
      ]),
  ]
}

struct RandomStreamTests {
  @Test("A stream draws the words that NumPy's Philox draws", arguments: Golden.all)
  private func goldenWords(_ golden: Golden) {
    var stream = golden.stream
    #expect(golden.words.indices.map { _ in stream.next() } == golden.words)
  }

  @Test func `Children don't depend on how far the parent was drawn, nor advance it`() {
    let fresh = RandomStream(seed: 5)
    var drawn = fresh
    var alone = fresh
    for count in 0..<40 {
      #expect(drawn.child(count) == fresh.child(count))
      #expect(drawn.child("\(count)") == fresh.child("\(count)"))
      #expect(drawn.next() == alone.next())
    }
  }

  @Test func `A copy repeats, and streams are equal while they stand at the same word`() {
    var stream = RandomStream(seed: 9)
    _ = stream.next()
    var copy = stream
    #expect(copy == stream && copy.hashValue == stream.hashValue)
    let word = stream.next()
    #expect(copy != stream)
    #expect(copy.next() == word)
    #expect(copy == stream)
    #expect(RandomStream(seed: 9) != RandomStream(seed: 10))
  }

  @Test func `Thousands of distinct paths give distinct streams`() {
    var streams: [RandomStream] = []
    for seed: UInt64 in 0..<4 {
      let root = RandomStream(seed: seed)
      streams.append(root)
      for i in -8..<12 {
        let child = root.child(i)
        streams += [child, root.child("\(i)")]
        for j in 0..<20 {
          streams += [child.child(j), child.child("\(j)"), root.child("\(i)").child(j)]
          streams += [root.child("\(i)/\(j)"), root.child("\(i)").child("\(j)")]
        }
      }
    }
    #expect(streams.count == 4 * (1 + 20 * (2 + 20 * 5)))
    // Neither streams nor any of their first words coincide: 64-bit words of 8,164 streams would by
    // chance with probability 32,656²/2⁶⁵ = 3·10⁻¹¹.
    #expect(Set(streams).count == streams.count)
    let words = streams.flatMap { stream in
      var stream = stream
      return (0..<4).map { _ in stream.next() }
    }
    #expect(Set(words).count == words.count)
  }

  @Test func `Labels that share bytes give distinct streams`() {
    let root = RandomStream(seed: 1)
    let letter = "a"
    var streams = (0..<100).map { root.child(String(repeating: letter, count: $0)) }
    streams += (1..<100).map { root.child(String(repeating: "\0", count: $0)) }
    let half = String(repeating: letter, count: 16)
    streams += [root.child(half).child(half), root.child("").child("")]
    #expect(Set(streams).count == streams.count)
  }

  /// Per pair of streams, n = 1,000 words. The bits in which two words differ are Binomial(64, ½):
  /// mean 32, deviation 4. The product of two centred uniforms has mean 0 and deviation 1/12.
  @Test func `Neighbouring streams look independent`() {
    let root = RandomStream(seed: 77)
    let families: [(String, (Int) -> RandomStream)] = [
      ("seeds", { RandomStream(seed: UInt64($0)) }),
      ("numbered children", { root.child($0) }),
      ("labelled children", { root.child("\($0)") }),
      ("descendants", { (0..<$0).reduce(root) { stream, _ in stream.child(0) } }),
    ]
    for (name, stream) in families {
      var distances: [Double] = []
      var products: [Double] = []
      for index in 0..<16 {
        var (a, b) = (stream(index), stream(index + 1))
        for _ in 0..<1000 {
          let (first, second) = (a.next(), b.next())
          distances.append(Double((first ^ second).nonzeroBitCount))
          let (u, v) = (Double(first >> 11) * 0x1p-53, Double(second >> 11) * 0x1p-53)
          products.append((u - 0.5) * (v - 0.5))
        }
      }
      expectMean(of: distances, toBe: 32, deviation: 4, "\(name): bits that differ")
      expectMean(of: products, toBe: 0, deviation: 1.0 / 12, "\(name): correlation")
    }
  }

  /// 4,096 siblings, the first word of each: across streams, too, every bit is fair and every byte
  /// uniform.
  @Test func `The first words of many siblings are uniform`() {
    let root = RandomStream(seed: 78)
    let words = (0..<4096).map { index in
      var child = root.child(index)
      return child.next()
    }
    for bit in 0..<64 {
      expectMean(of: words.map { Double($0 >> bit & 1) }, toBe: 0.5, deviation: 0.5, "bit \(bit)")
    }
    for byte in 0..<8 {
      let counts = tally(words.map { Int($0 >> (8 * byte) & 0xFF) }, count: 256)
      expectCounts(counts, toFollow: Array(repeating: 1.0 / 256, count: 256))
    }
  }
}
