import PortableMath
import StochasticOptimization
import TextGeneration
import Testing

@Suite struct TemperedModelTests {
  /// Each token's probabilities are p^(1/τ) over their sum: at ½, 9 : 1 becomes 81 : 1, at 2 it becomes 3 : 1.
  @Test func `odds are raised to the power 1 over the temperature`() {
    let model = TableModel(first: [0.9, 0.1], next: [[0.5, 0.5], [0.2, 0.8]])
    let sharp = TemperedModel(model, temperature: 0.5).tokenLogProbabilities(of: [[1, 0]])[0]
    #expect(largestGap(sharp.map { Double.exp($0) }, [1.0 / 82, 1.0 / 17]) < 1e-6)
    let flat = TemperedModel(model, temperature: 2).tokenLogProbabilities(of: [[1, 0]])[0]
    #expect(largestGap(flat.map { Double.exp($0) }, [0.25, 1.0 / 3]) < 1e-6)
  }

  @Test func `a temperature of 0 traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = TemperedModel(SmallModels.recurrent(), temperature: 0)
    }
  }
}
