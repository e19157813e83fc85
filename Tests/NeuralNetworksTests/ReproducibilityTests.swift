import NeuralNetworks
import Tensors
import Testing

/// Training gives the same bits everywhere. The instruction level is one of the process, so these tests run one by one.
@Suite(.serialized) struct ReproducibilityTests {
  /// What the parameters hash to after 200 steps, on every machine. They change with any change of the arithmetic: of a
  /// kernel's order, a polynomial, a layer's formula, a random stream. Such a change is noted in CHANGELOG.md as one that
  /// changes recorded outputs.
  private static let recorded: [String: UInt64] = [
    "multilayer perceptron": 0x1930_f519_13cb_e588,
    "convolution network": 0x5d68_4e0d_f3e5_412b,
    "recurrent network": 0x6e26_bcd0_d819_489a,
  ]

  @Test(arguments: TrainingRun.all.indices)
  func `a run gives the same bytes at every instruction level and with one thread and two`(
    index: Int
  ) {
    let run = TrainingRun.all[index]
    let level = InstructionLevel.inUse
    defer { InstructionLevel.use(level) }
    for level in InstructionLevel.supported {
      InstructionLevel.use(level)
      #expect(InstructionLevel.inUse == level)
      for threads in [1, 2] {
        let digest = digest(of: run.perform(200, threads).parameters)
        #expect(
          digest == Self.recorded[run.name],
          "\(run.name) at \(level) with \(threads) threads: 0x\(String(digest, radix: 16))")
      }
    }
  }

  @Test(arguments: TrainingRun.all.indices)
  func `a step takes no fresh buffer once it has warmed up`(index: Int) {
    let run = TrainingRun.all[index]
    _ = run.perform(5, 1)
    let before = Tensor.freshBufferCount
    _ = run.perform(20, 1)
    #expect(Tensor.freshBufferCount == before)
  }

  @Test(arguments: TrainingRun.all.indices)
  func `each run learns, so that its bits have something to say`(index: Int) throws {
    let (losses, parameters) = TrainingRun.all[index].perform(200, 1)
    #expect(try #require(losses.last) < 0.6 * #require(losses.first))
    #expect(parameters.scalars.allSatisfy { $0.isFinite })
  }

  @Test(.enabled(if: InstructionLevel.supported.count < InstructionLevel.allCases.count))
  func `a level that the processor lacks traps`() async {
    await #expect(processExitsWith: .failure) { InstructionLevel.use(.avx512) }
  }

  @Test func `levels grow, and the baseline is always there`() {
    #expect(InstructionLevel.supported.first == .baseline)
    #expect(InstructionLevel.supported == InstructionLevel.supported.sorted())
    #expect(InstructionLevel.supported.contains(InstructionLevel.inUse))
  }

  /// FNV-1a over the bits of the numbers, in order.
  private func digest(of tensor: Tensor) -> UInt64 {
    tensor.scalars.reduce(0xcbf2_9ce4_8422_2325) { hash, number in
      (0..<4).reduce(hash) { hash, byte in
        (hash ^ UInt64(number.bitPattern >> (8 * byte) & 0xff)) &* 0x100_0000_01b3
      }
    }
  }
}
