import RandomStreams
import Testing

struct SplitMix64Tests {
  /// The words of Vigna's `splitmix64.c`; those of 1234567 stand on Rosetta Code too.
  @Test(
    "The first words of a seed are the reference's",
    arguments: [
      (
        0,
        [
          0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f,
          0xf88b_b8a8_724c_81ec, 0x1b39_896a_51a8_749b,
        ]
      ),
      (
        1_234_567,
        [
          6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
          4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
      ),
    ] as [(UInt64, [UInt64])])
  func referenceWords(_ seed: UInt64, _ expected: [UInt64]) {
    var generator = SplitMix64(seed: seed)
    #expect(expected.indices.map { _ in generator.next() } == expected)
  }

  @Test func `Skipping words is the same as drawing them`() {
    var drawn = SplitMix64(seed: 7)
    for _ in 0..<1000 { _ = drawn.next() }
    var skipped = SplitMix64(seed: 7, skipping: 1000)
    for _ in 0..<10 { #expect(drawn.next() == skipped.next()) }
  }
}
