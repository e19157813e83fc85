public import Decisions
public import RandomStreams

/// Table tennis on 80 × 80 pixels against a built-in opponent, seen as pixels.
///
///     let pong = FrameDifference(Pong.game)  // what a policy sees: the pixels that changed
///     var state = pong.start(using: &random)
///     pong.observation(of: state)            // a PixelFrame of −1, 0 and 1
///
/// - States: ``State``: the ball, both paddles, where the opponent wants to hit, and the score. All
///   lengths are in pixels and multiples of ⅛, so that nothing is ever rounded by the machine.
/// - Actions: ``Action``: up or down. The paddle moves by 2 pixels every step; it cannot stand
///   still, except at a wall.
/// - Dynamics: Paddles move, then the ball, by 2 pixels sideways. Walls above and below reflect it.
///   On a paddle it turns back, and rises or falls by ¾ pixel a step for every pixel between the
///   paddle's middle and its own, to the nearest ⅛: at most 3¾ at the paddle's edge. Planes are an
///   even number of pixels apart, so that the ball meets a paddle at the end of a step and never
///   between two.
/// - Opponent: Follows the ball's height all the time, up to ``opponentSpeed``, so as to hit with a
///   place within ``opponentAim`` of its paddle's middle that it draws anew for each serve and each of
///   the agent's shots. It doesn't foresee where the ball will be, and aims also where it will be late:
///   it misses more steep shots than if it always hit with the middle, but doesn't return all flat.
/// - Rewards: 1 when the ball gets behind the opponent, −1 when it gets behind the agent, else 0.
/// - Start: Paddles in the middle; a serve towards a side drawn at random. After a point, the side
///   that lost it is served to. A serve leaves the middle column at a drawn height and angle.
/// - End: Terminated when one side has ``pointsToWin`` points.
///
/// > Note: Made for this course: the world of Karpathy (2016), "Deep reinforcement learning: Pong
/// > from pixels", as it looks after his preprocessing, with rules of its own.
public struct Pong: ObservedEnvironment {
  /// All that the future depends on.
  public struct State: Sendable, Hashable {
    /// Where the ball is and where it flies.
    public var ball: Ball
    /// The upper edge of the agent's paddle, at the right, in 0…72 px from the top.
    public var agent: Double
    /// The upper edge of the opponent's paddle, at the left, in 0…72 px from the top.
    public var opponent: Double
    /// How far below the middle of its paddle the opponent wants to meet the ball, in px.
    public var opponentAim: Double
    /// The points so far.
    public var score: Score

    /// A state, by default with both paddles in the middle and no points.
    public init(
      ball: Ball, agent: Double = 36, opponent: Double = 36, opponentAim: Double = 0,
      score: Score = Score()
    ) {
      self.ball = ball
      self.agent = agent
      self.opponent = opponent
      self.opponentAim = opponentAim
      self.score = score
    }
  }

  /// A ball of 2 × 2 pixels.
  public struct Ball: Sendable, Hashable {
    /// Its left edge, in px from the left of the court; odd, else it meets no paddle.
    public var x: Double
    /// Its upper edge, in 0…78 px from the top.
    public var y: Double
    /// How it moves to the right, in px a step: 2 or −2.
    public var xVelocity: Double
    /// How it moves down, in px a step, at most 3¾ either way.
    public var yVelocity: Double

    /// A ball and its motion.
    public init(x: Double, y: Double, xVelocity: Double, yVelocity: Double) {
      self.x = x
      self.y = y
      self.xVelocity = xVelocity
      self.yVelocity = yVelocity
    }
  }

  /// Points of both sides.
  public struct Score: Sendable, Hashable {
    /// How often the ball got behind the opponent.
    public var agent: Int
    /// How often the ball got behind the agent.
    public var opponent: Int

    /// A score, by default 0 : 0.
    public init(agent: Int = 0, opponent: Int = 0) {
      self.agent = agent
      self.opponent = opponent
    }
  }

  /// Where the agent's paddle goes.
  public enum Action: Int, Sendable, CaseIterable {
    /// By 2 pixels to the top.
    case up
    /// By 2 pixels to the bottom.
    case down

    /// How far the paddle moves down, in px.
    @inlinable public var shift: Double { self == .down ? Pong.agentSpeed : -Pong.agentSpeed }
  }

  /// How many points win a game.
  public let pointsToWin: Int
  /// How fast the opponent's paddle is at most, in px a step; the agent's moves by 2.
  public let opponentSpeed: Double
  /// How far from the middle of its paddle the opponent wants to meet the ball at most, in px; with 0
  /// it plays every ball back flat.
  public let opponentAim: Double

  /// A game of table tennis.
  ///
  /// - Parameters:
  ///   - pointsToWin: How many points win.
  ///   - opponentSpeed: How fast the opponent is at most, a multiple of ⅛ px a step; 1¾ is ⅞ of the
  ///     agent's speed.
  ///   - opponentAim: How far from the middle of its paddle it aims at most, a multiple of ⅛ px.
  /// - Precondition: At least one point; a speed from 1⅝ to 2, so that the opponent is no slower
  ///   than 80 % of the agent; an aim from 0 to 4.
  public init(pointsToWin: Int = 21, opponentSpeed: Double = 1.75, opponentAim: Double = 4) {
    guard pointsToWin >= 1 else { fatalError("Pong to \(pointsToWin) points") }
    guard (1.625...2).contains(opponentSpeed), opponentSpeed * 8 == (opponentSpeed * 8).rounded()
    else {
      fatalError("an opponent of \(opponentSpeed) px a step; a multiple of ⅛ in 1.625…2 is needed")
    }
    self.pointsToWin = pointsToWin
    guard (0...4).contains(opponentAim), opponentAim * 8 == (opponentAim * 8).rounded() else {
      fatalError("an opponent that aims \(opponentAim) px off; a multiple of ⅛ in 0…4 is needed")
    }
    self.opponentSpeed = opponentSpeed
    self.opponentAim = opponentAim
  }

  /// A game to 21 points, cut off after 20,000 steps.
  public static var game: TimeLimited<Pong> { TimeLimited(Pong(), limit: 20_000) }

  /// Draws the side of the first serve, and the serve.
  @inlinable
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    let isToAgent = Int.uniform(below: 2, using: &generator) == 1
    var state = State(ball: Ball(x: 39, y: 39, xVelocity: 2, yVelocity: 0))
    serve(toAgent: isToAgent, in: &state, using: &generator)
    return state
  }

  /// Up and down; none when one side has won.
  @inlinable
  public func actions(in state: State) -> [Action] { isOver(state) ? [] : Action.allCases }

  /// Whether one side has all the points it needs.
  @inlinable
  public func isOver(_ state: State) -> Bool {
    max(state.score.agent, state.score.opponent) >= pointsToWin
  }

  /// Moves the paddles, then the ball. Draws one word when the agent hits the ball, three when a
  /// point is won, else nothing.
  @inlinable
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    guard !isOver(state) else { trapOnStep(after: state) }
    var next = state
    next.agent = min(max(state.agent + action.shift, 0), Pong.lowestPaddle)
    next.opponent = opponentMove(in: state)
    next.ball.fly()
    if next.ball.bounce(offAgent: next.agent) {
      next.opponentAim = drawAim(using: &generator)
    } else {
      next.ball.bounce(offOpponent: next.opponent)
    }
    guard let reward = next.ball.point else { return Step(reward: 0, next: next) }
    if reward > 0 { next.score.agent += 1 } else { next.score.opponent += 1 }
    serve(toAgent: reward < 0, in: &next, using: &generator)
    return Step(reward: reward, next: next, ending: isOver(next) ? .terminated : nil)
  }

  /// Frames of 80 × 80 pixels, each 0 or 1.
  public var observationSpace: PixelSpace { PixelSpace(rows: 80, columns: 80, values: 0...1) }

  /// Up and down.
  public var actionSpace: [Action] { Action.allCases }
}
