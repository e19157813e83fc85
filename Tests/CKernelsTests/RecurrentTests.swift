import CKernels
import PortableMath
import Testing

struct RecurrentTests {
  static let shapes = [(0, 4), (1, 1), (3, 15), (2, 16), (2, 17), (3, 40)]

  /// The new cell and the output of one LSTM unit from what goes into i, f, g, o.
  private func lstm(_ a: [Double], previous: Double) -> (cell: Double, output: Double) {
    let cell = .logistic(a[1]) * previous + .logistic(a[0]) * .tanh(a[2])
    return (cell, .logistic(a[3]) * .tanh(cell))
  }

  @Test("LSTM gates and their gradients agree with the reference", arguments: shapes)
  func lstmGates(batch: Int, hidden: Int) throws {
    let count = batch * hidden
    let inputs = [Float].random(4 * count, seed: 1)
    let previous = [Float].random(count, seed: 2)
    let (dOutput, dCell) = ([Float].random(count, seed: 3), [Float].random(count, seed: 4))
    // gates, cell, output, gradients of the gates, gradient of the previous cell
    let bits = Levels.commonBits {
      [Float](count: 11 * count) {
        let (cell, output) = ($0 + 4 * count, $0 + 5 * count)
        $0.update(from: inputs, count: 4 * count)
        kernel_lstm_gates(batch, hidden, $0, previous, cell, output)
        kernel_lstm_gates_gradient(
          batch, hidden, $0, previous, cell, dOutput, dCell, $0 + 6 * count, $0 + 10 * count)
      }
    }
    let values = try #require(bits).map(Float.init(bitPattern:))
    for unit in 0..<count {
      let gates = (0..<4).map { (unit / hidden * 4 + $0) * hidden + unit % hidden }
      let a = gates.map { Double(inputs[$0]) }
      let wanted = lstm(a, previous: Double(previous[unit]))
      let functions: [(Double) -> Double] = [
        Double.logistic, Double.logistic, Double.tanh, Double.logistic,
      ]
      expectClose(gates.map { values[$0] }, zip(functions, a).map { $0($1) }, relative: 2e-7)
      expectClose(
        [values[4 * count + unit], values[5 * count + unit]], [wanted.cell, wanted.output],
        relative: 4e-7, absolute: 1e-7)
      let slopes = centralDifferences(at: a + [Double(previous[unit])]) {
        let result = lstm(Array($0.prefix(4)), previous: $0[4])
        return Double(dOutput[unit]) * result.output + Double(dCell[unit]) * result.cell
      }
      expectClose(
        gates.map { values[6 * count + $0] } + [values[10 * count + unit]], slopes, relative: 2e-6,
        absolute: 2e-7)
    }
  }

  /// The output of one GRU unit from what the input and the state put into r, z, n.
  private func gru(_ a: [Double], _ b: [Double], previous: Double) -> Double {
    let (r, z) = (Double.logistic(a[0] + b[0]), Double.logistic(a[1] + b[1]))
    return (1 - z) * .tanh(a[2] + r * b[2]) + z * previous
  }

  @Test("GRU gates and their gradients agree with the reference", arguments: shapes)
  func gruGates(batch: Int, hidden: Int) throws {
    let count = batch * hidden
    let (inputs, states) = ([Float].random(3 * count, seed: 5), [Float].random(3 * count, seed: 6))
    let (previous, dOutput) = ([Float].random(count, seed: 7), [Float].random(count, seed: 8))
    // gates, output, gradients of what input and state put in, gradient of the previous state
    let bits = Levels.commonBits {
      [Float](count: 11 * count) {
        $0.update(from: inputs, count: 3 * count)
        kernel_gru_gates(batch, hidden, $0, states, previous, $0 + 3 * count)
        kernel_gru_gates_gradient(
          batch, hidden, $0, states, previous, dOutput, $0 + 4 * count, $0 + 7 * count,
          $0 + 10 * count)
      }
    }
    let values = try #require(bits).map(Float.init(bitPattern:))
    for unit in 0..<count {
      let gates = (0..<3).map { (unit / hidden * 3 + $0) * hidden + unit % hidden }
      let arguments = gates.map { Double(inputs[$0]) } + gates.map { Double(states[$0]) }
      let all = arguments + [Double(previous[unit])]
      let output = { (v: [Double]) in gru(Array(v[0..<3]), Array(v[3..<6]), previous: v[6]) }
      expectClose([values[3 * count + unit]], [output(all)], relative: 4e-7, absolute: 2e-7)
      expectClose(
        gates.map { values[4 * count + $0] } + gates.map { values[7 * count + $0] }
          + [values[10 * count + unit]],
        centralDifferences(at: all) { Double(dOutput[unit]) * output($0) }, relative: 2e-6,
        absolute: 3e-7)
    }
  }

  @Test func `Gradients may replace what they are computed from`() {
    let (gates, previous) = (
      [Float].random(4 * 34, in: 0..<1, seed: 9), [Float].random(34, seed: 10)
    )
    let (cell, d) = ([Float].random(34, seed: 11), [Float].random(34, seed: 12))
    var (dGates, dPrevious) = (
      [Float](repeating: 0, count: 4 * 34), [Float](repeating: 0, count: 34)
    )
    kernel_lstm_gates_gradient(2, 17, gates, previous, cell, d, d, &dGates, &dPrevious)
    var (inPlace, dInPlace) = (gates, d)
    inPlace.withUnsafeMutableBufferPointer { gates in
      dInPlace.withUnsafeMutableBufferPointer { d in
        kernel_lstm_gates_gradient(
          2, 17, gates.baseAddress, previous, cell, [Float](d), d.baseAddress, gates.baseAddress,
          d.baseAddress)
      }
    }
    #expect(inPlace.bits == dGates.bits)
    #expect(dInPlace.bits == dPrevious.bits)
  }
}
