import NeuralNetworks
import PortableMath
import StochasticOptimization
import Tensors
import Testing

/// The record of each kind, against an estimator of that kind with as few draws as it takes.
@Suite struct EstimatorRecordTests {
  /// A smooth surrogate for RELAX and LAX that is nothing like f: w z².
  private struct Square: Layer {
    var weight: Tensor = Tensor([0.7])

    func callAsFunction(_ input: Tensor) -> Tensor { weight * input * input }
  }

  private static let coin = BernoulliNode(logits: [Double.log(9)])
  private static let normal = GaussianNode(mean: [0.4], logDeviation: [-0.3])
  private static var square: Objective<[Double]> {
    Objective({ ($0[0] - 0.3) * ($0[0] - 0.3) }, gradient: { [2 * ($0[0] - 0.3)] })
  }

  /// The estimator for one coin, of each kind but those for continuous outcomes.
  private func coinEstimator(_ kind: EstimatorKind) -> (any GradientEstimator<BernoulliNode>)? {
    switch kind {
    case .enumeration: Enumeration()
    case .pathwise, .lax: nil
    case .raoBlackwellized: RaoBlackwellized(top: 1)
    case .unorderedSet: UnorderedSet(count: 2)
    case .leaveOneOut: LeaveOneOut(count: 2)
    case .arm: ARM()
    case .rebar: REBAR(temperature: 1)
    case .relax: RELAX(temperature: 1, surrogate: Square(), optimizer: Adam())
    case .muProp: MuProp()
    case .measureValued: MeasureValued()
    case .optimalBaseline:
      ScoreFunction(baseline: optimalBaseline(of: Self.square, on: Self.coin))
    case .learnedBaseline:
      ScoreFunction(baseline: LearnedBaseline(Square(), context: Tensor([0.5]), optimizer: Adam()))
    case .movingAverageBaseline: ScoreFunction(baseline: MovingAverageBaseline(start: 0.2))
    case .selfCritical: SelfCritical()
    case .scoreFunction: ScoreFunction()
    case .gumbelSoftmax: GumbelSoftmax(temperature: 1)
    case .straightThroughGumbel: StraightThroughGumbel(temperature: 1)
    case .straightThrough: StraightThrough()
    case .vimco: VIMCO(count: 2)
    }
  }

  /// The estimator for one normal variable, of the kinds for continuous outcomes.
  private func normalEstimator(_ kind: EstimatorKind) -> (any GradientEstimator<GaussianNode>)? {
    switch kind {
    case .pathwise: Pathwise()
    case .lax: LAX(surrogate: Square(), optimizer: Adam())
    default: nil
    }
  }

  @Test(arguments: EstimatorKind.allCases)
  func `a record tells the calls of the estimator`(kind: EstimatorKind) throws {
    let calls =
      coinEstimator(kind)?.calls(on: Self.coin) ?? normalEstimator(kind)?.calls(on: Self.normal)
    let told = try #require(calls)
    let total = told.values + told.gradients
    #expect(kind.record.cost.leastCalls(on: .coins(1)) == told)
    #expect(kind.record.cost.calls(within: total, on: .coins(1)) == told)
    #expect(kind.record.cost.calls(within: total - 1, on: .coins(1)) == nil)
  }

  /// E[(z − t)²] of a coin by enumeration; of a normal variable its gradient is 2 (μ − t) and 2 σ². Surrogates are
  /// computed in single precision: 1e-5. What is biased here is off by more than 1e-4.
  @Test(arguments: EstimatorKind.allCases)
  func `a record tells whether the mean of the estimator is the gradient`(
    kind: EstimatorKind
  ) throws {
    var error = Double.nan
    if let estimator = coinEstimator(kind) {
      error = largestDifference(
        moments(of: estimator, on: Self.coin, of: Self.square).mean,
        exactGradient(of: Self.square, on: Self.coin))
    } else if let estimator = normalEstimator(kind) {
      error = largestDifference(
        moments(of: estimator, on: Self.normal, of: Self.square).mean,
        [2 * (0.4 - 0.3), 2 * Double.exp(-0.6)])
    }
    if kind.record.bias == .none {
      #expect(error < 1e-5)
    } else {
      #expect(error > 1e-4)
    }
  }

  @Test func `names and sources are told of every kind, and names differ`() {
    let records = EstimatorKind.allCases.map(\.record)
    #expect(records.allSatisfy { !$0.name.isEmpty && !$0.merit.isEmpty && !$0.source.isEmpty })
    #expect(Set(records.map(\.name)).count == records.count)
  }
}
