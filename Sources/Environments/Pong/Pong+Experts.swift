/// Players that look at the state itself.
extension Pong {
  /// What a simple player does: follow the ball's height.
  public func trackerAction(in state: State) -> Action {
    state.ball.y - 3 < state.agent ? .up : .down
  }

  /// What the scripted expert does, who can be imitated.
  ///
  /// While the ball comes, it works out where the ball will arrive and from which places it can be
  /// hit there, and goes to the one whose shot would get farthest from an opponent that aims with
  /// the middle of its paddle. While the ball goes, it goes to the middle. It is a function of the
  /// state alone.
  ///
  /// - Complexity: O(steps until the ball is back at the opponent), some 100.
  public func expertAction(in state: State) -> Action {
    let place = expertPlace(in: state)
    if place == state.agent { return state.agent < 36 ? .down : .up }
    return place < state.agent ? .up : .down
  }

  /// Where the expert wants the upper edge of its paddle.
  private func expertPlace(in state: State) -> Double {
    guard state.ball.xVelocity > 0, state.ball.x < Pong.agentPlane else { return 36 }
    let steps = ((Pong.agentPlane - state.ball.x) / 2).rounded(.up)
    let arrival = fly(from: state, steps: steps)
    // The paddle moves all the time, so that it can be at every second place only.
    let reach = Pong.agentSpeed * steps
    let places = stride(from: state.agent - reach, through: state.agent + reach, by: 4).filter {
      0 <= $0 && $0 <= Pong.lowestPaddle
        && (arrival.ball.y - 3 - $0).magnitude <= Pong.contact
    }
    let distances = places.map { distance(afterHitFrom: $0, arrival) }
    guard let best = distances.indices.max(by: { distances[$0] < distances[$1] }) else {
      return arrival.ball.y - 3
    }
    return places[best]
  }

  /// How far from the middle of the opponent's paddle a shot passes, in px.
  private func distance(afterHitFrom place: Double, _ arrival: State) -> Double {
    var shot = arrival
    shot.opponentAim = 0
    guard shot.ball.bounce(offAgent: place) else { return 0 }
    let steps = (Pong.agentPlane - Pong.opponentPlane) / 2
    let end = fly(from: shot, steps: steps)
    return (end.ball.y - 3 - end.opponent).magnitude
  }

  /// What a state becomes while nobody hits the ball; the agent's paddle stays.
  private func fly(from state: State, steps: Double) -> State {
    var state = state
    for _ in 0..<Int(steps) {
      state.opponent = opponentMove(in: state)
      state.ball.fly()
    }
    return state
  }
}
