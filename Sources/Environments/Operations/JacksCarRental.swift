public import Decisions
import PortableMath
import RandomStreams

/// Two car lots; every night Jack moves cars between them so that none runs out.
///
/// - States: The cars on each lot at the end of a day, 0 … 20 each.
/// - Actions: Cars moved overnight from the first lot to the second, −5 … 5, as many as there are.
/// - Dynamics: Cars moved to a full lot are lost. By day, requests arrive (Poisson, means 3 and 4) and take the cars that
///   are there; then cars come back (means 3 and 2) and can be rented from the next day on; above 20 they are lost.
/// - Rewards: 10 a car rented, −2 a car moved. *In the table R(s, a, s′) is the mean reward given the next state*: the
///   simulator pays what was rented, which the next state does not fix.
/// - Start: 10 cars on each lot; the book names no start.
/// - End: Never; the book discounts with 0.9.
///
/// > Reference: Sutton & Barto (2018), example 4.2.
public struct JacksCarRental: FiniteEnvironment {
  /// Cars on each lot.
  public struct State: Sendable, Hashable, CustomStringConvertible {
    /// Cars on the first lot.
    public var first: Int
    /// Cars on the second lot.
    public var second: Int

    /// Cars on each lot.
    public init(first: Int, second: Int) {
      self.first = first
      self.second = second
    }

    /// Such as "(10, 10)".
    public var description: String { "(\(first), \(second))" }
  }

  /// How busy a lot is.
  public struct Lot: Sendable, Hashable {
    /// The mean number of requests a day.
    public var requests: Double
    /// The mean number of cars that come back a day.
    public var returns: Double

    /// How busy a lot is.
    public init(requests: Double, returns: Double) {
      self.requests = requests
      self.returns = returns
    }
  }

  /// The first lot.
  public let firstLot: Lot
  /// The second lot.
  public let secondLot: Lot
  /// The most cars on a lot.
  public let capacity: Int
  /// The most cars moved in a night.
  public let largestMove: Int
  /// What renting a car pays.
  public let rent: Double
  /// What moving a car costs.
  public let moveCost: Double
  /// The exact dynamics.
  public let process: FiniteMDP<State, Int>

  /// Jack's problem; the defaults are the book's.
  ///
  /// - Parameters:
  ///   - firstLot: How busy the first lot is.
  ///   - secondLot: How busy the second lot is.
  ///   - capacity: The most cars on a lot, at least 1.
  ///   - largestMove: The most cars moved in a night, in either direction.
  ///   - rent: What renting a car pays.
  ///   - moveCost: What moving a car costs.
  ///   - largestCount: Where the sums over requests and returns end. With 60 what is left out is
  ///     below 10⁻⁴⁵.
  /// - Complexity: O(capacity⁴ × moves) for the table, 1.8 million outcomes by default.
  public init(
    firstLot: Lot = Lot(requests: 3, returns: 3), secondLot: Lot = Lot(requests: 4, returns: 2),
    capacity: Int = 20, largestMove: Int = 5, rent: Double = 10, moveCost: Double = 2,
    largestCount: Int = 60
  ) {
    guard capacity >= 1, largestMove >= 0, largestCount >= 1 else {
      fatalError(
        "a capacity of \(capacity), moves up to \(largestMove), sums up to \(largestCount): all too small"
      )
    }
    self.firstLot = firstLot
    self.secondLot = secondLot
    self.capacity = capacity
    self.largestMove = largestMove
    self.rent = rent
    self.moveCost = moveCost
    let first = LotDay(firstLot, capacity: capacity, largestCount: largestCount)
    let second = LotDay(secondLot, capacity: capacity, largestCount: largestCount)
    let states = (0...capacity).flatMap { one in
      (0...capacity).map { State(first: one, second: $0) }
    }
    let space = StateActionSpace(
      states: states, actions: Array(-largestMove...largestMove),
      offered: { Array(-min(largestMove, $0.second)...min(largestMove, $0.first)) })
    var rows = RowBuilder(stateCount: states.count)
    for (number, state) in states.enumerated() {
      for pair in space.pairs(ofState: number) {
        let moved = space.action(ofPair: pair)
        let morning = (
          min(capacity, state.first - moved), min(capacity, state.second + moved)
        )
        for one in 0...capacity {
          for two in 0...capacity {
            rows.add(
              probability: first.probability[morning.0][one] * second.probability[morning.1][two],
              reward: rent * (first.rented[morning.0][one] + second.rented[morning.1][two])
                - moveCost * Double(moved.magnitude),
              next: one * (capacity + 1) + two)
          }
        }
        rows.endPair()
      }
    }
    var start = [Double](repeating: 0, count: states.count)
    start[space.number(of: State(first: capacity / 2, second: capacity / 2))] = 1
    process = FiniteMDP(
      space: space, table: rows.table(pairStarts: space.pairStarts), startProbabilities: start)
  }

  /// As many cars as there are, up to the largest move either way.
  public func actions(in state: State) -> [Int] {
    (-largestMove...largestMove).filter { $0 <= state.first && -$0 <= state.second }
  }

  /// Half of what each lot holds.
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    State(first: capacity / 2, second: capacity / 2)
  }

  /// A night and a day.
  public func step(
    from state: State, taking action: Int, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    var next = State(
      first: min(state.first - action, capacity), second: min(state.second + action, capacity))
    var reward = -moveCost * Double(abs(action))
    for (lot, cars) in [(firstLot, \State.first), (secondLot, \State.second)] {
      let rented = min(Self.arrivals(lot.requests, &generator), next[keyPath: cars])
      reward += rent * Double(rented)
      let returned = Self.arrivals(lot.returns, &generator)
      next[keyPath: cars] = min(next[keyPath: cars] - rented + returned, capacity)
    }
    return Step(reward: reward, next: next)
  }

  /// A Poisson number: the arrivals within one day when the times between them are exponential.
  private static func arrivals(_ mean: Double, _ generator: inout some RandomNumberGenerator) -> Int
  {
    guard mean > 0 else { return 0 }
    var count = 0
    var time = Double.exponential(rate: mean, using: &generator)
    while time < 1 {
      count += 1
      time += Double.exponential(rate: mean, using: &generator)
    }
    return count
  }
}

/// What a day does to one lot.
private struct LotDay {
  /// The probability of each number of cars in the evening, for each in the morning.
  var probability: [[Double]]
  /// The mean number of cars rented, given both.
  var rented: [[Double]]

  init(_ lot: JacksCarRental.Lot, capacity: Int, largestCount: Int) {
    let requests = Self.poisson(lot.requests, largestCount: largestCount)
    let returns = Self.poisson(lot.returns, largestCount: largestCount)
    let zeros = [Double](repeating: 0, count: capacity + 1)
    probability = [[Double]](repeating: zeros, count: capacity + 1)
    rented = probability
    for morning in 0...capacity {
      for (requested, requestProbability) in requests.enumerated() {
        let gone = min(morning, requested)
        for (returned, returnProbability) in returns.enumerated() {
          let evening = min(capacity, morning - gone + returned)
          let joint = requestProbability * returnProbability
          probability[morning][evening] += joint
          rented[morning][evening] += joint * Double(gone)
        }
      }
      for evening in 0...capacity where probability[morning][evening] > 0 {
        rented[morning][evening] /= probability[morning][evening]
      }
    }
  }

  /// The Poisson probabilities of 0 … `largestCount`, pₖ₊₁ = pₖ λ / (k + 1).
  private static func poisson(_ mean: Double, largestCount: Int) -> [Double] {
    var result = [Double.exp(-mean)]
    for count in 1...largestCount { result.append(result[count - 1] * mean / Double(count)) }
    return result
  }
}
