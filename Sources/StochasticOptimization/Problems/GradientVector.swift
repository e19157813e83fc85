public import Tensors

/// What a gradient is a value of: something that can be summed, scaled, and read as a list of numbers.
public protocol GradientVector {
  /// Adds another one times a factor.
  mutating func add(_ other: Self, times factor: Double)

  /// The numbers, always in the same order; shape [d].
  var components: [Double] { get }
}

extension [Double]: GradientVector {
  /// The numbers themselves.
  public var components: [Double] { self }
}

/// A gradient with respect to the tensors of a model, as a value of the model's own type.
public struct ModelGradient<Model: Differentiable>: GradientVector {
  /// The model with the gradient in place of its tensors.
  public var model: Model

  /// A gradient that has the shapes of a model.
  public init(_ model: Model) { self.model = model }

  /// The gradient 0.
  public static func zero(like model: Model) -> ModelGradient {
    ModelGradient(model.mapTensors { Tensor.zeros($0.shape) })
  }

  /// Adds another one times a factor.
  public mutating func add(_ other: ModelGradient, times factor: Double) {
    let others = other.model.tensors
    var index = 0
    model.forEachTensor { tensor in
      tensor += Float(factor) * others[index]
      index += 1
    }
  }

  /// The elements of all tensors.
  public var components: [Double] { model.tensors.flatMap { $0.scalars.map(Double.init) } }
}
