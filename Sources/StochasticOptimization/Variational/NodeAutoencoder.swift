public import NeuralNetworks
import PortableMath
public import Tensors

/// A model of images whose hidden codes come from a node of any kind: coins, categories, normal variables.
///
///     z ~ p(z),  x ~ p(x | decoder(z));   q(z | x) = a node with parameters encoder(x)
///
///     let model = NodeAutoencoder(
///       encoder: MLP([16, 32, 8], using: &random), decoder: MLP([8, 32, 16], using: &random),
///       prior: BernoulliNode(logits: [Double](repeating: 0, count: 8)))
///
/// Where codes are normal, ``VariationalAutoencoder`` does the same in one pass; where they are discrete no
/// gradient passes through them, and the encoder's has to be estimated at the node:
/// ``NodeAutoencoderAscent``.
///
/// > Reference: Mnih & Gregor (2014), "Neural variational inference and learning in belief networks",
/// > arXiv:1402.0030.
public struct NodeAutoencoder<
  Encoder: Layer, Decoder: Layer, Node: ElementaryNode & DivergenceNode
>: Differentiable, Sendable {
  /// From [rows, pixels] to the node's parameters, [rows, parameters of a row].
  public var encoder: Encoder
  /// From [rows, components of a code] to [rows, pixels].
  public var decoder: Decoder
  /// What the decoder's outputs say about the pixels.
  public var likelihood: Likelihood
  private let priorNode: Constant<Node>

  /// A model of an encoder and a decoder.
  ///
  /// - Parameters:
  ///   - encoder: From images to parameters of nodes.
  ///   - decoder: From codes to pixels.
  ///   - likelihood: What the decoder's outputs say about the pixels.
  ///   - prior: p(z), one row; the posteriors are nodes of its kind.
  public init(
    encoder: Encoder, decoder: Decoder, likelihood: Likelihood = .bernoulli, prior: Node
  ) {
    if prior.rows != 1 {
      fatalError("NodeAutoencoder: a prior of \(prior.rows) rows; one is needed")
    }
    self.encoder = encoder
    self.decoder = decoder
    self.likelihood = likelihood
    priorNode = Constant(prior)
  }

  /// p(z), one row.
  public var prior: Node { priorNode.value }

  /// q(z | x) of each image.
  ///
  /// - Parameter images: x, shape [rows, pixels].
  public func posterior(of images: Tensor) -> Node {
    let parameters = encoder(images)
    let count = images.shape[0] * prior.parameters.count
    if parameters.count != count {
      fatalError(
        "NodeAutoencoder: the encoder makes shape \(parameters.shape) of \(images.shape); "
          + "\(prior.parameters.count) parameters an image are needed.")
    }
    return prior.withParameters(parameters.scalars.map(Double.init))
  }

  /// p(z), a row for each image.
  func prior(rows: Int) -> Node {
    prior.withParameters((0..<rows).flatMap { _ in prior.parameters })
  }

  /// log p(x | z) of each row, in nats; shape [rows].
  ///
  /// - Parameters:
  ///   - images: x, shape [rows, pixels].
  ///   - codes: z, shape [rows, components].
  public func logLikelihood(of images: Tensor, given codes: Tensor) -> Tensor {
    likelihood.logProbability(of: images, given: decoder(codes))
  }

  /// f(z) = log p(x | z), for a node with a row an image: differentiable in z.
  ///
  /// - Parameter images: x, shape [rows, pixels].
  public func reconstruction(of images: Tensor) -> Objective<[Double]> {
    .tensors { logLikelihood(of: images, given: $0) }
  }

  /// The encoder's problem as an instance of the general one: max over φ of E_{z∼q_φ(z|x)}[f(z)] with
  ///
  ///     f(z) = log p(x | z) + log p(z) − log q_φ(z | x)
  ///
  /// f depends on φ itself, at its present value; that adds nothing to the gradient of E[f], since E[∇log q] = 0 (to that
  /// of a bound of several draws, as of ``VIMCO``, it would). It is a black box here. ``NodeAutoencoderAscent`` takes the last two terms, whose mean is known, in closed form.
  ///
  /// - Parameter images: x, shape [rows, pixels].
  public func problem(for images: Tensor) -> StochasticProblem<Amortized<Encoder, Node>> {
    let posterior = posterior(of: images)
    let prior = prior(rows: posterior.rows)
    let reconstruction = reconstruction(of: images)
    return StochasticProblem(
      Amortized(encoder, to: self.prior) { encoder in encoder(images) },
      objective: .batched { codes in
        let given = reconstruction.values(codes)
        let (before, after) = (
          prior.logProbabilities(of: codes), posterior.logProbabilities(of: codes)
        )
        return given.indices.map { given[$0] + before[$0] - after[$0] }
      })
  }

  /// The evidence lower bound of each image, E_q[log p(x | z)] − KL(q ‖ p(z)), in nats: the mean over codes drawn, the
  /// divergence in closed form.
  ///
  /// - Parameters:
  ///   - images: x, shape [rows, pixels].
  ///   - samples: How many codes are drawn an image, at least 1.
  ///   - generator: Where they are drawn from.
  public func bounds(
    of images: Tensor, samples: Int = 1, using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    if samples < 1 {
      fatalError("NodeAutoencoder.bounds: \(samples) samples; at least one is needed")
    }
    let posterior = posterior(of: images)
    let reconstruction = reconstruction(of: images)
    var means = [Double](repeating: 0, count: posterior.rows)
    for _ in 0..<samples {
      let codes = posterior.sample(using: &generator)
      means.add(reconstruction.values(codes), times: 1 / Double(samples))
    }
    return means.subtracting(posterior.divergences(from: prior(rows: posterior.rows)))
  }
}

extension NodeAutoencoder where Node: EnumerableNode {
  /// The evidence lower bound of each image in nats, exactly.
  ///
  /// - Complexity: A pass of the decoder over all images, for each code there is.
  public func exactBounds(of images: Tensor) -> [Double] {
    let posterior = posterior(of: images)
    let values = Enumeration().estimate(of: reconstruction(of: images), on: posterior).values
    let divergences = posterior.divergences(from: prior(rows: posterior.rows))
    return zip(values, divergences).map { $0 - $1 }
  }

  /// log p(x) = log Σ_z p(z) p(x | z) of each image in nats, exactly: what the bound is below.
  ///
  /// - Complexity: A pass of the decoder over all images, for each code there is.
  public func logEvidence(of images: Tensor) -> [Double] {
    let reconstruction = reconstruction(of: images)
    let rows = images.shape[0]
    var terms = [[Double]](repeating: [], count: rows)
    for code in prior.support {
      let logPrior = prior.logProbabilities(of: [code])[0]
      let values = reconstruction.values([[Double]](repeating: code, count: rows))
      for row in 0..<rows { terms[row].append(logPrior + values[row]) }
    }
    return terms.map { logSumExp($0) }
  }
}
