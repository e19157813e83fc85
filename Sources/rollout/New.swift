import ArgumentParser
import FoundationEssentials
import LessonMarkup

/// `rollout new <title>`: a lesson to start from, and its line in `course.yml`.
struct New: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Starts a lesson: writes its file and lists it in course.yml.")

  @Argument(help: "The lesson's title.")
  var title: String

  @OptionGroup var options: CourseOptions

  func validate() throws {
    if New.words(of: title).isEmpty {
      throw ValidationError("The title '\(title)' has no letter or digit to make a file name of.")
    }
  }

  func run() async throws {
    let workspace = try Workspace(at: options.folder)
    try workspace.requireCourse()
    let others = workspace.course.parts.filter { $0.appendix == nil }.flatMap(\.lessons)
    let number = others.count + 1
    let digits = number < 10 ? "0\(number)" : "\(number)"
    let stem = "\(digits)-\(New.words(of: title))"
    let path = "\(workspace.folder)/lessons/\(stem).md"
    guard !FileManager.default.fileExists(atPath: path) else {
      throw CommandError("\(path) exists already; choose another title.")
    }
    let courseFile = "\(workspace.folder)/lessons/course.yml"
    let yaml = String(decoding: try Workspace.bytes(of: courseFile), as: UTF8.self)
    guard let listing = New.listing(stem, after: others.last, in: yaml) else {
      throw CommandError(
        "course.yml has no list of lessons in the form `- stem`, one a line; add '- \(stem)' by hand first."
      )
    }
    let draft = New.draft(title: title, number: number, module: workspace.course.module)
    try Workspace.write(draft.utf8, to: path)
    try Workspace.write(listing.utf8, to: courseFile)
    say("lessons/\(stem).md")
    say(
      "Look at it while you write: rollout run \(number), rollout build \(number), rollout test \(number)"
    )
  }

  /// The title as the words of a file name: lower case, joined by hyphens.
  static func words(of title: String) -> String {
    title.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
  }

  /// The course file with one more lesson after another that is listed; all else as it was.
  static func listing(_ stem: String, after other: String?, in yaml: String) -> String? {
    guard let other else { return nil }
    var lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isItem = { (line: String) in
      line.split { " \"'".contains($0) }.starts(with: ["-", other[...]])
    }
    guard let last = lines.lastIndex(where: isItem) else { return nil }
    let indent = lines[last].prefix { $0 == " " }
    lines.insert("\(indent)- \(stem)", at: last + 1)
    return lines.joined(separator: "\n")
  }

  private static func draft(title: String, number: Int, module: String) -> String {
    """
    ---
    title: \(yamlString(title))
    summary: What the reader will know at the end, in a sentence or two.
    seed: \(number)
    requires: []
    source: What in the literature it follows.
    ---

    # \(title)

    The idea, in plain words, before any symbol.

    ```swift
    import \(module)

    print(2 + 2)
    ```
    ```output
    4
    ```

    """
  }

  /// The text as a YAML scalar: as it is where that is safe, quoted where not.
  private static func yamlString(_ text: String) -> String {
    let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || " ,.'()".contains($0) }
    if isPlain, text.first?.isLetter == true { return text }
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}
