public import Charts

extension Pong {
  /// The court at one moment, the score above it.
  ///
  ///     Animation("Step", over: states, frameSeconds: 0.05) { pong.picture(of: $0) }
  public func picture(of state: State) -> PixelMap { picture(of: [state]) }

  /// A rally in one picture: where the ball was, the fainter the longer ago, and the paddles and
  /// the score at the end.
  ///
  /// - Precondition: At least one state.
  public func picture(of states: [State]) -> PixelMap {
    guard let last = states.last else { fatalError("a picture of no states") }
    var values = [Double](repeating: 0, count: 80 * 80)
    func fill(_ value: Double, _ x: Double, _ y: Double, _ width: Int, _ height: Int) {
      for row in Int(y)..<Int(y) + height {
        for column in Int(x)..<Int(x) + width { values[80 * row + column] = value }
      }
    }
    for (time, state) in states.enumerated() {
      let age = Double(states.count - 1 - time) / Double(states.count)
      fill(1 - 0.75 * age, state.ball.x, state.ball.y, 2, 2)
    }
    fill(2, Double(Pong.opponentColumn), last.opponent, 2, 8)
    fill(3, Double(Pong.agentColumn), last.agent, 2, 8)
    return PixelMap(rows: 80, columns: 80) { values[80 * $0 + $1] }
      .values(named: "ball")
      .paint(.inkMuted, for: 2, named: "opponent's paddle")
      .paint(.accent, for: 3, named: "agent's paddle")
      .title("Opponent \(last.score.opponent) : \(last.score.agent) agent")
  }
}

extension PixelFrame {
  /// The pixels as a picture: what is seen, or what changed.
  public var picture: PixelMap {
    PixelMap(rows: rows, columns: columns) { Double(self[$0, $1]) }.values(named: "pixel")
  }
}
