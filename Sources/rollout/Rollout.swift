import ArgumentParser

/// The command line: one verb a file, each thin.
@main
struct Rollout: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollout",
    abstract: "Builds and tests a course whose Markdown lessons are Swift programs.",
    discussion: """
      Lessons are named by number (2, A1), by stem (02-bellman-expectation) or by path. Without a name, a verb takes \
      the whole course. The exit status is 0 only when all is well.
      """,
    subcommands: [
      Build.self, Test.self, Run.self, New.self, List.self, Why.self, Clean.self,
    ])
}
