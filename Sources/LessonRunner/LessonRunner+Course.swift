public import LessonEvents
public import LessonMarkup

extension LessonRunner {
  /// The results of several lessons, in their order; several run at once, the longest first.
  ///
  /// - Parameter lessons: The lessons, in any order.
  /// - Parameter report: Hears what happens in which lesson (its place in `lessons`); from any thread.
  /// - Throws: The first failure of the world, in the order of the lessons.
  public func results(
    of lessons: [Lesson], report: @escaping @Sendable (Int, LessonProgress) -> Void = { _, _ in }
  ) async throws(RunnerError) -> [LessonResult] {
    let outcomes = await withTaskGroup(
      of: (Int, Result<LessonResult, RunnerError>).self
    ) { group in
      var waiting = longestFirst(lessons)[...]
      func startNext() {
        guard let index = waiting.popFirst() else { return }
        group.addTask {
          do throws(RunnerError) {
            let result = try await self.result(of: lessons[index]) { report(index, $0) }
            return (index, .success(result))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      for _ in 0..<options.jobs { startNext() }
      var outcomes: [Int: Result<LessonResult, RunnerError>] = [:]
      while let (index, outcome) = await group.next() {
        outcomes[index] = outcome
        startNext()
      }
      return outcomes
    }
    var results: [LessonResult] = []
    for index in lessons.indices {
      guard let outcome = outcomes[index] else { continue }
      results.append(try outcome.get())
    }
    return results
  }

  /// The places of the lessons, those that took longest when they last ran first; unknown ones before all.
  private func longestFirst(_ lessons: [Lesson]) -> [Int] {
    // Reading a result only for its duration is worth it only where the order matters.
    if lessons.count <= options.jobs { return Array(lessons.indices) }
    let seconds = lessons.map { cache.seconds(of: $0.stem) ?? .infinity }
    return lessons.indices.sorted { (-seconds[$0], $0) < (-seconds[$1], $1) }
  }
}
