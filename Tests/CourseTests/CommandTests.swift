import Foundation
import Testing

/// The command line end to end, on small courses.
@Suite struct CommandTests {
  static let sums = """
    ---
    title: Sums
    summary: Small sums.
    seed: 1
    requires: []
    source: Nowhere.
    ---

    # Sums

    Some prose.

    ```swift
    import Rollout

    let numbers = [1.5, 2.25]
    print(numbers.reduce(0, +))
    print("done")
    ```
    ```output
    3.75
    done
    ```

    The sum is `{swift} numbers.reduce(0, +)`.

    """

  static let products = sums.replacing("Sums", with: "Products").replacing("sums", with: "products")
    .replacing("reduce(0, +)", with: "reduce(1, *)").replacing("3.75", with: "3.375")

  @Test("a wrong digit fails with file, line and diff; --update mends that line and no other byte")
  func update() throws {
    let wrong = Self.sums.replacing("3.75\n", with: "3.85\n")
    let course = try TemporaryCourse(["01-sums": wrong])
    let failed = try course.rollout("test")
    #expect(failed.status != 0)
    #expect(failed.errors.contains("lessons/01-sums.md:21:1: error:"))
    #expect(failed.errors.contains("-3.85") && failed.errors.contains("+3.75"))

    let updated = try course.rollout("test", "1", "--update")
    #expect(updated.status == 0, "\(updated.errors)")
    #expect(try course.read("lessons/01-sums.md") == Self.sums)

    let again = try course.rollout("test", "1", "--update")
    #expect(again.status == 0)
    #expect(!again.output.contains("updated"))
    #expect(try course.read("lessons/01-sums.md") == Self.sums)
  }

  @Test("an output that differs from run to run is not accepted")
  func unsteady() throws {
    let lesson = Self.sums.replacing(
      "print(\"done\")", with: "print(UInt64.random(in: 0 ... .max))")
    let course = try TemporaryCourse(["01-sums": lesson])
    let refused = try course.rollout("test", "--update")
    #expect(refused.status != 0)
    #expect(refused.errors.contains("[unsteady-output]"))
    #expect(try course.read("lessons/01-sums.md") == lesson)
  }

  @Test("two builds from clean, with 1 and 2 jobs, give the same bytes")
  func sameBytes() throws {
    let course = try TemporaryCourse(["01-sums": Self.sums, "02-products": Self.products])
    let first = try course.rollout("build", "--jobs", "1")
    #expect(first.status == 0, "\(first.errors)")
    let site = try course.site()
    #expect(Set(site.keys).isSuperset(of: ["index.html", "01-sums.html", "02-products.html"]))
    #expect(try course.rollout("clean").status == 0)
    #expect(!FileManager.default.fileExists(atPath: "\(course.folder)/site/public"))
    #expect(try course.rollout("build", "--jobs", "2").status == 0)
    #expect(try course.site() == site)
  }

  @Test(
    "prose edited: the page changes and no cell runs; a cell edited: that lesson runs, and why says so"
  )
  func edits() throws {
    let course = try TemporaryCourse(["01-sums": Self.sums, "02-products": Self.products])
    #expect(try course.rollout("build").errors.contains("ran 01-sums"))
    let before = try course.site()

    try course.write(
      Self.sums.replacing("Some prose.", with: "Other prose,\n\nlonger."), at: "lessons/01-sums.md")
    #expect(try course.rollout("why", "1").output.contains("won't run again"))
    let prose = try course.rollout("build")
    #expect(!prose.errors.contains("ran "))
    let after = try course.site()
    #expect(after["01-sums.html"] != before["01-sums.html"])
    #expect(after["02-products.html"] == before["02-products.html"])

    try course.write(
      Self.sums.replacing("[1.5, 2.25]", with: "[1.25, 2.5]"), at: "lessons/01-sums.md")
    #expect(try course.rollout("why", "sums").output.isEmpty)
    #expect(try course.rollout("why", "01").output.contains("cell 1 changed"))
    let cell = try course.rollout("build")
    #expect(cell.errors.contains("ran 01-sums"))
    #expect(!cell.errors.contains("ran 02-products"))
  }

  @Test("a build that is killed leaves the old pages as they were")
  func killed() throws {
    let course = try TemporaryCourse(["01-sums": Self.sums])
    #expect(try course.rollout("build").status == 0)
    let before = try course.site()
    try course.write(
      Self.sums.replacing("print(\"done\")", with: "while true {}"), at: "lessons/01-sums.md")
    let build = try course.start(["build", "--verbose"])
    var said = ""
    while !said.contains("cell 1 of 1") {
      let more = build.errors.fileHandleForReading.availableData
      try #require(!more.isEmpty, "\(said)")
      said += String(decoding: more, as: UTF8.self)
    }
    kill(build.process.processIdentifier, SIGKILL)
    build.process.waitUntilExit()
    #expect(try course.site() == before)
    try course.write(Self.sums, at: "lessons/01-sums.md")
    #expect(try course.rollout("build").status == 0)
    #expect(try course.site() == before)
  }

  @Test("a lesson can be started, listed and tested")
  func new() throws {
    let course = try TemporaryCourse(["01-sums": Self.sums])
    #expect(try course.rollout("new", "Bandits: how to choose").status == 0)
    #expect(try course.rollout("list").output.contains("2  Bandits: how to choose"))
    let tested = try course.rollout("test", "2", "--strict")
    #expect(tested.status == 0, "\(tested.errors)")
    let again = try course.rollout("test", "lessons/02-bandits-how-to-choose.md")
    #expect(again.output.contains("1 of 1 lesson passed"))
  }

  @Test("a lesson of an appendix is named by letter and number; a new lesson comes before it")
  func appendix() throws {
    let course = try TemporaryCourse(["01-sums": Self.sums])
    try course.write(Self.products, at: "lessons/a1-products.md")
    let yaml = try course.read("lessons/course.yml")
    let appendix = "  - title: Tools\n    appendix: A\n    lessons:\n      - a1-products\n"
    try course.write(yaml + appendix, at: "lessons/course.yml")
    #expect(try course.rollout("new", "Bandits").status == 0)
    #expect(
      try course.read("lessons/course.yml")
        == yaml.replacing("- 01-sums\n", with: "- 01-sums\n      - 02-bandits\n") + appendix)
    let list = try course.rollout("list").output
    #expect(list.contains("\n   2  Bandits") && list.contains("\nTools\n  A1  "), "\(list)")
    for name in ["A1", "a1"] {
      #expect(try course.rollout("why", name).output.contains("a1-products"))
    }
    #expect(try course.rollout("why", "3").errors.contains("There is no lesson '3'"))
  }

  @Test("a lesson runs in the terminal, cell by cell")
  func run() throws {
    let course = try TemporaryCourse(["01-sums": Self.sums])
    let run = try course.rollout("run", "1")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("│ print(numbers.reduce(0, +))"))
    #expect(run.output.contains("3.75\ndone\n"))
  }

  @Test("one dead link is one diagnostic; the page is written, the exit status is not 0")
  func deadLink() throws {
    let dead = Self.sums.replacing("Some prose.", with: "See [it](09-none.md) and [@nobody2000].")
    let course = try TemporaryCourse(["01-sums": dead, "02-products": Self.products])
    let build = try course.rollout("build")
    #expect(build.status != 0)
    #expect(build.errors.contains("2 errors, 0 warnings"), "\(build.errors)")
    #expect(build.output.contains("2 lessons, 1 with errors,"))
    #expect(try course.site()["01-sums.html"] != nil)
    let test = try course.rollout("test")
    #expect(test.status != 0)
    #expect(test.output.contains("1 of 2 lessons passed"))
    #expect(try course.rollout("build", "2").status == 0)
  }

  @Test("a lesson whose text has errors is told and not run; the others are")
  func textErrors() throws {
    let open = Self.products + "```swift\nprint(1)\n"
    let course = try TemporaryCourse(["01-sums": Self.sums, "02-products": open])
    let test = try course.rollout("test")
    #expect(test.status != 0)
    #expect(test.errors.contains("[unterminated-fence]"))
    #expect(test.errors.contains("ran 01-sums") && !test.errors.contains("ran 02-products"))
    #expect(test.output.contains("1 of 2 lessons passed"))
    #expect(try course.rollout("why", "2").output.contains("can't run: its text has errors"))
  }

  @Test("a course file that can't be read fails every verb that needs it, with its line")
  func brokenCourse() throws {
    let course = try TemporaryCourse(["01-sums": Self.sums])
    try course.write("title: [", at: "lessons/course.yml")
    for verb in [["build"], ["test"], ["list"], ["why"], ["new", "Title"]] {
      let broken = try course.rollout(verb)
      #expect(broken.status != 0)
      #expect(broken.errors.contains("lessons/course.yml:1:9: error:"), "\(broken.errors)")
    }
    #expect(try course.rollout("clean").status == 0)
  }

  @Test("cells that announce a failure are shown with the failure that came")
  func announced() throws {
    let cells = "```swift traps\nprint(\"before\")\nfatalError(\"the end\")\n```\n"
    let course = try TemporaryCourse(["01-sums": Self.sums + cells])
    let run = try course.rollout("run", "1")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("│ fatalError(\"the end\")\nbefore\nas announced:"))
  }

  @Test("mistakes on the command line are explained")
  func mistakes() throws {
    let course = try TemporaryCourse(["01-sums": Self.sums])
    let unknown = try course.rollout("test", "01-sum5")
    #expect(unknown.status != 0)
    #expect(unknown.errors.contains("did you mean '01-sums'?"))
    #expect(try course.rollout("build", "--jobs", "0").errors.contains("it must be at least 1"))
    let path = try course.rollout("test", "/nowhere/01-sums.md")
    #expect(path.status != 0)
    #expect(path.errors.contains("is no lesson of the course"))
    let elsewhere = try course.rollout("list", "--course", "/")
    #expect(elsewhere.status != 0)
    #expect(elsewhere.errors.contains("holds no lessons/course.yml"))
    let bare = try course.rollout("test", path: "/nowhere")
    #expect(bare.status != 0)
    #expect(bare.errors.contains("there is no Swift compiler on the path"))
  }

  @Test("a site that can't be written is said, with the place")
  func unwritable() throws {
    let course = try TemporaryCourse(["01-sums": Self.sums])
    try course.write("in the way", at: "site/public")
    let build = try course.rollout("build")
    #expect(build.status != 0)
    #expect(build.errors.contains("site/public"))
  }
}
