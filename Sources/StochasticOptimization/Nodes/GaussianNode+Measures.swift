import PortableMath

extension GaussianNode: MeasureValuedNode {
  /// For the mean, μ ± σ r with r from the Rayleigh distribution, a Weibull one of shape 2, and c = 1/(σ √(2π)).
  /// For log σ, a draw from the double-sided Maxwell distribution and one from the normal itself, with c = 1.
  ///
  /// A Maxwell number is the length of a normal vector in space, so it may be √(n² + r²), with n normal; the
  /// normal number n goes with it, on the same side of μ, and serves as the draw of this component where it is
  /// one of the others.
  ///
  /// > Reference: Rosca, Figurnov, Mohamed & Mnih (2019), "Measure-valued derivatives for approximate Bayesian
  /// > inference", for coupling the two; Mohamed et al. (2020), JMLR 21(132), section 6, for the decomposition.
  public func derivativePairs(using chance: inout some Chance) -> [DerivativePair] {
    // Halves are drawn by their quantile functions, and then a sign, for the sake of quadrature: −Φ⁻¹(u/2) is
    // smooth in u, where |n| isn't in n.
    var (normals, radii, lengths) = (means, means, means)
    for row in 0..<rows {
      for component in 0..<components {
        let half = -Double.normalQuantile(chance.uniform() / 2)
        let square = -2 * Double.log(chance.uniform())
        let sign: Double = chance.coin(0.5) ? 1 : -1
        normals[row][component] = sign * half
        radii[row][component] = square.squareRoot()
        lengths[row][component] = sign * (half * half + square).squareRoot()
      }
    }
    let deviations = (0..<rows).map { row in
      parameters[(2 * row + 1) * components..<(2 * row + 2) * components].map { Double.exp($0) }
    }
    /// Standard normal outcomes with one component replaced, moved and scaled.
    func outcomes(_ component: Int, _ standard: [[Double]], sign: Double = 1) -> [[Double]] {
      (0..<rows).map { row in
        (0..<components).map { index in
          let number = index == component ? sign * standard[row][index] : normals[row][index]
          return means[row][index] + deviations[row][index] * number
        }
      }
    }
    let (ones, zeros) = ([Double](repeating: 1, count: rows), [Double](repeating: 0, count: rows))
    let ofMeans = (0..<components).map { component in
      DerivativePair(
        factors: deviations.map { Double.exp(-halfLogTwoPi) / $0[component] },
        positive: .init(outcomes: outcomes(component, radii), shares: zeros),
        negative: .init(outcomes: outcomes(component, radii, sign: -1), shares: zeros))
    }
    let ofDeviations = (0..<components).map { component in
      DerivativePair(
        factors: ones,
        positive: .init(outcomes: outcomes(component, lengths), shares: zeros),
        negative: .init(outcomes: outcomes(component, normals), shares: ones))
    }
    return ofMeans + ofDeviations
  }
}
