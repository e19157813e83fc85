/// The family of gradient estimators, in the order in which they are recommended.
public enum EstimatorKind: Sendable, Hashable, CaseIterable {
  /// ``Enumeration``.
  case enumeration
  /// ``Pathwise``.
  case pathwise
  /// ``RaoBlackwellized``.
  case raoBlackwellized
  /// ``UnorderedSet``.
  case unorderedSet
  /// ``LeaveOneOut``.
  case leaveOneOut
  /// ``ARM``.
  case arm
  /// ``REBAR``.
  case rebar
  /// ``RELAX``.
  case relax
  /// ``LAX``.
  case lax
  /// ``MuProp``.
  case muProp
  /// ``MeasureValued``.
  case measureValued
  /// ``ScoreFunction`` with an ``OptimalBaseline``.
  case optimalBaseline
  /// ``ScoreFunction`` with a ``LearnedBaseline``.
  case learnedBaseline
  /// ``ScoreFunction`` with a ``MovingAverageBaseline``.
  case movingAverageBaseline
  /// ``SelfCritical``.
  case selfCritical
  /// ``ScoreFunction`` without a baseline.
  case scoreFunction
  /// ``GumbelSoftmax``.
  case gumbelSoftmax
  /// ``StraightThroughGumbel``.
  case straightThroughGumbel
  /// ``StraightThrough``.
  case straightThrough
  /// ``VIMCO``.
  case vimco

  /// What is to be known of it.
  public var record: EstimatorRecord {
    switch self {
    case .enumeration:
      EstimatorRecord(
        "enumeration", needs: [.listable], cost: .eachOutcome,
        merit: "is exact, without variance", source: "the definition of the mean")
    case .pathwise:
      EstimatorRecord(
        "pathwise", needs: [.continuous, .reparameterized, .differentiable], cost: .slopes,
        merit: "uses ∇f, which tells more than f", source: "Kingma & Welling 2014, arXiv:1312.6114")
    case .raoBlackwellized:
      EstimatorRecord(
        "Rao–Blackwellised", needs: [.listable], cost: .draws(atLeast: 2),
        merit: "sums over the likeliest outcomes and draws from the rest",
        source: "Liu et al. 2019, arXiv:1810.04777")
    case .unorderedSet:
      EstimatorRecord(
        "unordered set", needs: [.listable], cost: .differentDraws,
        merit: "asks about no outcome twice", source: "Kool et al. 2020, arXiv:2002.06043")
    case .leaveOneOut:
      EstimatorRecord(
        "leave-one-out", cost: .draws(atLeast: 2),
        merit: "has a baseline that needs no tuning",
        source: "Kool et al. 2019, Buy 4 REINFORCE samples")
    case .arm:
      EstimatorRecord(
        "ARM", needs: [.coins], cost: .fixed(ObjectiveCalls(values: 2)),
        merit: "pairs mirrored draws; nothing to tune", source: "Yin & Zhou 2019, arXiv:1807.11143")
    case .rebar:
      EstimatorRecord(
        "REBAR", needs: [.relaxable, .differentiable],
        cost: .fixed(ObjectiveCalls(values: 1, gradients: 2)),
        merit: "has f at a relaxed outcome for a control variate",
        source: "Tucker et al. 2017, arXiv:1703.07370")
    case .relax:
      EstimatorRecord(
        "RELAX", needs: [.relaxable], cost: .fixed(ObjectiveCalls(values: 1)),
        merit: "learns its control variate over relaxed outcomes",
        source: "Grathwohl et al. 2018, arXiv:1711.00123")
    case .lax:
      EstimatorRecord(
        "LAX", needs: [.continuous, .reparameterized],
        cost: .fixed(ObjectiveCalls(values: 1)), merit: "learns its control variate",
        source: "Grathwohl et al. 2018, arXiv:1711.00123")
    case .muProp:
      EstimatorRecord(
        "MuProp", needs: [.meanKnown, .differentiable],
        cost: .fixed(ObjectiveCalls(values: 1, gradients: 1)),
        merit: "subtracts f linearised at the mean", source: "Gu et al. 2016, arXiv:1511.05176")
    case .measureValued:
      EstimatorRecord(
        "measure-valued", needs: [.decomposable], cost: .eachParameter,
        merit: "varies little, even where f jumps", source: "Pflug 1989, doi:10.1007/BF02243227")
    case .optimalBaseline:
      EstimatorRecord(
        "optimal baseline", needs: [.listable], cost: .draws(atLeast: 1),
        merit: "varies least of all constant baselines; to know it costs an enumeration",
        source: "Greensmith et al. 2004, JMLR 5")
    case .learnedBaseline:
      EstimatorRecord(
        "learned baseline", cost: .draws(atLeast: 1),
        merit: "has a baseline of its own for each datum",
        source: "Mnih & Gregor 2014, arXiv:1402.0030")
    case .movingAverageBaseline:
      EstimatorRecord(
        "moving-average baseline", cost: .draws(atLeast: 1),
        merit: "remembers f, at no call", source: "Williams 1992, doi:10.1007/BF00992696")
    case .selfCritical:
      EstimatorRecord(
        "self-critical", needs: [.modeKnown], cost: .draws(atLeast: 1, besides: 1),
        merit: "compares with the likeliest outcome, for one call",
        source: "Rennie et al. 2017, arXiv:1612.00563")
    case .scoreFunction:
      EstimatorRecord(
        "score function", cost: .draws(atLeast: 1), merit: "needs nothing",
        source: "Williams 1992, doi:10.1007/BF00992696")
    case .gumbelSoftmax:
      EstimatorRecord(
        "Gumbel-softmax", needs: [.relaxable, .differentiable], bias: .relaxed,
        cost: .fixed(ObjectiveCalls(gradients: 1)), merit: "uses ∇f between the corners",
        source: "Maddison et al. 2017, arXiv:1611.00712; Jang et al. 2017, arXiv:1611.01144")
    case .straightThroughGumbel:
      EstimatorRecord(
        "straight-through Gumbel", needs: [.relaxable, .differentiable], bias: .unbounded,
        cost: .fixed(ObjectiveCalls(gradients: 1)), merit: "uses ∇f, at corners only",
        source: "Jang et al. 2017, arXiv:1611.01144")
    case .straightThrough:
      EstimatorRecord(
        "straight-through", needs: [.meanKnown, .differentiable], bias: .unbounded,
        cost: .fixed(ObjectiveCalls(gradients: 1)), merit: "uses ∇f, at outcomes only",
        source: "Bengio et al. 2013, arXiv:1308.3432")
    case .vimco:
      EstimatorRecord(
        "VIMCO", bias: .otherObjective, cost: .draws(atLeast: 2),
        merit: "is leave-one-out for a bound of K draws",
        source: "Mnih & Rezende 2016, arXiv:1602.06725")
    }
  }
}
