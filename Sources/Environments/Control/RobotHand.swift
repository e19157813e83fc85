public import Decisions
import PortableMath
import RandomStreams

/// A robot's hand that closes around what is near and opens for what is not: what to do takes one
/// look at the distance, what that is worth takes the angle of every joint.
///
/// - States: ``State``: the distance of an object, which stays where it is, and how far each joint
///   is bent, in notches.
/// - Actions: ``Action``: close or open, for the whole hand.
/// - Dynamics: Each joint that can follows by one notch with the same probability, independently:
///   tendons slip.
/// - Rewards: −1 a step.
/// - Start: Every distance and every position of the joints that is not final, equally likely.
/// - End: When all joints are fully bent around an object within reach, or fully stretched before
///   one that is not.
///
/// ## What is best
///
/// Close when the distance is at most ``reach``, else open: one threshold, in whatever position the
/// joints are and for every discount.
///
/// *Proof.* Say the object is within reach, and joint j has k_j notches to go. Toss one coin a
/// joint and step for whether it follows, whatever the command. For fixed coins and commands, a
/// hand with fewer notches to go at every joint keeps that lead, as no step turns k ≤ k′ into the
/// opposite; so it is done no later. Closing now leaves k_j or k_j − 1 notches to go, opening with
/// the same coins k_j or more. Whatever is commanded after opening may be commanded after closing
/// too, and the end then comes no later. A later end is never worth more. The other case is the
/// mirror image. ∎
///
/// The value of that policy is the time that the slowest joint takes: see
/// ``optimalValue(of:discount:)``. It depends on every joint, and a table of Q has 2 · distances ·
/// (notches + 1)^joints entries, where the policy has two parameters:
/// ``policy(threshold:steepness:)``.
///
/// > Note: Made for this course, after the remark that a policy may be simpler than its values: a
/// > robot arm need only know when to open and close its hand.
public struct RobotHand: FiniteEnvironment, ObservedEnvironment, CustomStringConvertible {
  /// The distance of the object and the position of the joints.
  public struct State: Sendable, Hashable, CustomStringConvertible {
    /// How far away the object is, from 0.
    public var distance: Int
    /// How many notches each joint is bent, from 0, shape [joints].
    public var joints: [Int]

    /// The distance of the object and the position of the joints.
    public init(distance: Int, joints: [Int]) {
      self.distance = distance
      self.joints = joints
    }

    /// Such as "3 away, bent 0 2 1".
    public var description: String {
      "\(distance) away, bent \(joints.map { "\($0)" }.joined(separator: " "))"
    }
  }

  /// What the whole hand is told.
  public enum Action: String, Sendable, CaseIterable, CustomStringConvertible {
    /// Stretch all joints.
    case open
    /// Bend all joints.
    case close

    /// The action in a word.
    public var description: String { rawValue }
  }

  /// How many joints the hand has.
  public let jointCount: Int
  /// How many notches a joint can be bent.
  public let notches: Int
  /// How many distances there are, 0 ..< `distances`.
  public let distances: Int
  /// The largest distance from which an object can be grasped.
  public let reach: Int
  /// The probability that a joint follows a command.
  public let grip: Double
  /// The exact dynamics.
  public let process: FiniteMDP<State, Action>

  /// A hand.
  ///
  /// - Parameters:
  ///   - jointCount: How many joints it has, at least 1.
  ///   - notches: How many notches each can be bent, at least 1.
  ///   - distances: How many distances there are, at least 2.
  ///   - reach: The largest distance within reach; at least one is not.
  ///   - grip: The probability that a joint follows, in (0, 1].
  public init(
    jointCount: Int = 3, notches: Int = 4, distances: Int = 8, reach: Int = 3, grip: Double = 0.8
  ) {
    guard jointCount >= 1, notches >= 1, (0..<(distances - 1)).contains(reach), grip > 0, grip <= 1
    else {
      fatalError(
        """
        a hand of \(jointCount) joints with \(notches) notches, \(distances) distances, a reach of \
        \(reach) and a grip of \(grip)
        """)
    }
    self.jointCount = jointCount
    self.notches = notches
    self.distances = distances
    self.reach = reach
    self.grip = grip
    let rules = Rules(notches: notches, reach: reach, grip: grip)
    let states = (0..<distances).flatMap { distance in
      Self.positions(jointCount: jointCount, notches: notches).map {
        State(distance: distance, joints: $0)
      }
    }
    let starts = states.filter { !rules.isOver($0) }
    process = FiniteMDP(
      states: states, actions: Action.allCases,
      start: Dictionary(uniqueKeysWithValues: starts.map { ($0, 1 / Double(starts.count)) }),
      offered: { rules.isOver($0) ? [] : Action.allCases }, outcomes: rules.outcomes)
  }

  /// Close and open; none when the hand is where it should be.
  public func actions(in state: State) -> [Action] { rules.isOver(state) ? [] : Action.allCases }

  /// Draws a distance and joints until they are not final.
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    while true {
      let state = State(
        distance: Int.uniform(below: distances, using: &generator),
        joints: (0..<jointCount).map { _ in Int.uniform(below: notches + 1, using: &generator) })
      if !rules.isOver(state) { return state }
    }
  }

  /// Draws for each joint in turn whether it follows.
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    guard !rules.isOver(state) else { trapOnStep(after: state) }
    var next = state
    for joint in state.joints.indices where Bool.bernoulli(grip, using: &generator) {
      next.joints[joint] = rules.notch(after: state.joints[joint], on: action)
    }
    return Step(reward: -1, next: next, ending: rules.isOver(next) ? .terminated : nil)
  }

  /// The distance and each joint, as shares of the largest.
  public var observationSpace: Box { Box(Interval(0...1), dimension: 1 + jointCount) }

  /// Open and close.
  public var actionSpace: [Action] { Action.allCases }

  /// The distance and each joint, as shares of the largest.
  public func observation(of state: State) -> [Double] {
    [Double(state.distance) / Double(distances - 1)]
      + state.joints.map { Double($0) / Double(notches) }
  }

  /// Such as "3 joints of 4 notches, 3 of 0 … 7 within reach, grip 0.8".
  public var description: String {
    """
    \(jointCount) joints of \(notches) notches, \(reach) of 0 … \(distances - 1) within reach, \
    grip \(grip)
    """
  }

  private var rules: Rules { Rules(notches: notches, reach: reach, grip: grip) }

  /// Every position of the joints, the last joint changing fastest.
  private static func positions(jointCount: Int, notches: Int) -> [[Int]] {
    (0..<jointCount).reduce([[]]) { positions, _ in
      positions.flatMap { position in (0...notches).map { position + [$0] } }
    }
  }
}

/// How a hand moves and when it is done.
private struct Rules {
  let notches: Int
  let reach: Int
  let grip: Double

  func isOver(_ state: RobotHand.State) -> Bool {
    let goal = state.distance <= reach ? notches : 0
    return state.joints.allSatisfy { $0 == goal }
  }

  /// Where a joint gets when it follows.
  func notch(after notch: Int, on action: RobotHand.Action) -> Int {
    action == .close ? min(notch + 1, notches) : max(notch - 1, 0)
  }

  /// Every way in which joints follow or slip; those at their end stay.
  func outcomes(
    _ state: RobotHand.State, _ action: RobotHand.Action
  ) -> [Outcome<RobotHand.State>] {
    state.joints.indices.reduce([Outcome(reward: -1, next: state)]) { outcomes, joint in
      let target = notch(after: state.joints[joint], on: action)
      guard target != state.joints[joint] else { return outcomes }
      return outcomes.flatMap { outcome in
        var (moved, slipped) = (outcome, outcome)
        moved.probability *= grip
        moved.next.joints[joint] = target
        slipped.probability *= 1 - grip
        return grip < 1 ? [moved, slipped] : [moved]
      }
    }
  }
}
