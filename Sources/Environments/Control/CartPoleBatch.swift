public import Decisions
public import RandomStreams

/// Many carts with poles, stepped eight at a time: bit for bit what
/// `Batch(TimeLimited(CartPole(), limit: limit), count: count, stream: stream)` does, only faster.
///
/// Each of the four numbers of the states has an array of its own, in groups of eight lanes, so
/// that one instruction serves several carts.
public struct CartPoleBatch: EnvironmentBatch {
  /// What is stepped.
  public typealias World = TimeLimited<CartPole>

  private typealias Group = SIMD8<Double>

  /// The cart and its pole, with a largest number of steps.
  public let world: World
  /// How many carts there are.
  public let count: Int
  /// 1 for each cart; zeros before the first step.
  public private(set) var rewards: [Double]
  /// The episodes that the last step ended, in the order of their carts.
  public private(set) var ended: [EndedEpisode<World.State>] = []

  // Lanes past the last cart stand still and are put back after each step.
  private var positions: [Group]
  private var velocities: [Group]
  private var angles: [Group]
  private var angularVelocities: [Group]
  /// The steps that each episode has taken; as doubles, which compare in the same lanes.
  private var elapsed: [Group]
  private var streams: [RandomStream]

  /// Starts many carts.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - limit: The largest number of steps of an episode, by default that of ``CartPole/v1``.
  ///   - stream: Where the starts come from: cart i draws from child i.
  public init(count: Int, limit: Int = 500, stream: RandomStream) {
    guard count >= 0 else { fatalError("a batch of \(count) carts") }
    world = TimeLimited(CartPole(), limit: limit)
    self.count = count
    let groups = [Group](repeating: .zero, count: (count + 7) / 8)
    (positions, velocities, angles, angularVelocities) = (groups, groups, groups, groups)
    elapsed = groups
    rewards = [Double](repeating: 0, count: count)
    streams = (0..<count).map { stream.child($0) }
    for index in 0..<count { restart(index) }
  }

  /// The state that a cart is in.
  public subscript(index: Int) -> World.State {
    guard index >= 0, index < count else { fatalError("cart \(index) of \(count)") }
    let (group, lane) = (index >> 3, index & 7)
    return World.State(
      CartPole.State(
        position: positions[group][lane], velocity: velocities[group][lane],
        angle: angles[group][lane], angularVelocity: angularVelocities[group][lane]),
      elapsed: Int(elapsed[group][lane]))
  }

  /// Pushes each cart, and starts anew where that ended the episode.
  public mutating func step(taking actions: [CartPole.Action]) {
    requireActions(actions.count, for: count)
    ended.removeAll(keepingCapacity: true)
    for index in rewards.indices { rewards[index] = 1 }
    for group in positions.indices {
      let isOver = move(group, forces: forces(of: actions, in: group))
      if any(isOver) { restart(group, where: isOver) }
    }
  }

  /// The pushes of a group, 0 in lanes past the last cart.
  private func forces(of actions: [CartPole.Action], in group: Int) -> Group {
    var forces = Group.zero
    for lane in 0..<min(8, count - group * 8) {
      forces[lane] = actions[group * 8 + lane].force
    }
    return forces
  }

  /// Moves a group, and says where the episode is over.
  private mutating func move(_ group: Int, forces: Group) -> SIMDMask<SIMD8<Int64>> {
    let angle = angles[group]
    let (velocity, angularVelocity) = (velocities[group], angularVelocities[group])
    let acceleration = cartPoleAcceleration(
      force: forces, angle: angle, angularVelocity: angularVelocity)
    let time = CartPole.timeStep
    let position = positions[group] + time * velocity
    let newAngle = angle + time * angularVelocity
    positions[group] = position
    velocities[group] = velocity + time * acceleration.cart
    angles[group] = newAngle
    angularVelocities[group] = angularVelocity + time * acceleration.pole
    let steps = elapsed[group] + 1
    elapsed[group] = steps
    return isFallen(position: position, angle: newAngle) .| (steps .>= Double(world.limit))
  }

  private func isFallen(position: Group, angle: Group) -> SIMDMask<SIMD8<Int64>> {
    let (farthest, largest) = (CartPole.farthestPosition, CartPole.largestAngle)
    return (position .> farthest) .| (position .< -farthest) .| (angle .> largest)
      .| (angle .< -largest)
  }

  /// Records the episodes of a group that are over, and starts the next ones.
  private mutating func restart(_ group: Int, where isOver: SIMDMask<SIMD8<Int64>>) {
    for lane in 0..<8 where isOver[lane] {
      let index = group * 8 + lane
      if index < count {
        let state = self[index]
        ended.append(
          EndedEpisode(
            index: index, state: state, ending: state.base.isOver ? .terminated : .truncated))
        restart(index)
      } else {
        place(CartPole.State(), at: index)
      }
    }
  }

  /// Draws a new start for a cart.
  private mutating func restart(_ index: Int) {
    place(world.base.start(using: &streams[index]), at: index)
  }

  /// Puts a lane into a state, at time 0.
  private mutating func place(_ state: CartPole.State, at index: Int) {
    let (group, lane) = (index >> 3, index & 7)
    positions[group][lane] = state.position
    velocities[group][lane] = state.velocity
    angles[group][lane] = state.angle
    angularVelocities[group][lane] = state.angularVelocity
    elapsed[group][lane] = 0
  }
}
