import PortableMath

extension Acrobot.State {
  /// The state a step of 0.2 s later: the classical method of Runge and Kutta, then wrapped and
  /// bounded.
  func swung(by torque: Double) -> Self {
    let (time, half) = (0.2, 0.1)
    let k1 = rate(torque: torque)
    let k2 = moved(by: k1, times: half).rate(torque: torque)
    let k3 = moved(by: k2, times: half).rate(torque: torque)
    let k4 = moved(by: k3, times: time).rate(torque: torque)
    let sum = k1.moved(by: k2, times: 2).moved(by: k3, times: 2).moved(by: k4, times: 1)
    let next = moved(by: sum, times: time / 6)
    return Self(
      first: wrapped(next.first), second: wrapped(next.second),
      firstVelocity: bounded(next.firstVelocity, 4 * Double.pi),
      secondVelocity: bounded(next.secondVelocity, 9 * Double.pi))
  }

  /// This state plus a multiple of a rate of change.
  private func moved(by rate: Self, times factor: Double) -> Self {
    Self(
      first: first + factor * rate.first, second: second + factor * rate.second,
      firstVelocity: firstVelocity + factor * rate.firstVelocity,
      secondVelocity: secondVelocity + factor * rate.secondVelocity)
  }

  /// How fast each of the four numbers changes.
  ///
  /// Both links are 1 m long, of 1 kg, with their centres in the middle and moments of inertia of
  /// 1 kg m²; gravity is 9.8 m/s².
  private func rate(torque: Double) -> Self {
    let gravity = 9.8
    let cosine = Double.cos(second)
    let sine = Double.sin(second)
    let d1 = 0.25 + (1.25 + cosine) + 1 + 1
    let d2 = 0.25 + 0.5 * cosine + 1
    let phi2 = 0.5 * gravity * Double.cos(first + second - Double.pi / 2)
    let phi1 =
      -0.5 * (secondVelocity * secondVelocity) * sine
      - secondVelocity * firstVelocity * sine
      + 1.5 * gravity * Double.cos(first - Double.pi / 2) + phi2
    let pull = torque + d2 / d1 * phi1 - 0.5 * (firstVelocity * firstVelocity) * sine - phi2
    let secondAcceleration = pull / (1.25 - d2 * d2 / d1)
    let firstAcceleration = -(d2 * secondAcceleration + phi1) / d1
    return Self(
      first: firstVelocity, second: secondVelocity, firstVelocity: firstAcceleration,
      secondVelocity: secondAcceleration)
  }
}

/// An angle with whole turns taken away until it lies in [−π, π].
private func wrapped(_ angle: Double) -> Double {
  var angle = angle
  while angle > Double.pi { angle -= 2 * Double.pi }
  while angle < -Double.pi { angle += 2 * Double.pi }
  return angle
}

/// The number of least distance to a number with at most this magnitude.
private func bounded(_ number: Double, _ bound: Double) -> Double {
  min(max(number, -bound), bound)
}
