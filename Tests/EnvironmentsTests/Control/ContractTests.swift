import Decisions
import Environments
import RandomStreams
import Synchronization
import Testing

/// An environment by name, and its check against the contract of all environments.
struct Contractor: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let findings: @Sendable () -> [String]

  init<World: Environment>(_ name: String, _ world: @escaping @Sendable () -> World)
  where World.State: Equatable {
    testDescription = name
    findings = { checkContract(of: world(), seed: 2025) }
  }

  init<World: ObservedEnvironment>(seen name: String, _ world: @escaping @Sendable () -> World)
  where World.State: Equatable, World.ObservationSpace.Element: Equatable {
    testDescription = name
    findings = { checkContract(observing: world(), seed: 2025) }
  }

  static let control: [Contractor] = [
    Contractor(seen: "cart and pole") { CartPole() },
    Contractor(seen: "cart and pole, at most 500 steps") { CartPole.v1 },
    Contractor(seen: "cart and pole, at most 10 steps") { TimeLimited(CartPole(), limit: 10) },
    Contractor(seen: "car") { MountainCar() },
    Contractor(seen: "car, at most 200 steps") { MountainCar.v0 },
    Contractor(seen: "two links") { Acrobot() },
    Contractor(seen: "two links, at most 500 steps") { Acrobot.v1 },
    Contractor(seen: "pendulum") { Pendulum() },
    Contractor(seen: "pendulum, 200 steps") { Pendulum.v1 },
    Contractor(seen: "robot's hand") { RobotHand() },
    Contractor(seen: "robot's firm hand of two joints") {
      RobotHand(jointCount: 2, notches: 1, distances: 3, reach: 0, grip: 1)
    },
    Contractor(seen: "stack of frames") { FrameStack(MountainCar.v0, count: 3) },
    Contractor(seen: "difference of frames") { FrameDifference(CartPole.v1) },
    Contractor(seen: "stack of differences, cut off") {
      TimeLimited(FrameStack(FrameDifference(Pendulum()), count: 2), limit: 20)
    },
  ]

  static let finite: [Contractor] = [
    Contractor("bandit") { Bandit.bernoulli([0.1, 0.5, 0.8]) },
    Contractor("n-chain") { NChain() },
    Contractor("discounting chain") { DiscountingChain(bonusChain: 3) },
    Contractor("random walk") { RandomWalk() },
    Contractor("short corridor") { ShortCorridor() },
    Contractor("5×5 grid") { Gridworld.suttonBarto5x5() },
    Contractor("4×4 grid") { Gridworld.suttonBarto4x4() },
    Contractor("lake 4×4") { FrozenLake.fourByFour() },
    Contractor("firm lake 8×8") { FrozenLake.eightByEight(isSlippery: false) },
    Contractor("cliff") { CliffWalking() },
    Contractor("windy grid") { WindyGridworld() },
    Contractor("windy grid, stochastic") { WindyGridworld(moves: .king, isStochastic: true) },
    Contractor("4×3 world") { TextGrid.russellNorvig4x3() },
    Contractor("gambler") { Gambler() },
    Contractor("blackjack") { Blackjack() },
    Contractor("taxi") { Taxi() },
    Contractor("forest") { ForestManagement() },
    Contractor("recycling robot") { RecyclingRobot() },
    Contractor("car rental") { JacksCarRental() },
    Contractor("lake, cut off") { TimeLimited(FrozenLake.fourByFour(), limit: 5) },
    Contractor("a table as its own world") { FrozenLake.fourByFour().process },
  ]
}

@Suite struct ContractTests {
  @Test(arguments: Contractor.control + Contractor.finite)
  func `every environment keeps the contract`(world: Contractor) {
    #expect(world.findings() == [])
  }
}

/// Each twisted world breaks one rule and must be found out for it.
@Suite struct ContractFindingTests {
  private func expectFindings(
    _ kind: String, in world: Twisted, containing text: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let findings = checkContract(observing: world, seed: 1)
    #expect(!findings.isEmpty, sourceLocation: sourceLocation)
    #expect(
      findings.allSatisfy { $0.hasPrefix("\(kind): ") }, "\(findings)",
      sourceLocation: sourceLocation)
    #expect(
      text.isEmpty || findings.contains { $0.contains(text) }, "\(findings)",
      sourceLocation: sourceLocation)
  }

  @Test func `a world that is left as it is keeps the contract`() {
    #expect(checkContract(observing: Twisted(), seed: 1) == [])
  }

  @Test func `a start drawn from a hidden place`() {
    let count = Counter()
    var world = Twisted()
    world.changeStart = { _ in CartPole.State(position: 0.001 * Double(count.next())) }
    // Each single step is as it should be; only an episode played again starts elsewhere.
    let findings = checkContract(observing: world, seed: 1)
    #expect(findings.contains { $0.hasPrefix("start: the same stream started in ") })
    #expect(findings.contains { $0.hasPrefix("interleaving: step 0") })
  }

  @Test func `a step drawn from a hidden place`() {
    let count = Counter()
    var world = Twisted()
    world.changeStep = { step in
      var step = step
      if count.next() % 10 == 0 { step.next.position += 0.01 }
      return step
    }
    let findings = checkContract(observing: world, seed: 1)
    #expect(findings.contains { $0.hasPrefix("purity: ") && $0.contains("taken again") })
  }

  @Test func `a memory that only another time shows`() {
    let count = Counter()
    var world = Twisted()
    // A step and its first repetition agree.
    world.changeStep = { step in
      Step(reward: Double(count.next() / 2), next: step.next, ending: step.ending)
    }
    let findings = checkContract(observing: world, seed: 1)
    #expect(findings.contains { $0.hasPrefix("purity: ") && $0.contains("taken later") })
    #expect(!findings.contains { $0.contains("taken again") })
  }

  @Test func `an end that is none, and one that nobody told`() {
    var world = Twisted()
    world.changeStep = { step in
      Step(reward: 1, next: step.next, ending: step.next.velocity > 0.2 ? .terminated : step.ending)
    }
    expectFindings("ending", in: world, containing: "which still offers [")
    world.changeStep = { Step(reward: $0.reward, next: $0.next) }
    expectFindings("actions", in: world, containing: "goes on, but offers no action")
  }

  @Test func `a reward that is no number`() {
    var world = Twisted()
    world.changeStep = { Step(reward: 1 / ($0.reward - 1), next: $0.next, ending: $0.ending) }
    expectFindings("reward", in: world, containing: "paid inf")
  }

  @Test func `an observation outside of its space, and one that changes`() {
    var world = Twisted()
    world.changeObservation = { [$0[0], $0[1], $0[2] + 1, $0[3]] }
    expectFindings("observation", in: world, containing: "which is not in Box")
    let count = Counter()
    world.changeObservation = { $0.map { $0 + 1e-9 * Double(count.next()) } }
    expectFindings("observation", in: world, containing: "and otherwise")
  }

  @Test func `an action that is not in the action space`() {
    var world = Twisted()
    world.actionSpace = [.left]
    expectFindings("actions", in: world, containing: "offers right, which is not in [")
  }
}

/// The cart and its pole with one thing changed.
private struct Twisted: ObservedEnvironment {
  let base = CartPole()
  var changeStart: @Sendable (CartPole.State) -> CartPole.State = { $0 }
  var changeStep: @Sendable (Step<CartPole.State>) -> Step<CartPole.State> = { $0 }
  var changeObservation: @Sendable ([Double]) -> [Double] = { $0 }
  var actionSpace = CartPole.Action.allCases

  var observationSpace: Box { base.observationSpace }

  func start(using generator: inout some RandomNumberGenerator) -> CartPole.State {
    changeStart(base.start(using: &generator))
  }

  func actions(in state: CartPole.State) -> [CartPole.Action] { base.actions(in: state) }

  func step(
    from state: CartPole.State, taking action: CartPole.Action,
    using generator: inout some RandomNumberGenerator
  ) -> Step<CartPole.State> {
    changeStep(base.step(from: state, taking: action, using: &generator))
  }

  func observation(of state: CartPole.State) -> [Double] {
    changeObservation(base.observation(of: state))
  }
}

/// A hidden state, such as no environment may have.
private final class Counter: Sendable {
  private let count = Mutex(0)
  func next() -> Int {
    count.withLock { count in
      count += 1
      return count - 1
    }
  }
}
