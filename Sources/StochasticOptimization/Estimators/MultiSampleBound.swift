extension Objective {
  /// The bound of K draws, whose mean grows with K from E[f] to log E[eᶠ].
  ///
  ///     L(z₁ … z_K) = log 1/K Σ_k exp f(z_k)
  ///
  /// With f = log p(x, z) − log q(z) it is the importance-weighted bound on log p(x).
  ///
  /// > Reference: Burda, Grosse & Salakhutdinov (2016), "Importance weighted autoencoders",
  /// > arXiv:1509.00519.
  public static func multiSampleBound<Draw>(of objective: Objective<Draw>) -> Objective
  where Outcome == [Draw] {
    .batched { outcomes in
      let draws = (0..<(outcomes.first?.count ?? 0)).map { draw in
        objective.values(outcomes.map { $0[draw] })
      }
      return outcomes.indices.map { row in logMeanExp(draws.map { $0[row] }) }
    }
  }
}

extension GradientEstimate {
  /// log 1/K Σ_k exp f(z_k) of each row, from the K samples: an unbiased estimate of the bound of K draws where
  /// they are independent.
  public var multiSampleBounds: [Double] {
    (samples.first?.values.indices ?? 0..<0).map { row in
      logMeanExp(samples.map { $0.values[row] })
    }
  }
}
