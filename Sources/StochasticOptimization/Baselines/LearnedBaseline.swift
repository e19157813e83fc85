public import NeuralNetworks
public import Tensors

/// A network's guess of f from what is known before z is drawn, such as the row's datum; fitted by squared error,
/// after it was used.
///
///     b_r = b(x_r; w),   w ← w − step along ∇_w of the mean of (b(x_r; w) − f(z_r))²
///
/// What the rows are about changes from minibatch to minibatch, and is set before each estimate:
///
///     ascent.estimator.baseline.context = images
///     ascent.step(using: &random)
///
/// The paper also centres f by its running mean, which the bias of the last layer does here, and divides f − b by
/// a running deviation where that is above 1. The latter makes the mean of the estimate a multiple of the
/// gradient; here an optimiser such as `Adam` scales the step instead.
///
/// > Reference: Mnih & Gregor (2014), "Neural variational inference and learning in belief networks",
/// > arXiv:1402.0030, section 2.3.
public struct LearnedBaseline<Network: Layer, Method: Optimizer>: BaselineRule {
  /// b, from [rows, inputs] to one number a row; outputs in units of f.
  public var network: Network
  /// What fits it.
  public var optimizer: Method
  /// x, one vector a row; shape [rows, inputs].
  public var context: Tensor

  /// A baseline that is learned.
  ///
  /// - Parameters:
  ///   - network: b as it starts.
  ///   - context: x of the first estimate, shape [rows, inputs].
  ///   - optimizer: What fits it, with a step for each draw.
  public init(_ network: Network, context: Tensor, optimizer: Method) {
    self.network = network
    self.optimizer = optimizer
    self.context = context
  }

  /// b(x_r; w) of each row.
  ///
  /// - Precondition: The network gives one number a row.
  public func values(rows: Int) -> [Double] {
    let outputs = network(context)
    if outputs.count != rows {
      fatalError(
        "LearnedBaseline: a context of shape \(context.shape) gives \(outputs.count) numbers for \(rows) rows"
      )
    }
    return outputs.scalars.map(Double.init)
  }

  /// One step towards values of f at the context as it is.
  public mutating func update(toward values: [Double]) {
    let targets = Tensor(values.map { Float($0) })
    let slope = gradient(at: network) { network in
      meanSquaredError(network(context).reshaped(to: targets.shape), targets: targets)
    }
    optimizer.update(&network, along: slope)
  }
}
