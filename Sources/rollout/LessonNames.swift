import FoundationEssentials
import LessonMarkup

extension Workspace {
  /// The lessons that names stand for, in the order of the course; all lessons for no name.
  ///
  /// A name is a number (`2`, `02`, `A1`), a stem, the start of a stem that only one lesson has, or a path to the file.
  func lessons(named names: [String]) throws -> [Lesson] {
    guard !names.isEmpty else { return lessons }
    let stems = try Set(names.map { try stem(named: $0) })
    return lessons.filter { stems.contains($0.stem) }
  }

  private func stem(named name: String) throws -> String {
    let stems = lessons.map(\.stem)
    if name.contains("/") {
      if let stem = stems.first(where: { isPath(name, to: $0) }) { return stem }
      throw CommandError(
        "\(name) is no lesson of the course in \(folder); `rollout list` shows them all.")
    }
    let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    if let listed = listed(stem) {
      if stems.contains(listed) { return listed }
      throw CommandError("lessons/\(listed).md is listed in lessons/course.yml, but doesn't exist.")
    }
    let starting = stems.filter { !stem.isEmpty && $0.hasPrefix(stem) }
    if starting.count == 1 { return starting[0] }
    if starting.count > 1 {
      throw CommandError("'\(name)' could be any of: \(starting.joined(separator: ", ")).")
    }
    let fix = Suggestion.fix(for: stem, in: stems)
    throw CommandError(
      "There is no lesson '\(name)'\(fix.map { "; \($0)" } ?? "")\n`rollout list` shows them all.")
  }

  /// The entry of the course's list that a stem or a number stands for.
  private func listed(_ name: String) -> String? {
    course.stems.contains(name) ? name : course.stem(numbered: name)
  }

  /// Whether a path, as seen from the working directory or from the course's folder, leads to a lesson's file.
  private func isPath(_ path: String, to stem: String) -> Bool {
    let file = URL(filePath: "\(folder)/lessons/\(stem).md").resolvingSymlinksInPath().path
    return [path, "\(folder)/\(path)"].contains {
      URL(filePath: $0).standardizedFileURL.resolvingSymlinksInPath().path == file
    }
  }
}
