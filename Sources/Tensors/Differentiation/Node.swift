/// One recorded operation: what it was applied to, and how a gradient goes back through it.
///
/// It never changes while anyone can see it; that makes sharing it between threads safe.
final class Node: @unchecked Sendable {
  /// The name of the operation, as messages show it.
  let operation: StaticString
  /// What it was applied to; empty for what gradients are taken of.
  @exclusivity(unchecked) private(set) var inputs: [Tensor]
  let shape: Shape
  let storage: TensorStorage
  let pullback: Pullback

  init(
    _ operation: StaticString, _ inputs: [Tensor], _ output: Tensor, pullback: @escaping Pullback
  ) {
    self.operation = operation
    self.inputs = inputs
    shape = output.shape
    storage = output.storage
    self.pullback = pullback
  }

  /// Lets go of long computations node by node; else each would be let go from within the next, and the stack would not
  /// suffice.
  deinit {
    var orphans: [Node] = []
    letInputsGo(&orphans)
    while let node = orphans.popLast() { node.letInputsGo(&orphans) }
  }

  /// Lets go of what it was applied to, but for those that nobody else holds: these it hands over.
  private func letInputsGo(_ orphans: inout [Node]) {
    for index in inputs.indices {
      guard var node = inputs[index].node.take() else { continue }
      if isKnownUniquelyReferenced(&node) { orphans.append(node) }
    }
  }

  /// The gradients of the inputs, from that of the output.
  ///
  /// It is written with operations on tensors, so that it can be recorded in turn: gradients of gradients need no code
  /// of their own. An operation with a faster way that isn't recorded asks ``Step/isRecording``.
  typealias Pullback = @Sendable (_ gradient: Tensor, _ step: Step) -> [Tensor?]

  /// What a pullback may look at.
  struct Step {
    /// The inputs of the operation; recorded themselves only when `isRecording`.
    let inputs: Inputs
    /// The result of the operation.
    let output: Tensor
    /// Which inputs need a gradient; for the others `nil` will do.
    let needs: Needs
    /// Whether a gradient of this gradient may be taken.
    let isRecording: Bool
  }
}

extension Node.Step {
  // Views, so that no array is made for each node.

  struct Inputs: RandomAccessCollection {
    let tensors: [Tensor]
    let isRecording: Bool

    var startIndex: Int { 0 }
    var endIndex: Int { tensors.count }
    subscript(index: Int) -> Tensor { isRecording ? tensors[index] : tensors[index].unrecorded }
  }

  struct Needs: RandomAccessCollection {
    /// Where the gradients go, if they are needed.
    let places: ArraySlice<Int?>

    var startIndex: Int { 0 }
    var endIndex: Int { places.count }
    subscript(index: Int) -> Bool { places[places.startIndex + index] != nil }
  }
}

extension Tensor {
  /// The tensor as a result of `operation`, recorded if the input is.
  @inline(__always)
  func recorded(
    _ operation: StaticString, from input: Tensor, pullback: @escaping Node.Pullback
  ) -> Tensor {
    checkFinite(operation)
    if input.node == nil { return self }
    return Tensor(shape, storage, node: Node(operation, [input], self, pullback: pullback))
  }

  /// The tensor as a result of `operation`, recorded if one of the inputs is.
  @inline(__always)
  func recorded(
    _ operation: StaticString, from left: Tensor, _ right: Tensor, pullback: @escaping Node.Pullback
  ) -> Tensor {
    checkFinite(operation)
    if left.node == nil && right.node == nil { return self }
    return Tensor(shape, storage, node: Node(operation, [left, right], self, pullback: pullback))
  }

  /// The tensor as a result of `operation`, recorded if one of the inputs is.
  func recorded(
    _ operation: StaticString, from inputs: [Tensor], pullback: @escaping Node.Pullback
  ) -> Tensor {
    checkFinite(operation)
    if inputs.allSatisfy({ $0.node == nil }) { return self }
    return Tensor(shape, storage, node: Node(operation, inputs, self, pullback: pullback))
  }

  /// The same numbers, recorded nowhere.
  var unrecorded: Tensor { Tensor(shape, storage) }
}

/// The same numbers, through which no gradient passes.
///
/// What is computed from it counts as constant: ∂ stopGradient(x) / ∂x = 0.
public func stopGradient(_ x: Tensor) -> Tensor { x.unrecorded }
