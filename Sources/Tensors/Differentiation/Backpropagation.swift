/// A recorded computation, seen from its result: what lies between it and the leaves.
struct Backpropagation {
  /// The leaves, then the others so that inputs stand before what is computed from them.
  private var nodes: [Node]
  private let leafCount: Int
  /// The places of the inputs of each node that isn't a leaf, one node after the other; `nil` where no gradient is
  /// needed: from there no leaf is reached.
  private var inputPlaces: [Int?] = []
  /// Whether a leaf can be reached, node by node.
  private var isNeeded: [Bool]
  private var resultPlace = 0
  /// Whether the computation also depends on variables of a recording around ours, which may ask for a gradient of the
  /// gradient.
  private let isRecording: Bool

  /// Finds the nodes in order, without recursion: recorded computations are deep.
  ///
  /// - Parameter recording: Whose leaves they are; it has ended. What was computed before it began is passed by.
  init(from result: Node, to leaves: [Node], of recording: Recording) {
    nodes = []
    nodes.reserveCapacity(leaves.count + 32)
    nodes += leaves
    leafCount = leaves.count
    isNeeded = Array(repeating: true, count: leaves.count)
    isRecording = result.recording.isOpen
    var places = NodePlaces()
    for (place, leaf) in leaves.enumerated() { places.insert(leaf, at: place) }
    var path: [(node: Node, next: Int)] = []
    if places[result] == nil { path.append((result, 0)) }
    search: while let last = path.indices.last {
      let node = path[last].node
      for next in path[last].next..<node.inputs.count {
        if let input = node.inputs[next].node, input.lastNumber >= recording.number,
          places[input] == nil
        {
          path[last].next = next + 1
          path.append((input, 0))
          continue search
        }
      }
      path.removeLast()
      places.insert(node, at: nodes.count)
      append(node, places)
    }
    resultPlace = places[result] ?? 0
  }

  private mutating func append(_ node: Node, _ places: NodePlaces) {
    var needed = false
    for input in node.inputs {
      let place = input.node.flatMap { places[$0] }.flatMap { isNeeded[$0] ? $0 : nil }
      inputPlaces.append(place)
      needed = needed || place != nil
    }
    nodes.append(node)
    isNeeded.append(needed)
  }

  /// The gradients of the result, a scalar, with respect to each leaf; zeros where it does not depend on one.
  ///
  /// - Complexity: A small multiple of the cost of the computation itself.
  consuming func gradients() -> [Tensor] {
    var gradients = [Tensor?](repeating: nil, count: nodes.count)
    gradients[resultPlace] = .ones(nodes[resultPlace].shape)
    var end = inputPlaces.count
    // Each node is let go when it is done with, from the last: its buffers serve those that follow.
    while nodes.count > leafCount, let node = nodes.popLast() {
      let places = inputPlaces[end - node.inputs.count..<end]
      end = places.startIndex
      defer { if !isRecording { node.close() } }
      guard let gradient = gradients[nodes.count].take() else { continue }
      let parts = node.gradients(of: gradient, places: places, isRecording)
      for index in parts.indices {
        guard let part = parts[index], let place = places[places.startIndex + index] else {
          continue
        }
        node.check(part, of: index)
        if let sum = gradients[place].take() {
          gradients[place] = sum.accumulating(part)
        } else {
          gradients[place] = part
        }
      }
    }
    return zip(nodes, gradients).map { leaf, gradient in gradient ?? .zeros(leaf.shape) }
  }
}

extension Node {
  /// What the pullback makes of the gradient of the output.
  fileprivate func gradients(
    of gradient: Tensor, places: ArraySlice<Int?>, _ isRecording: Bool
  ) -> [Tensor?] {
    let step = Step(
      inputs: Step.Inputs(tensors: inputs, isRecording: isRecording),
      output: Tensor(shape, storage, node: isRecording ? self : nil),
      needs: Step.Needs(places: places), isRecording: isRecording)
    return pullback(gradient, step)
  }

  /// Ends the program where the gradient of an input can't be one.
  fileprivate func check(_ gradient: Tensor, of index: Int) {
    if gradient.shape != inputs[index].shape {
      fatalError(
        "Gradient of \(operation): \(gradient.shape) for an input of shape \(inputs[index].shape).")
    }
    gradient.checkFinite(operation, "the gradient")
  }
}
