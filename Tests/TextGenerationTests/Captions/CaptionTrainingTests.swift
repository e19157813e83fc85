import NeuralNetworks
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

/// Scenes, and a captioner that has learned from their references for a while.
private struct School {
  let corpus: CaptionCorpus
  let captioner: Captioner

  /// - Parameter breaksOff: Whether each reference is learned from twice, once without its last word.
  init(scenes: Int, objects: Int, epochs: Int, breaksOff: Bool = false, seed: UInt64) {
    var random = RandomStream(seed: seed)
    let corpus = CaptionCorpus(
      training: scenes, heldOut: 0, objects: 1...objects, using: &random)
    var (captioner, optimizer) = (
      Captioner(for: corpus, embedding: 16, hidden: 32, using: &random), Adam(learningRate: 8e-3)
    )
    var pairs = corpus.training.pairs
    if breaksOff {
      pairs += pairs.map { pair in
        let words = pair.sequence.sentence(endedBy: corpus.end).dropLast()
        return (pair.context, Array(words).padded(to: corpus.length, with: corpus.end))
      }
    }
    MaximumLikelihood(epochs: epochs, batchSize: 32, end: corpus.end).train(
      &captioner.model, on: pairs, optimizer: &optimizer, using: &random)
    self.corpus = corpus
    self.captioner = captioner
  }

  /// The metric of drawn captions, four of each scene, the same uniform numbers each time.
  func values(_ metric: CaptionMetric, of captioner: Captioner) -> [Double] {
    let node = captioner.node(for: corpus.training.map(\.features))
    let objective = metric.objective(corpus.training.map(\.references))
    var random = RandomStream(seed: 99)
    return (0..<4).flatMap { _ in objective.values(node.sample(using: &random)) }
  }
}

@Suite struct CaptionTrainingTests {
  private static let schools = [1, 2, 3].map {
    School(scenes: 120, objects: 1, epochs: 5, seed: $0)
  }

  /// Pooled over three captioners, the gain is more than four standard errors of the draws that it is measured with; and
  /// each gains.
  @Test(arguments: ["BLEU", "ROUGE-L", "CIDEr-D"])
  func `training for a metric raises that metric`(name: String) {
    let gains = Self.schools.map { school -> [Double] in
      let end = school.corpus.end
      let metric: CaptionMetric =
        switch name {
        case "BLEU": .bleu(end: end)
        case "ROUGE-L": .rouge(end: end)
        default: .cider(school.corpus.training.map(\.references), end: end)
        }
      var (captioner, random) = (school.captioner, RandomStream(seed: 9))
      var (estimator, optimizer) = (LeaveOneOut<Captioner.Node>(count: 3), Adam(learningRate: 3e-3))
      captioner.train(
        on: school.corpus.training, for: metric, steps: 60, batch: 12, estimator: &estimator,
        optimizer: &optimizer, using: &random)
      #expect(metric.name == name)
      return zip(school.values(metric, of: captioner), school.values(metric, of: school.captioner))
        .map { $0 - $1 }
    }
    #expect(gains.allSatisfy { $0.reduce(0, +) > 0 })
    let all = gains.flatMap { $0 }
    let n = Double(all.count)
    let mean = all.reduce(0, +) / n
    let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    #expect(mean > 4 * (variance / n).squareRoot())
  }

  @Test func `a step is one of stochastic ascent, on scenes drawn with replacement`() {
    let school = School(scenes: 20, objects: 1, epochs: 1, seed: 4)
    let metric = CaptionMetric.rouge(end: school.corpus.end)
    let one = [school.corpus.training[0]]
    var (captioner, random) = (school.captioner, RandomStream(seed: 5))
    var (estimator, optimizer) = (LeaveOneOut<Captioner.Node>(count: 3), Adam(learningRate: 0.01))
    let values = captioner.train(
      on: one, for: metric, steps: 2, batch: 4, estimator: &estimator, optimizer: &optimizer,
      using: &random)

    var stream = RandomStream(seed: 5)
    stream = RandomStream(drawnFrom: &stream)
    func problem(_ captioner: Captioner) -> StochasticProblem<Captioner.Node> {
      // One word for each of the four rows, as there is one scene.
      for _ in 0..<4 { _ = Int.uniform(below: 1, using: &stream) }
      return captioner.problem(
        features: [[Float]](repeating: one[0].features, count: 4),
        objective: metric.objective([[[Int]]](repeating: one[0].references, count: 4)))
    }
    var ascent = StochasticAscent(
      problem(school.captioner), estimator: LeaveOneOut(count: 3),
      optimizer: Adam(learningRate: 0.01))
    let first = ascent.step(using: &stream)
    var next = school.captioner
    next.model = ascent.problem.distribution.model.base.model
    ascent.problem = problem(next)
    let second = ascent.step(using: &stream)
    #expect(values == [first.value, second.value])
    #expect(
      captioner.model.tensors.map(\.scalars)
        == ascent.problem.distribution.model.base.model.tensors.map(\.scalars))
    #expect(captioner.model.tensors.map(\.scalars) != next.model.tensors.map(\.scalars))
  }

  @Test func `the baseline and the optimizer go on from call to call, to the same bits`() {
    let school = School(scenes: 20, objects: 1, epochs: 1, seed: 6)
    let metric = CaptionMetric.bleu(end: school.corpus.end)
    func trained(restarting: Bool) -> (captioner: Captioner, guess: [Float]) {
      var (captioner, random) = (school.captioner, RandomStream(seed: 7))
      var estimator = ContextualScoreFunction(
        baseline: Dense(
          weights: .zeros([school.corpus.featureCount, 1]), bias: .zeros([1])),
        optimizer: SGD(learningRate: 0.1))
      var optimizer = Adam(learningRate: 1e-3)
      for steps in [3, 2] {
        if restarting { optimizer = Adam(learningRate: 1e-3) }
        captioner.train(
          on: school.corpus.training, for: metric, steps: steps, batch: 8, estimator: &estimator,
          optimizer: &optimizer, using: &random)
      }
      return (captioner, estimator.network.weights.scalars)
    }
    let (once, again) = (trained(restarting: false), trained(restarting: false))
    #expect(once.captioner.tensors.map(\.scalars) == again.captioner.tensors.map(\.scalars))
    #expect(once.guess == again.guess && once.guess.contains { $0 != 0 })
    let other = trained(restarting: true).captioner
    #expect(once.captioner.tensors.map(\.scalars) != other.tensors.map(\.scalars))
  }

  /// A captioner that breaks off every other time, trained where what is flying is seen, and not over what. Without the
  /// end, leaving the last word away is safer. Three seeds; the intervals are four standard errors of a share of drawn
  /// captions to each side.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `without the end, training for CIDEr makes captions break off, and with it not`(
    seed: UInt64
  ) {
    let school = School(scenes: 150, objects: 1, epochs: 4, breaksOff: true, seed: seed)
    let (corpus, end) = (school.corpus, school.corpus.end)
    var random = RandomStream(seed: seed)
    let scenes = corpus.training.filter { $0.scene.objects[0].kind.isOfAir }
      .hiding(1, of: 0..<4, using: &random)
    let references = corpus.training.map(\.references)
    let endings = CaptionEndings(references.joined(), end: end)
    func badEndings(of captioner: Captioner) -> ClosedRange<Double> {
      let node = captioner.node(for: scenes.map(\.features))
      let captions = (0..<8).flatMap { _ in node.sample(using: &random) }
      let n = Double(captions.count)
      let share = Double(captions.count { !endings.areProper(of: $0) }) / n
      let error = 4 * (max(share * (1 - share), 1 / n) / n).squareRoot()
      return share - error...share + error
    }
    func trained(countsEnd: Bool) -> Captioner {
      var captioner = school.captioner
      var (estimator, optimizer) = (LeaveOneOut<Captioner.Node>(count: 3), Adam(learningRate: 5e-3))
      captioner.train(
        on: scenes, for: .cider(references, end: end, countsEnd: countsEnd), steps: 100, batch: 12,
        estimator: &estimator, optimizer: &optimizer, using: &random)
      return captioner
    }
    let before = badEndings(of: school.captioner)
    let with = badEndings(of: trained(countsEnd: true))
    let without = badEndings(of: trained(countsEnd: false))
    #expect(with.upperBound < before.lowerBound, "\(with), \(before)")
    #expect(before.upperBound < without.lowerBound, "\(before), \(without)")
  }

  @Test func `there must be scenes`() async {
    await #expect(processExitsWith: .failure) {
      var random = RandomStream(seed: 8)
      var captioner = Captioner(features: 2, vocabulary: 3, end: 2, length: 3, using: &random)
      var (estimator, optimizer) = (ScoreFunction<Captioner.Node, ConstantBaseline>(), Adam())
      captioner.train(
        on: [], for: .rouge(end: 2), steps: 1, estimator: &estimator, optimizer: &optimizer,
        using: &random)
    }
  }
}
