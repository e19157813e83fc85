import Glibc
import PortableMath
import RandomStreams
import Tensors
import Testing

struct GatedRecurrentUnitTests {
  /// Inputs, weights, bias and state.
  private func point(time: Int, batch: Int, hidden: Int, seed: UInt64 = 1) -> [Tensor] {
    var random = RandomStream(seed: seed)
    return [
      random.normals([time, batch, 3 * hidden]), random.normals([hidden, 3 * hidden]),
      random.normals([3 * hidden]), random.normals([batch, hidden]),
    ]
  }

  private func outputs(_ point: [Tensor]) -> Tensor {
    gatedRecurrentUnit(point[0], point[1], point[2], state: point[3])
  }

  @Test("Values and derivatives", arguments: [(1, 1, 1), (2, 1, 2), (3, 2, 3), (0, 2, 3)])
  func derivatives(time: Int, batch: Int, hidden: Int) {
    func reference(_ parts: [DoubleArray]) -> DoubleArray {
      let (inputs, weights, bias) = (parts[0], parts[1], parts[2])
      var (state, states) = (parts[3].values, [Double]())
      for t in 0..<time {
        let last = state
        for item in 0..<batch {
          func own(_ column: Int) -> Double {
            (0..<hidden).reduce(bias[[column]]) {
              $0 + last[item * hidden + $1] * weights[[$1, column]]
            }
          }
          func input(_ column: Int) -> Double { inputs[[t, item, column]] }
          for unit in 0..<hidden {
            let (keep, new) = (unit + hidden, unit + 2 * hidden)
            let r = Double.logistic(input(unit) + own(unit))
            let z = Double.logistic(input(keep) + own(keep))
            let n = Double.tanh(input(new) + r * own(new))
            state[item * hidden + unit] = (1 - z) * n + z * last[item * hidden + unit]
          }
        }
        states += state
      }
      return DoubleArray(shape: [time, batch, hidden]) { index in
        states[(index[0] * batch + index[1]) * hidden + index[2]]
      }
    }
    let point = point(time: time, batch: batch, hidden: hidden)
    expectDerivatives(of: outputs, matching: reference, at: point, seed: 3)
  }

  @Test func `a sequence is its parts one after the other, to the bit`() {
    let whole = point(time: 7, batch: 3, hidden: 17)
    let result = outputs(whole)
    for cut in 1..<7 {
      var (front, back) = (whole, whole)
      front[0] = whole[0].slice(0..<cut, along: 0)
      let first = outputs(front)
      back[0] = whole[0].slice(cut..<7, along: 0)
      back[3] = first.at(cut - 1, along: 0)
      #expect(concatenate([first, outputs(back)], along: 0) == result)
    }
  }

  @Test func `the gradient of a sequence eight times as long takes about eight times as long`() {
    func seconds(time: Int) -> Double {
      let point = point(time: time, batch: 2, hidden: 16)
      return (0..<3).map { _ in
        let start = processorSeconds()
        _ = gradient(at: point) { outputs($0).sum() }
        return processorSeconds() - start
      }.reduce(.infinity, Swift.min)
    }
    // With work at each time for all times it would be 64.
    #expect(seconds(time: 4096) < 25 * seconds(time: 512))
  }

  @Test func `shapes that don't fit trap and are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gatedRecurrentUnit(
        .zeros([5, 2, 9]), .zeros([3, 9]), .zeros([9]), state: .zeros([1, 3]))
    }
    let text = standardError(of: result)
    #expect(text.contains("inputs of shape [5, 2, 9], weights [3, 9], bias [9] and state [1, 3]"))
  }
}

struct LongShortTermMemoryTests {
  /// The outputs at all times and, behind them, the last cell.
  private func outputs(_ point: [Tensor]) -> Tensor {
    let (outputs, cell) = longShortTermMemory(
      point[0], point[1], output: point[2], cell: point[3])
    return concatenate([outputs, cell.expandingAxis(at: 0)], along: 0)
  }

  @Test(
    "Values and derivatives",
    arguments: [(1, 1, 1), (2, 1, 2), (3, 2, 3), (0, 2, 3)], 1...2 as ClosedRange<UInt64>)
  func derivatives(size: (time: Int, batch: Int, hidden: Int), seed: UInt64) {
    let (time, batch, hidden) = size
    func reference(_ parts: [DoubleArray]) -> DoubleArray {
      let (inputs, weights) = (parts[0], parts[1])
      var (output, cell, states) = (parts[2].values, parts[3].values, [Double]())
      for t in 0..<time {
        let last = output
        for item in 0..<batch {
          func gate(_ number: Int, _ unit: Int) -> Double {
            (0..<hidden).reduce(inputs[[t, item, number * hidden + unit]]) {
              $0 + last[item * hidden + $1] * weights[[$1, number * hidden + unit]]
            }
          }
          for unit in 0..<hidden {
            let place = item * hidden + unit
            cell[place] =
              Double.logistic(gate(1, unit)) * cell[place]
              + Double.logistic(gate(0, unit)) * Double.tanh(gate(2, unit))
            output[place] = Double.logistic(gate(3, unit)) * Double.tanh(cell[place])
          }
        }
        states += output
      }
      states += cell
      return DoubleArray(shape: [time + 1, batch, hidden]) { index in
        states[(index[0] * batch + index[1]) * hidden + index[2]]
      }
    }
    var random = RandomStream(seed: seed)
    let point = [
      random.normals([time, batch, 4 * hidden]), random.normals([hidden, 4 * hidden]),
      random.normals([batch, hidden]), random.normals([batch, hidden]),
    ]
    expectDerivatives(of: outputs, matching: reference, at: point, seed: seed)
  }
}

/// What the calling thread has used so far.
private func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}
