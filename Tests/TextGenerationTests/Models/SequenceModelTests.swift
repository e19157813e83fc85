import NeuralNetworks
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

/// What all models of sequences have in common. Numbers are those of `Float`.
@Suite struct SequenceModelTests {
  static let sequences = [[0, 2, 1, 1], [1, 1, 2, 0], [2, 0, 0, 2]]
  static let weights = (0..<12).map { Float($0 % 5) / 4 - 0.4 }

  private func check(_ model: some SequenceModel, at sequences: [[Int]] = sequences) {
    #expect(model.logitsError(at: sequences) < 2e-6)
    #expect(model.crossEntropyError(at: sequences, weights: Self.weights) < 1e-5)
    checkStates(of: model)
    checkDraws(of: model)
  }

  /// Rows of a state, chosen, repeated and joined, go on as if they had been alone.
  private func checkStates(of model: some SequenceModel) {
    let state = model.state(after: [2, 0, 1], from: model.initialState(rows: 3))
    let chosen = type(of: state).joined([state.rows(at: [2, 0]), state.rows(at: [2])])
    let after = model.logits(in: model.state(after: [1, 2, 0], from: chosen)).scalars
    let alone = [(2, 1), (0, 2), (2, 0)].flatMap { row, token in
      model.logits(in: model.state(after: [token], from: state.rows(at: [row]))).scalars
    }
    #expect(largestGap(after.map(Double.init), alone.map(Double.init)) < 2e-6)
  }

  /// Draws are those of the logits with the same uniform numbers.
  private func checkDraws(of model: some SequenceModel) {
    let state = model.state(after: [2, 0, 1], from: model.initialState(rows: 3))
    let rows = (0..<300).map { $0 % 3 }
    var stream = RandomStream(seed: 5)
    let uniforms = rows.map { _ in Double.uniform(using: &stream) }
    for temperature: Float in [0.5, 1] {
      let draws = model.draw(
        in: state.rows(at: rows), temperature: temperature, uniforms: uniforms)
      let expected = categoricalDraws(
        model.logits(in: state.rows(at: rows)), temperature: temperature, uniforms: uniforms)
      #expect(draws == expected)
    }
  }

  @Test func `a recurrent model says the same step by step and along sequences`() {
    check(SmallModels.recurrent())
  }

  @Test func `a transformer says the same step by step and along sequences`() {
    check(SmallModels.transformer())
  }

  @Test func `a model of three contexts says the same step by step and along sequences`() {
    check(SmallModels.conditional().given([2, 0, 2]))
  }

  @Test func `a tempered model says the same step by step and along sequences`() {
    check(TemperedModel(SmallModels.recurrent(), temperature: 0.7))
  }

  @Test func `a model of sentences says the same step by step and along sequences`() {
    check(
      SentenceModel(SmallModels.recurrent(), end: 2),
      at: [[0, 2, 2, 2], [1, 1, 0, 2], [0, 0, 1, 1]])
    check(
      SentenceModel(TemperedModel(SmallModels.transformer(), temperature: 2), end: 0),
      at: [[1, 2, 0, 0], [0, 0, 0, 0], [2, 1, 1, 2]])
  }
}
