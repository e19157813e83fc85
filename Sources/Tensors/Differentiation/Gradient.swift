/// The value of a scalar function at a point, and its gradient there.
///
///     y = f(x),  ∇f(x) with the shape of x
///
/// The function is run once, its operations are recorded, and the chain rule is applied from its result back (reverse
/// mode). Calls may be nested: the gradient of a function that takes a gradient is as exact as the first.
///
/// What leaves the function by another way, such as the state of a recurrent network that the next call starts from, is
/// a constant from then on.
///
/// - Parameter x: Where: a tensor, or a model of any type that is ``Differentiable``.
/// - Parameter function: From x to a tensor with one element.
/// - Returns: The value, and for each tensor of x the gradient, in a value of x's own type.
/// - Precondition: The result of `function` has one element.
/// - Complexity: A small constant times that of `function`, in time; in memory, all its intermediate results.
///
/// > Reference: Griewank & Walther (2008), *Evaluating Derivatives*, chapter 3.
public func valueAndGradient<Point: Differentiable, Failure: Error>(
  at x: Point, of function: (Point) throws(Failure) -> Tensor
) throws(Failure) -> (value: Tensor, gradient: Point) {
  let recording = Recording()
  defer { recording.end() }
  var variables = x
  var leaves: [Node] = []
  variables.forEachTensor { tensor in
    let leaf = Node(variable: tensor, of: recording)
    leaves.append(leaf)
    tensor.node = leaf
  }
  let value = try function(variables)
  recording.end()
  if value.count != 1 {
    fatalError("gradient: the function's value has shape \(value.shape), not one element.")
  }
  // What does not depend on a variable of ours has no gradient; somebody else may still want one of the value.
  guard let result = value.node, result.lastNumber >= recording.number else {
    return (value, x.mapTensors { Tensor.zeros($0.shape) })
  }
  let gradients = Backpropagation(from: result, to: leaves, of: recording).gradients()
  return (value.isRecorded ? value : value.unrecorded, x.replacingTensors(with: gradients))
}

/// The values of a scalar function of two arguments, and its gradients with respect to both.
public func valueAndGradient<First: Differentiable, Second: Differentiable, Failure: Error>(
  at x: First, _ y: Second, of function: (First, Second) throws(Failure) -> Tensor
) throws(Failure) -> (value: Tensor, gradient: (First, Second)) {
  let both = try valueAndGradient(at: Pair(first: x, second: y)) { (both) throws(Failure) in
    try function(both.first, both.second)
  }
  return (both.value, (both.gradient.first, both.gradient.second))
}

/// The gradient of a scalar function at a point; see ``valueAndGradient(at:of:)``.
public func gradient<Point: Differentiable, Failure: Error>(
  at x: Point, of function: (Point) throws(Failure) -> Tensor
) throws(Failure) -> Point {
  try valueAndGradient(at: x, of: function).gradient
}

/// The gradients of a scalar function of two arguments, with respect to both.
public func gradient<First: Differentiable, Second: Differentiable, Failure: Error>(
  at x: First, _ y: Second, of function: (First, Second) throws(Failure) -> Tensor
) throws(Failure) -> (First, Second) {
  try valueAndGradient(at: x, y, of: function).gradient
}

private struct Pair<First: Differentiable, Second: Differentiable>: Differentiable {
  var first: First
  var second: Second
}
