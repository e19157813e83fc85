/// One recorded operation: what it was applied to, and how a gradient goes back through it.
///
/// It never changes while its recording runs, and belongs to the thread that records; that makes sharing it safe.
final class Node: @unchecked Sendable {
  /// The name of the operation, as messages show it.
  let operation: StaticString
  /// What it was applied to; empty for what gradients are taken of.
  @exclusivity(unchecked) private(set) var inputs: [Tensor]
  let shape: Shape
  let storage: TensorStorage
  let pullback: Pullback
  /// The first of the recordings that it depends on.
  let recording: Recording
  /// The number of the last of them.
  let lastNumber: Int

  /// An operation on inputs of which at least one is recorded; `nil` where none is.
  init?(
    _ operation: StaticString, _ inputs: [Tensor], _ output: Tensor, pullback: @escaping Pullback
  ) {
    var first: Recording?
    var last = 0
    var hasEnded = false
    for node in inputs.lazy.compactMap(\.node) {
      guard node.recording.isOpen else {
        hasEnded = true
        continue
      }
      if node.recording.number < first?.number ?? .max { first = node.recording }
      last = max(last, node.lastNumber)
    }
    guard let first else { return nil }
    self.operation = operation
    // What was recorded by somebody who has ended is a constant now, and is let go.
    self.inputs = hasEnded ? inputs.map { $0.isRecorded ? $0 : $0.unrecorded } : inputs
    shape = output.shape
    storage = output.storage
    self.pullback = pullback
    recording = first
    lastNumber = last
  }

  /// A variable of a recording. Where it is recorded already, it passes gradients on, so that recordings can be nested.
  init(variable: Tensor, of recording: Recording) {
    operation = "variable"
    inputs = variable.isRecorded ? [variable] : []
    shape = variable.shape
    storage = variable.storage
    pullback = { gradient, _ in [gradient] }
    self.recording = inputs.first?.node?.recording ?? recording
    lastNumber = recording.number
  }

  /// Lets go of what it was applied to: nobody will ask for gradients through it again.
  func close() {
    var orphans: [Node] = []
    letInputsGo(&orphans)
    inputs = []
    while let node = orphans.popLast() { node.letInputsGo(&orphans) }
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

  /// Whether what is computed from it is recorded: it depends on a variable of a gradient that is still being taken.
  var isRecorded: Bool { node?.recording.isOpen ?? false }

  /// The same numbers, recorded nowhere.
  var unrecorded: Tensor { Tensor(shape, storage) }
}

/// The same numbers, through which no gradient passes.
///
/// What is computed from it counts as constant: ∂ stopGradient(x) / ∂x = 0.
public func stopGradient(_ x: Tensor) -> Tensor { x.unrecorded }
