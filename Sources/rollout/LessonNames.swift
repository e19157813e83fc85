import ArgumentParser
import LessonMarkup

extension Workspace {
  /// The lessons that names stand for, in the order of the course; all lessons for no name.
  ///
  /// A name is a number (`2`, `02`), a stem, the start of a stem that only one lesson has, or a path to the file.
  func lessons(named names: [String]) throws -> [Lesson] {
    guard !names.isEmpty else { return lessons }
    let stems = try Set(names.map { try stem(named: $0) })
    return lessons.filter { stems.contains($0.stem) }
  }

  private func stem(named name: String) throws -> String {
    let stems = lessons.map(\.stem)
    let file = name.split(separator: "/").last.map(String.init) ?? name
    let stem = file.hasSuffix(".md") ? String(file.dropLast(3)) : file
    if stems.contains(stem) { return stem }
    if let number = Int(stem), course.stems.indices.contains(number - 1),
      stems.contains(course.stems[number - 1])
    {
      return course.stems[number - 1]
    }
    let starting = stems.filter { $0.hasPrefix(stem) }
    if starting.count == 1 { return starting[0] }
    let fix = Suggestion.fix(for: stem, in: starting.isEmpty ? stems : starting)
    throw ValidationError(
      "There is no lesson '\(name)'\(fix.map { "; \($0)" } ?? "")\n`rollout list` shows them all.")
  }
}
