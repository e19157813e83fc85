public import NeuralNetworks
import RandomStreams
public import StochasticOptimization

extension Captioner {
  /// E[f] of captions of a batch of scenes, as what is to be made large.
  ///
  /// - Parameters:
  ///   - features: Of each scene; at least one.
  ///   - objective: f of one caption a scene.
  public func problem(
    features: [[Float]], objective: Objective<[Int]>
  ) -> StochasticProblem<Node> {
    StochasticProblem(node(for: features), objective: objective)
  }

  /// Trains for a metric: each step is one of `StochasticAscent`, on scenes that are drawn anew.
  ///
  ///     var (estimator, optimizer) = (SelfCritical<Captioner.Node>(), Adam(learningRate: 1e-3))
  ///     captioner.train(
  ///       on: corpus.training, for: metric, steps: 100, estimator: &estimator, optimizer: &optimizer,
  ///       using: &random)
  ///
  /// What the estimator subtracts from the metric is all that tells the methods apart: `ScoreFunction` nothing or a
  /// constant, ``ContextualScoreFunction`` a learned guess, `SelfCritical` the score of the greedy caption, `LeaveOneOut` the
  /// mean of the other draws.
  ///
  /// - Parameters:
  ///   - examples: Scenes with references; at least one.
  ///   - metric: What is to become large.
  ///   - steps: How many.
  ///   - batch: How many scenes a step, drawn with replacement.
  ///   - estimator: How the gradient is estimated; goes on learning.
  ///   - optimizer: What moves the captioner; goes on, too.
  ///   - generator: Gives the seed of all draws; takes one word.
  /// - Returns: The mean metric of each step's drawn captions.
  /// - Complexity: For each step, what the estimator takes: a draw and a gradient of `batch` captions a sample.
  @discardableResult
  public mutating func train<Estimator: GradientEstimator<Node>, Method: Optimizer>(
    on examples: [CaptionCorpus.Example], for metric: CaptionMetric, steps: Int, batch: Int = 32,
    estimator: inout Estimator, optimizer: inout Method,
    using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    if examples.isEmpty || batch < 1 {
      fatalError("Captioner.train: batches of \(batch) from \(examples.count) scenes.")
    }
    var stream = RandomStream(drawnFrom: &generator)
    let judges = examples.map { metric.judge($0.references) }
    func nextProblem(of captioner: Captioner) -> StochasticProblem<Node> {
      let rows = (0..<batch).map { _ in Int.uniform(below: examples.count, using: &stream) }
      return captioner.problem(
        features: rows.map { examples[$0].features },
        objective: metric.objective(rows.map { judges[$0] }))
    }
    var values: [Double] = []
    for _ in 0..<steps {
      var ascent = StochasticAscent(
        nextProblem(of: self), estimator: estimator, optimizer: optimizer)
      values.append(ascent.step(using: &stream).value)
      model = ascent.problem.distribution.model.base.model
      (estimator, optimizer) = (ascent.estimator, ascent.optimizer)
    }
    return values
  }
}
