public import PortableMath

/// The accelerations of the cart, in m/s², and of the pole, in rad/s².
///
/// With θ the angle, at most π/4 in magnitude, ω the angular velocity, ℓ = 0.5 m half the pole's
/// length, and masses in units of that of both, M = 1.1 kg, of which μ = 1/11 is the pole's:
///
///     t  = F/M + μ ℓ ω² sin θ
///     θ̈ = (g sin θ − t cos θ) / (ℓ (4/3 − μ cos² θ))
///     ẍ  = t − μ ℓ θ̈ cos θ
///
/// Written so that no division waits for ω: what comes after it is all that one step makes the next
/// wait for.
///
/// > Reference: Florian (2007), "Correct equations for the dynamics of the cart-pole system",
/// > without friction.
@inlinable
@inline(__always)
func cartPoleAcceleration<Number: Lanes>(
  force: Number, angle: Number, angularVelocity: Number
) -> (cart: Number, pole: Number) {
  let (gravity, halfLength, mass, poleShare) = (9.8, 0.5, 1.1, 0.1 / 1.1)
  let (sine, cosine) = (sineOfSmall(angle), cosineOfSmall(angle))
  let ease = 1 / (halfLength * (4.0 / 3.0 - poleShare * (cosine * cosine)))
  let swing = poleShare * halfLength * sine
  let thrust = 1 / mass * force + swing * (angularVelocity * angularVelocity)
  let pole = (gravity * sine - cosine * thrust) * ease
  let cart = thrust - poleShare * halfLength * cosine * pole
  return (cart, pole)
}
