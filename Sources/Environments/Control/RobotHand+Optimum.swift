public import Decisions
import PortableMath

/// What is known of the best way to act.
extension RobotHand {
  /// The best threshold: half way between the largest distance within reach and the next.
  public var bestThreshold: Double { Double(reach) + 0.5 }

  /// The policy that closes when the distance is below a threshold.
  ///
  /// - Parameter threshold: In units of distance; ``bestThreshold`` makes the policy optimal.
  public func policy(threshold: Double) -> Policy<State, Action> {
    Policy.deterministic(over: space) { Double($0.distance) < threshold ? .close : .open }
  }

  /// The policy that closes with probability 1 / (1 + exp(−steepness · (threshold − distance))):
  /// the two parameters that learning has to find.
  ///
  /// - Parameters:
  ///   - threshold: Where closing is as likely as opening, in units of distance.
  ///   - steepness: How sharp the threshold is, per unit of distance; the larger the nearer to
  ///     ``policy(threshold:)``.
  public func policy(threshold: Double, steepness: Double) -> Policy<State, Action> {
    Policy(over: space) { state, action in
      let sign = action == .close ? 1.0 : -1.0
      return Double.logistic(sign * steepness * (threshold - Double(state.distance)))
    }
  }

  /// The optimal value of a state, from a formula rather than from Bellman's equation.
  ///
  /// Joint j has k_j notches to go and takes T_j steps, of which k_j succeed: a negative binomial
  /// number. All are done after T = max T_j steps, and
  ///
  ///     V*(s) = −E[1 + γ + … + γᵀ⁻¹] = −Σₜ γᵗ P(T > t) = −Σₜ γᵗ (1 − Πⱼ P(T_j ≤ t))
  ///
  /// - Parameters:
  ///   - state: Where the joints and the object are.
  ///   - discount: γ, in [0, 1].
  /// - Complexity: O(notches + joints) for each of the about (notches + log 10¹⁸) / grip terms that
  ///   matter.
  public func optimalValue(of state: State, discount: Double = 1) -> Double {
    guard (0...1).contains(discount) else {
      fatalError("the discount γ is \(discount); it must be in [0, 1]")
    }
    let goal = state.distance <= reach ? notches : 0
    let toGo = state.joints.map { abs(goal - $0) }
    // P(fewer than k of the first t tries succeed), for k = 0 … notches; at first t = 0. The
    // complements, which near 1, would lose their last digits and never reach it.
    var missing = [0.0] + [Double](repeating: 1, count: notches)
    var (value, weight) = (0.0, 1.0)
    while true {
      let running = toGo.reduce(0) { $0 + (1 - $0) * missing[$1] }
      guard running * weight > 1e-18 else { return -value }
      value += weight * running
      weight *= discount
      for k in (1...notches).reversed() { missing[k] += grip * (missing[k - 1] - missing[k]) }
    }
  }
}
