import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct SentenceModelTests {
  static let model = SentenceModel(SmallModels.recurrent(), end: 2)

  /// Of 3⁴ sequences those are possible that have nothing but 2 behind a 2.
  @Test func `probabilities of sequences that end but once sum to 1`() {
    let all = SmallModels.sequences(3, length: 4)
    let possible = all.filter { sequence in
      sequence.firstIndex(of: 2).map { sequence[$0...].allSatisfy { $0 == 2 } } ?? true
    }
    #expect(possible.count == 1 + 2 + 4 + 8 + 16)
    func total(_ sequences: [[Int]]) -> Double {
      Self.model.tokenLogProbabilities(of: sequences)
        .reduce(0) { $0 + Double.exp($1.reduce(0, +)) }
    }
    #expect((total(possible) - 1).magnitude < 1e-6)
    #expect(total(all.filter { !possible.contains($0) }) == 0)
  }

  @Test func `before the end, and of the end itself, probabilities are the base's`() {
    let sequence = [[0, 1, 2, 2, 2]]
    let found = Self.model.tokenLogProbabilities(of: sequence)[0]
    let base = Self.model.base.tokenLogProbabilities(of: sequence)[0]
    #expect(found[..<3] == base[..<3] && found[3...] == [0, 0])
  }

  @Test func `padding has no gradient`() {
    let (sequences, weights): ([[Int]], [Float]) = (
      [[0, 2, 2, 2], [1, 0, 1, 2]],
      [
        1, 2, 3, 4, 5, 6, 7, 8,
      ]
    )
    let found = gradient(at: Self.model) { $0.crossEntropy(along: sequences, weights: weights) }
    let padded = gradient(at: Self.model.base) {
      $0.crossEntropy(along: sequences, weights: [1, 2, 3, 4, 0, 6, 0, 8])
    }
    #expect(found.tensors == padded.tensors)
  }

  @Test func `what is written stays ended`() {
    var stream = RandomStream(seed: 6)
    let written = Self.model.generate(400, length: 6, using: &stream)
    let ended = written.filter { $0.contains(2) }
    #expect(ended.count > 50 && ended.contains { $0[0] == 2 })
    #expect(ended.allSatisfy { Array($0.sentence(endedBy: 2)).padded(to: 6, with: 2) == $0 })
  }

  @Test func `sentences are cut and padded`() {
    #expect([5, 6, 1, 7, 1].sentence(endedBy: 1) == [5, 6])
    #expect([5, 6].sentence(endedBy: 1) == [5, 6])
    #expect([5, 6].padded(to: 4, with: 1) == [5, 6, 1, 1])
    #expect([5, 6, 7].padded(to: 2, with: 1) == [5, 6])
  }

  @Test func `an end token that is none traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = SentenceModel(SmallModels.recurrent(), end: 3)
    }
  }
}
