import Decisions
import Testing

@Suite struct BellmanOperatorTests {
  let tied = Sample.tied

  @Test func `backups of V by hand`() {
    let values = StateValues([3, 5], over: tied.space)
    // A: stay 1 + ½·3 = 2.5, go 0 + ½·5 = 2.5; B: 2 + ½·5 = 4.5.
    #expect(bellmanOptimality(of: values, on: tied, discount: 0.5).values == [2.5, 4.5])
    let often = Policy(over: tied.space) { state, action in
      state == "B" ? 1 : action == "stay" ? 0.25 : 0.75
    }
    let other = StateValues([4, 8], over: tied.space)
    // A: ¼ (1 + 2) + ¾ (0 + 4) = 3.75; B: 2 + 4 = 6.
    #expect(
      bellmanExpectation(of: other, under: often, on: tied, discount: 0.5).values == [3.75, 6])
  }

  @Test func `backups of Q by hand`() {
    let values = ActionValues([1, 3, 5], over: tied.space)
    // max Q(A) = 3, max Q(B) = 5: (A, stay) 1 + 1.5, (A, go) 0 + 2.5, (B, stay) 2 + 2.5.
    #expect(bellmanOptimality(of: values, on: tied, discount: 0.5).values == [2.5, 2.5, 4.5])
    let half = Policy.uniform(over: tied)
    // Σ π Q(A) = 2: (A, stay) 1 + 1.
    #expect(
      bellmanExpectation(of: values, under: half, on: tied, discount: 0.5).values == [2, 2.5, 4.5])
  }

  @Test func `looking ahead from V ignores what V says of terminal states`() {
    let corridor = Sample.corridor(length: 2, success: 1)
    let values = StateValues([0, 0, 99], over: corridor.space)
    #expect(actionValues(from: values, on: corridor, discount: 1).values == [-1, -1])
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `all four operators contract by the discount`(seed: UInt64) {
    let process = Sample.random(seed: seed, terminals: seed % 2 == 0 ? 0 : 3)
    let policy = Sample.policy(seed: seed, on: process)
    let discount = 0.9
    let u = Sample.values(seed: seed + 100, on: process)
    let v = Sample.values(seed: seed + 200, on: process)
    let slack = 1e-12
    func ratio(_ backedUp: Double, _ distance: Double) -> Bool {
      backedUp <= discount * distance + slack
    }
    let stateDistance = u.distance(to: v)
    #expect(
      ratio(
        bellmanOptimality(of: u, on: process, discount: discount)
          .distance(to: bellmanOptimality(of: v, on: process, discount: discount)), stateDistance))
    #expect(
      ratio(
        bellmanExpectation(of: u, under: policy, on: process, discount: discount)
          .distance(to: bellmanExpectation(of: v, under: policy, on: process, discount: discount)),
        stateDistance))
    let p = actionValues(from: u, on: process, discount: 1)
    let q = actionValues(from: v, on: process, discount: 1)
    #expect(
      ratio(
        bellmanOptimality(of: p, on: process, discount: discount)
          .distance(to: bellmanOptimality(of: q, on: process, discount: discount)),
        p.distance(to: q)))
    #expect(
      ratio(
        bellmanExpectation(of: p, under: policy, on: process, discount: discount)
          .distance(to: bellmanExpectation(of: q, under: policy, on: process, discount: discount)),
        p.distance(to: q)))
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `the operators are monotone, and optimality is no less than expectation`(seed: UInt64) {
    let process = Sample.random(seed: seed)
    let policy = Sample.policy(seed: seed, on: process)
    let low = Sample.values(seed: seed, on: process)
    let high = StateValues(
      zip(low.values, Sample.values(seed: seed + 1, on: process).values).map { $0 + $1.magnitude },
      over: process.space)
    func isBelow(_ a: StateValues<Int, Int>, _ b: StateValues<Int, Int>) -> Bool {
      zip(a.values, b.values).allSatisfy { $0 <= $1 + 1e-12 }
    }
    func best(_ v: StateValues<Int, Int>) -> StateValues<Int, Int> {
      bellmanOptimality(of: v, on: process, discount: 0.9)
    }
    func mean(_ v: StateValues<Int, Int>) -> StateValues<Int, Int> {
      bellmanExpectation(of: v, under: policy, on: process, discount: 0.9)
    }
    #expect(isBelow(best(low), best(high)))
    #expect(isBelow(mean(low), mean(high)))
    #expect(isBelow(mean(low), best(low)))
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `backing up Q is backing up V seen from the other side`(seed: UInt64) {
    let process = Sample.random(seed: seed)
    let values = Sample.values(seed: seed, on: process)
    let q = actionValues(from: values, on: process, discount: 0.8)
    #expect(
      bellmanOptimality(of: q, on: process, discount: 0.8).maxima.values
        == bellmanOptimality(of: q.maxima, on: process, discount: 0.8).values)
  }
}
