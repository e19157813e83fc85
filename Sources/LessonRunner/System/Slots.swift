import Dispatch

/// Lets at most so many compilers and programs run at once; who waits longest goes first.
actor Slots {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(count: Int) { free = max(1, count) }

  /// Does blocking work when a slot is free, on a thread of its own.
  nonisolated func use<Value: Sendable>(
    _ work: @escaping @Sendable () throws(RunnerError) -> Value
  ) async throws(RunnerError) -> Value {
    await take()
    let outcome: Result<Value, RunnerError> = await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(returning: Result(catching: work))
      }
    }
    await giveBack()
    return try outcome.get()
  }

  /// Does the same blocking work for several items, as many at once as there are slots; the values in order.
  nonisolated func useForEach<Item: Sendable, Value: Sendable>(
    _ items: [Item], _ work: @escaping @Sendable (Item) throws(RunnerError) -> Value
  ) async throws(RunnerError) -> [Value] {
    let outcomes = await withTaskGroup(of: (Int, Result<Value, RunnerError>).self) { group in
      for (index, item) in items.enumerated() {
        group.addTask {
          do throws(RunnerError) {
            let value = try await self.use { () throws(RunnerError) in try work(item) }
            return (index, .success(value))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      var outcomes: [Int: Result<Value, RunnerError>] = [:]
      for await (index, outcome) in group { outcomes[index] = outcome }
      return outcomes
    }
    var values: [Value] = []
    for index in items.indices {
      guard let outcome = outcomes[index] else { continue }
      values.append(try outcome.get())
    }
    return values
  }

  private func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func giveBack() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
