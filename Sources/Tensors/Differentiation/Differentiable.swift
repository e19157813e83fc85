/// A value made of tensors, which gradients can be taken with respect to: a tensor, a layer, a model, an array of them.
///
/// A struct conforms by saying so: its stored properties that are `Differentiable` are found by themselves, in the order
/// of their declaration. What is constant in a model is wrapped in ``Constant``.
///
/// ```swift
/// struct Line: Differentiable {
///   var slope = Tensor(0), intercept = Tensor(0)
///   func callAsFunction(_ x: Tensor) -> Tensor { slope * x + intercept }
/// }
/// ```
public protocol Differentiable: SendableMetatype {
  /// Calls `body` with each tensor, always in the same order.
  mutating func forEachTensor(_ body: (inout Tensor) -> Void)

  /// A name for each tensor, in the order of `forEachTensor`: the path of properties and indices that leads to it.
  var tensorNames: [String] { get }
}

extension Differentiable {
  /// The tensors, in order.
  public var tensors: [Tensor] {
    var (copy, tensors) = (self, [Tensor]())
    copy.forEachTensor { tensors.append($0) }
    return tensors
  }

  /// How many numbers there are in all tensors.
  public var parameterCount: Int { tensors.reduce(0) { $0 + $1.count } }

  /// The same value with other tensors in place of its own.
  ///
  /// - Precondition: As many tensors as there are, of the same shapes.
  public func replacingTensors(with tensors: [Tensor]) -> Self {
    var (copy, index) = (self, 0)
    copy.forEachTensor { tensor in
      guard index < tensors.count, tensors[index].shape == tensor.shape else {
        let found = index < tensors.count ? "has shape \(tensors[index].shape)" : "is missing"
        fatalError(
          "Tensor \(index) of \(Self.self) has shape \(tensor.shape); its successor \(found).")
      }
      tensor = tensors[index]
      index += 1
    }
    if index != tensors.count {
      fatalError("\(Self.self) has \(index) tensors, \(tensors.count) were given.")
    }
    return copy
  }

  /// The same value with each tensor transformed.
  public func mapTensors(_ transform: (Tensor) -> Tensor) -> Self {
    var copy = self
    copy.forEachTensor { $0 = transform($0) }
    return copy
  }
}

/// A part of a model that no gradient is taken of, and no optimiser changes.
public struct Constant<Value: Sendable>: Sendable {
  /// What is constant.
  public let value: Value

  /// Wraps a value.
  public init(_ value: Value) { self.value = value }
}

extension Constant: Equatable where Value: Equatable {}

// MARK: - Conformances

extension Tensor: Differentiable {
  /// Calls `body` with the tensor itself.
  public mutating func forEachTensor(_ body: (inout Tensor) -> Void) { body(&self) }

  /// One empty name: a path to the tensor ends here.
  public var tensorNames: [String] { [""] }
}

extension Array: Differentiable where Element: Differentiable {
  /// Calls `body` with the tensors of each element in turn.
  public mutating func forEachTensor(_ body: (inout Tensor) -> Void) {
    for index in indices { self[index].forEachTensor(body) }
  }

  /// The index of the element leads each name.
  public var tensorNames: [String] {
    indices.flatMap { index in self[index].tensorNames.map { Self.path("\(index)", $0) } }
  }
}

extension Optional: Differentiable where Wrapped: Differentiable {
  /// Calls `body` with the tensors of the value, if there is one.
  public mutating func forEachTensor(_ body: (inout Tensor) -> Void) { self?.forEachTensor(body) }

  /// The names of the value's tensors, if there is one.
  public var tensorNames: [String] { self?.tensorNames ?? [] }
}

extension Differentiable {
  /// The path that leads through `part` to `rest`.
  public static func path(_ part: String, _ rest: String) -> String {
    rest.isEmpty ? part : "\(part).\(rest)"
  }
}
