public import RandomStreams

/// How far things are and how fast they move, in px and px a step.
extension Pong {
  /// The side of the court: 80.
  @inlinable public static var side: Double { 80 }
  /// How far the agent's paddle moves: 2 a step.
  @inlinable public static var agentSpeed: Double { 2 }
  /// The left edge of the ball where it meets the agent's paddle: 73.
  @inlinable public static var agentPlane: Double { 73 }
  /// The left edge of the ball where it meets the opponent's paddle: 5.
  @inlinable public static var opponentPlane: Double { 5 }
  /// The upper edge of a paddle at the lower wall: 72.
  @inlinable public static var lowestPaddle: Double { 72 }
  /// The upper edge of the ball at the lower wall: 78.
  @inlinable public static var lowestBall: Double { 78 }
  /// How far apart the middles of ball and paddle may be where they touch: 5.
  @inlinable public static var contact: Double { 5 }

  /// Where the opponent's paddle goes: as far towards the ball as it can.
  @inlinable
  func opponentMove(in state: State) -> Double {
    let wanted = state.ball.y - 3 - state.opponentAim - state.opponent
    let move = min(max(wanted, -opponentSpeed), opponentSpeed)
    return min(max(state.opponent + move, 0), Pong.lowestPaddle)
  }

  /// Draws where the opponent wants to meet the ball, a multiple of ⅛ within ``opponentAim`` of its
  /// paddle's middle. Takes one word.
  @inlinable
  func drawAim(using generator: inout some RandomNumberGenerator) -> Double {
    let most = Int(8 * opponentAim)
    return Double(Int.uniform(below: 2 * most + 1, using: &generator) - most) / 8
  }

  /// Puts the ball in the middle column, at a height in 20…58 px and with a vertical speed of at
  /// most 1½ px a step, and draws the opponent's aim. Takes three words.
  @inlinable
  func serve(
    toAgent: Bool, in state: inout State, using generator: inout some RandomNumberGenerator
  ) {
    let y = 20 + Double(Int.uniform(below: 8 * 38 + 1, using: &generator)) / 8
    let yVelocity = Double(Int.uniform(below: 25, using: &generator) - 12) / 8
    state.ball = Ball(x: 39, y: y, xVelocity: toAgent ? 2 : -2, yVelocity: yVelocity)
    state.opponentAim = drawAim(using: &generator)
  }
}

extension Pong.Ball {
  /// Moves for one step, reflected by the walls above and below.
  @inlinable
  mutating func fly() {
    x += xVelocity
    y += yVelocity
    if y < 0 {
      y = -y
      yVelocity = -yVelocity
    } else if y > Pong.lowestBall {
      y = 2 * Pong.lowestBall - y
      yVelocity = -yVelocity
    }
  }

  /// Turns back if it touches the agent's paddle; says whether it does.
  @inlinable
  mutating func bounce(offAgent paddle: Double) -> Bool {
    guard x == Pong.agentPlane, xVelocity > 0 else { return false }
    return bounce(off: paddle)
  }

  /// Turns back if it touches the opponent's paddle.
  @inlinable
  mutating func bounce(offOpponent paddle: Double) {
    guard x == Pong.opponentPlane, xVelocity < 0 else { return }
    _ = bounce(off: paddle)
  }

  /// Turns back if it touches a paddle in whose plane it is.
  @inlinable
  mutating func bounce(off paddle: Double) -> Bool {
    let offset = y - 3 - paddle
    guard offset.magnitude <= Pong.contact else { return false }
    xVelocity = -xVelocity
    yVelocity = (6 * offset).rounded() / 8
    return true
  }

  /// The agent's reward once the ball has left the court to the left or to the right.
  @inlinable var point: Double? {
    if x < 0 { return 1 }
    return x + 2 > Pong.side ? -1 : nil
  }
}
