/// The sum over shards of a scalar function at a point, and its gradient, found by several threads.
///
///     y = Σₛ f(x, s),  ∇y = Σₛ ∇f(x, s)
///
/// Both sums are added in the order of the shards, so the bits depend on how the work is cut into shards, but not on the
/// number of threads.
///
/// ```swift
/// let (loss, gradient) = valueAndGradient(at: network, sumOver: batches, threads: 2) { network, batch in
///   crossEntropy(network(batch.images), targets: batch.labels).sum()
/// }
/// ```
///
/// - Parameter x: Where: a tensor, or a model.
/// - Parameter shards: The parts of the work, at least one; as many as threads at least, for these to have something to do.
/// - Parameter threads: How many shards are worked on at a time, at most.
/// - Parameter function: From x and a shard to a tensor with one element.
/// - Complexity: The cost of all shards divided by the threads; memory for one gradient a shard.
public func valueAndGradient<Point: Differentiable & Sendable, Shard: Sendable>(
  at x: Point, sumOver shards: [Shard], threads: Int = processorCount,
  of function: @Sendable (Point, Shard) -> Tensor
) -> (value: Tensor, gradient: Point) {
  guard let first = shards.first else {
    fatalError("valueAndGradient: there are no shards to sum over.")
  }
  if threads == 1 || shards.count == 1 {
    var sum = valueAndGradient(at: x) { function($0, first) }
    for shard in shards.dropFirst() {
      add(valueAndGradient(at: x) { function($0, shard) }, to: &sum)
    }
    return sum
  }
  let jobs = shards.map {
    Job(shard: $0, value: .room([]), gradient: x.mapTensors { .room($0.shape) })
  }
  let parts = concurrentMap(jobs, threads: threads) { $0.result(at: x, of: function) }
  var sum = parts[0]
  for part in parts.dropFirst() { add(part, to: &sum) }
  return sum
}

private func add<Point: Differentiable>(
  _ part: (value: Tensor, gradient: Point), to sum: inout (value: Tensor, gradient: Point)
) {
  let tensors = zip(sum.gradient.tensors, part.gradient.tensors).map { $0 + $1 }
  sum = (sum.value + part.value, sum.gradient.replacingTensors(with: tensors))
}

/// The work on a shard, and room for its results.
///
/// The room is a buffer of the thread that asked: it will return to that thread's pool, while the buffers of the thread
/// that works stay in its own. Otherwise the one would run dry, and the other over.
private struct Job<Point: Differentiable & Sendable, Shard: Sendable>: Sendable {
  let shard: Shard
  let value: Tensor
  let gradient: Point

  func result(
    at x: Point, of function: @Sendable (Point, Shard) -> Tensor
  ) -> (value: Tensor, gradient: Point) {
    let found = valueAndGradient(at: x) { function($0, shard) }
    let tensors = zip(found.gradient.tensors, gradient.tensors).map { $0.moved(to: $1) }
    return (found.value.moved(to: value), x.replacingTensors(with: tensors))
  }
}

extension Tensor {
  /// A tensor whose numbers are still to be written.
  fileprivate static func room(_ shape: Shape) -> Tensor {
    Tensor(shape, TensorStorage(count: shape.elementCount))
  }

  /// The same numbers in the buffer of another tensor, which nobody reads or writes meanwhile; where this one is recorded,
  /// itself.
  fileprivate func moved(to room: Tensor) -> Tensor {
    if node != nil { return self }
    room.storage.elements.update(from: elements, count: count)
    return room
  }
}
