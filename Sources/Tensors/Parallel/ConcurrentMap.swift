internal import CKernels
internal import Dispatch
internal import Synchronization

/// How many processors the calling thread may use.
///
/// What it may not use, as `taskset` and containers restrict it, doesn't count.
public var processorCount: Int { Int(kernel_processor_count()) }

/// The results of a function for each item, in the order of the items, found by several threads.
///
/// ```swift
/// let returns = concurrentMap(0..<10) { seed in train(seed: seed) }
/// ```
///
/// The results don't depend on the number of threads as long as `transform` depends on its item alone; whatever is random
/// in it draws from a stream of the item's own, such as `experiment.child(item)`.
///
/// - Parameters:
///   - items: What there is to be done, each apart from the others.
///   - threads: How many items are worked on at a time, at most; the calling thread is one of those that work.
///   - transform: Applied once to each item.
/// - Throws: The error of the first item, in order, that failed. With one thread no item behind it is begun; with several
///   all are finished first.
/// - Precondition: At least one thread.
public func concurrentMap<Items, Output: Sendable, Failure: Error>(
  _ items: Items, threads: Int = processorCount,
  _ transform: @Sendable (Items.Element) throws(Failure) -> Output
) throws(Failure) -> [Output]
where Items: RandomAccessCollection & Sendable, Items.Element: Sendable, Items.Index: Sendable {
  if threads < 1 { fatalError("concurrentMap: at least one thread is needed, not \(threads).") }
  let count = items.count
  guard threads > 1, count > 1 else {
    var results: [Output] = []
    results.reserveCapacity(count)
    for item in items { results.append(try transform(item)) }
    return results
  }
  let finished = [Result<Output, Failure>](unsafeUninitializedCapacity: count) { slots, filled in
    // Safe: each slot is written by the one thread that took its number.
    nonisolated(unsafe) let slots = slots
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while case let number = next.add(1, ordering: .relaxed).oldValue, number < count {
        let item = items[items.index(items.startIndex, offsetBy: number)]
        let result = Result { () throws(Failure) in try transform(item) }
        slots.initializeElement(at: number, to: result)
      }
    }
    filled = count
  }
  var results: [Output] = []
  results.reserveCapacity(count)
  for result in finished { results.append(try result.get()) }
  return results
}
