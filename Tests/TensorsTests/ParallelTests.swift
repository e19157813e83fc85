import Glibc
import RandomStreams
import Synchronization
import Tensors
import Testing

@Suite struct ParallelTests {
  private struct Failure: Error, Equatable { let item: Int }

  @Test(arguments: [1, 2, 3, 16])
  func `results stand in the order of the items`(threads: Int) {
    let calls = Atomic(0)
    let squares = concurrentMap(10..<110, threads: threads) { item in
      calls.add(1, ordering: .relaxed)
      return item * item
    }
    #expect(squares == (10..<110).map { $0 * $0 })
    #expect(calls.load(ordering: .relaxed) == 100)
  }

  @Test func `nothing comes of no items`() {
    #expect(concurrentMap([Int](), threads: 4) { $0 } == [])
  }

  @Test(arguments: [1, 2, 4])
  func `the first failure, in order, is thrown`(threads: Int) {
    #expect(throws: Failure(item: 3)) {
      try concurrentMap(Array(0..<50), threads: threads) { item throws(Failure) in
        if item % 7 == 3 { throw Failure(item: item) }
        return item
      }
    }
  }

  @Test func `streams of their own make random results independent of threads`() {
    let experiment = RandomStream(seed: 4)
    func means(threads: Int) -> [Float] {
      concurrentMap(0..<20, threads: threads) { item in
        var stream = experiment.child(item)
        return Tensor(normal: [1000], using: &stream).mean().scalar
      }
    }
    #expect(means(threads: 1) == means(threads: 3))
  }

  @Test(arguments: [1, 2, 5])
  func `a gradient over shards is the sum in their order`(threads: Int) {
    var stream = RandomStream(seed: 1)
    let x = [Tensor(normal: [3, 2], using: &stream), Tensor(normal: [2], using: &stream)]
    let shards = (0..<5).map { _ in Tensor(normal: [4, 3], using: &stream) }
    @Sendable func loss(_ x: [Tensor], _ shard: Tensor) -> Tensor {
      square(matmul(shard, x[0]) + x[1]).sum()
    }
    let (value, gradient) = valueAndGradient(
      at: x, sumOver: shards, threads: threads, of: loss)
    let parts = shards.map { shard in valueAndGradient(at: x) { loss($0, shard) } }
    #expect(value == parts.dropFirst().reduce(parts[0].value) { $0 + $1.value })
    for index in 0..<2 {
      let sum = parts.dropFirst().reduce(parts[0].gradient[index]) { $0 + $1.gradient[index] }
      #expect(gradient[index] == sum)
    }
  }

  @Test(arguments: [1, 2])
  func `gradients over shards can be nested in another gradient`(threads: Int) {
    // f = Σ s x³ = 6 x³, f′ = 18 x² = 4.5, and the gradient of f′² is 2 f′ · 36 x = 162.
    let x = Tensor(0.5)
    let slope = gradient(at: x) { x in
      let inner = valueAndGradient(at: x, sumOver: [1, 2, 3], threads: threads) { x, shard in
        Float(shard) * square(x) * x
      }.gradient
      return inner * inner
    }
    #expect(slope.scalar == 162)
  }

  @Test func `processors are those that the process may use`() async {
    #expect(processorCount >= 1)
    await #expect(processExitsWith: .success) {
      // The C library has it for programmes that ask for its own extensions.
      typealias SetAffinity = @convention(c) (Int32, Int, UnsafeRawPointer) -> Int32
      let setAffinity = unsafeBitCast(
        try #require(dlsym(nil, "sched_setaffinity")), to: SetAffinity.self)
      let isSet = (0..<1024).contains { processor in
        var one = [UInt8](repeating: 0, count: 128)
        one[processor / 8] = 1 << (processor % 8)
        return setAffinity(0, one.count, one) == 0
      }
      exit(isSet && processorCount == 1 ? EXIT_SUCCESS : EXIT_FAILURE)
    }
  }

  @Test func `no threads and no shards trap`() async {
    await #expect(processExitsWith: .failure) { _ = concurrentMap([1], threads: 0) { $0 } }
    await #expect(processExitsWith: .failure) {
      _ = valueAndGradient(at: Tensor(1), sumOver: [Int]()) { x, _ in x }
    }
  }
}
