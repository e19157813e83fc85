import StochasticOptimization
import Testing
import TextGeneration

@Suite struct BLEURewardTests {
  @Test func `a sequence is worth its BLEU against all of the references`() {
    let real = [[0, 1, 2, 3], [4, 3, 2, 1]]
    let written = [[0, 1, 2, 3], [0, 1, 2, 1], [5, 5, 5, 5]]
    let bleu = BLEU(smoothing: .floor())
    let values = BLEUReferences(real, order: 4).objective().values(written)
    #expect(values == written.map { bleu.sentence($0, references: real) })
    #expect(values[0] == 1)
    #expect(values[2] == 0)
    let pairs = BLEU(order: 2)
    #expect(
      BLEUReferences(real, order: 4).objective(pairs).values(written)
        == written.map { pairs.sentence($0, references: real) })
  }
}
