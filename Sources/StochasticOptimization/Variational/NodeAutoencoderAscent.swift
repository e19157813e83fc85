public import NeuralNetworks
public import Tensors

/// Stochastic gradient ascent on the evidence lower bound of a model whose codes come from a node.
///
///     E_{z∼q_φ(z|x)}[log p_θ(x | z)] − KL(q_φ(z | x) ‖ p(z)),   the mean over a batch of images
///
/// The gradient with respect to the decoder's θ is the mean of ∇_θ log p_θ(x | z) over the codes that were drawn. That
/// with respect to the encoder's φ is estimated at the node, by any estimator whose requirements the node meets; the
/// divergence is differentiated exactly. Which estimator it is, is the only thing that differs between runs.
///
///     var ascent = NodeAutoencoderAscent(
///       model, estimator: LeaveOneOut(count: 4), optimizer: Adam(learningRate: 3e-3))
///     for batch in batches { ascent.step(on: batch, using: &random) }
///
/// > Note: What is ascended is what the estimator estimates: with ``GumbelSoftmax`` it is the bound at relaxed codes.
/// > ``VIMCO`` is refused. Its objective less the divergence, E[log 1/K Σ_k p(x | z_k)] − KL, need not be below log p(x):
/// > the importance-weighted bound has log p(z) − log q(z | x) inside of the logarithm.
///
/// A learner is a value: a copy goes on to the same bits.
public struct NodeAutoencoderAscent<
  Encoder: Layer, Decoder: Layer, Estimator: GradientEstimator, Method: Optimizer
> where Estimator.Node: ElementaryNode & DivergenceNode {
  /// The model as it is now.
  public var model: NodeAutoencoder<Encoder, Decoder, Estimator.Node>
  /// What estimates the gradient at the node.
  public var estimator: Estimator
  /// What moves encoder and decoder.
  public var optimizer: Method

  /// An ascent that hasn't begun.
  ///
  /// - Precondition: The estimator's ``GradientEstimator/estimatesMean``.
  public init(
    _ model: NodeAutoencoder<Encoder, Decoder, Estimator.Node>, estimator: Estimator,
    optimizer: Method
  ) {
    if !estimator.estimatesMean {
      fatalError(
        "NodeAutoencoderAscent: \(Estimator.self) has another objective than E[f], of which the bound is made"
      )
    }
    self.model = model
    self.estimator = estimator
    self.optimizer = optimizer
  }

  /// One step on a batch of images.
  ///
  /// - Parameters:
  ///   - images: x, shape [rows, pixels].
  ///   - generator: Where codes are drawn from.
  /// - Returns: The estimate of the bound, the mean over the images in nats, from the codes drawn before the step.
  @discardableResult
  public mutating func step(
    on images: Tensor, using generator: inout some RandomNumberGenerator
  ) -> Double {
    let posterior = model.posterior(of: images)
    let prior = model.prior(rows: posterior.rows)
    let estimate = estimator.estimate(
      of: model.reconstruction(of: images), on: posterior, using: &generator)
    optimizer.ascend(
      &model, along: gradient(from: estimate, on: images, posterior: posterior, prior: prior))
    estimator.adapt(to: estimate, of: posterior)
    let divergence = posterior.divergences(from: prior).reduce(0, +) / Double(posterior.rows)
    return estimate.value - divergence
  }

  /// The gradient of the mean bound with respect to encoder, decoder and likelihood.
  private func gradient(
    from estimate: GradientEstimate<Estimator.Node>, on images: Tensor,
    posterior: Estimator.Node, prior: Estimator.Node
  ) -> NodeAutoencoder<Encoder, Decoder, Estimator.Node> {
    let share = 1 / Double(posterior.rows)
    var atNode = posterior.zeroGradient
    atNode.add(estimate.gradient, times: share)
    posterior.addDivergenceGradient(
      from: prior, weights: [Double](repeating: -share, count: posterior.rows), to: &atNode)
    let codes = Tensor(rows: estimate.samples.flatMap(\.outcomes))
    let weights = Tensor(estimate.samples.flatMap(\.weights).map { Float(share * $0) })
    let seen = concatenate(estimate.samples.map { _ in images }, along: 0)
    return Tensors.gradient(at: model) { model in
      let parameters = model.encoder(images)
      let slopes = Tensor(atNode.map { Float($0) }, shape: parameters.shape)
      return (parameters * slopes).sum()
        + (weights * model.logLikelihood(of: seen, given: codes)).sum()
    }
  }
}
