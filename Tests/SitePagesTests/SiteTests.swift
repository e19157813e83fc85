import FoundationEssentials
import LessonMarkup
import SitePages
import Testing

@Suite("A site")
struct SiteTests {
  @Test("has a page for each lesson, a home page, a search page and what they link to")
  func files() throws {
    try Fixtures.withFolder { folder in
      let report = try Sample.site(in: folder).build(Sample.lessons)
      #expect(report.diagnostics == [])
      let files = try Set(Fixtures.files(in: "\(folder)/public").keys)
      for file in [
        "index.html", "search.html", "search-index.js", "01-returns.html",
        "02-bellman-expectation.html",
        "03-optimality.html", "assets/rollout.css", "assets/rollout.js", "assets/katex/katex.css",
        "assets/katex/fonts/KaTeX_Main-Regular.woff2",
        "data/02-bellman-expectation/fig-returns.csv",
      ] { #expect(files.contains(file)) }
      #expect(!files.contains { $0.hasSuffix(".woff") || $0.hasSuffix(".ttf") })
      #expect(report.written == report.written.sorted())
    }
  }

  @Test("is the same bytes from clean, with one job and with two")
  func determinism() throws {
    try Fixtures.withFolder { one in
      try Fixtures.withFolder { two in
        _ = try Sample.site(in: one, jobs: 1).build(Sample.lessons)
        _ = try Sample.site(in: two, jobs: 2).build(Sample.lessons.reversed())
        #expect(try Fixtures.files(in: "\(one)/public") == Fixtures.files(in: "\(two)/public"))
      }
    }
  }

  @Test("leaves everything alone when nothing has changed, and reads no run")
  func unchanged() throws {
    try Fixtures.withFolder { folder in
      _ = try Sample.site(in: folder).build(Sample.lessons)
      let unread = Sample.lessons.map { lesson in
        SiteLesson(lesson.lesson, resultIdentity: lesson.resultIdentity) { throw Unexpected() }
      }
      let report = try Sample.site(in: folder).build(unread)
      #expect(report.written == [])
      #expect(report.removed == [])
      #expect(report.unchangedPages == 3)
    }
  }

  struct Unexpected: Error {}

  @Test("writes only the page whose prose changed")
  func proseChanged() throws {
    try Fixtures.withFolder { folder in
      _ = try Sample.site(in: folder).build(Sample.lessons)
      var lessons = Sample.lessons
      lessons[0] = Sample.lesson(
        "01-returns", Fixtures.text("01-returns.md") + "\nOne more paragraph.\n")
      let report = try Sample.site(in: folder).build(lessons)
      #expect(report.written == ["01-returns.html", "search-index.js"])
    }
  }

  @Test("shows an appendix by its letter, and its lessons by letter and number")
  func appendix() throws {
    try Fixtures.withFolder { folder in
      var site = Sample.site(in: folder)
      site.course.parts[0].lessons.remove(at: 1)
      site.course.parts.append(
        Course.Part(
          title: "Tools", summary: "", lessons: ["02-bellman-expectation"], appendix: "A"))
      _ = try site.build(Sample.lessons)
      let pages = try Fixtures.files(in: "\(folder)/public").mapValues {
        String(decoding: $0, as: UTF8.self)
      }
      let own = try #require(pages["02-bellman-expectation.html"])
      #expect(own.contains("<p class=\"kicker\">Lesson A1</p>"))
      #expect(own.contains("Appendix A · Tools"))
      #expect(own.contains("<span class=\"lesson-number\">A1</span>"))
      #expect(own.contains("<link rel=\"prev\" href=\"03-optimality.html\">"))
      let other = try #require(pages["03-optimality.html"])
      #expect(other.contains("<p class=\"kicker\">Lesson 2</p>"))
      #expect(other.contains("Equation 2 of lesson A1</a>"))
      let home = try #require(pages["index.html"])
      #expect(home.contains("<span class=\"part-name\">Appendix A</span> Tools"))
      #expect(home.contains("<li data-number=\"A1\">"))
      #expect(home.contains("<span class=\"part-name\">Part II</span>"))
      #expect(pages["search.html"]?.contains("<li data-number=\"A1\">") == true)
    }
  }

  @Test("writes the pages that refer to a number when the number changes")
  func referenceChanged() throws {
    try Fixtures.withFolder { folder in
      _ = try Sample.site(in: folder).build(Sample.lessons)
      var lessons = Sample.lessons
      let text = Fixtures.text("02-bellman-expectation.md").replacing(
        "```math label=eq-return\n",
        with: "```math label=eq-first\nx\n```\n\n```math label=eq-return\n")
      lessons[1] = Sample.lesson("02-bellman-expectation", text)
      let report = try Sample.site(in: folder).build(lessons)
      #expect(report.written == ["02-bellman-expectation.html", "03-optimality.html"])
      let page = try #require(Fixtures.files(in: "\(folder)/public")["03-optimality.html"])
      #expect(String(decoding: page, as: UTF8.self).contains("Equation 3 of lesson 2"))
    }
  }

  @Test("writes a page that was removed, and removes what is no part of it")
  func mending() throws {
    try Fixtures.withFolder { folder in
      let site = Sample.site(in: folder)
      _ = try site.build(Sample.lessons)
      try FileManager.default.removeItem(atPath: "\(folder)/public/01-returns.html")
      try Data("x".utf8).write(to: URL(filePath: "\(folder)/public/data/old.csv"))
      let report = try site.build(Sample.lessons)
      #expect(report.written == ["01-returns.html"])
      #expect(report.removed == ["data/old.csv"])
    }
  }

  @Test("keeps the page of a lesson that has no run, and doesn't link to one that never had")
  func withoutRun() throws {
    try Fixtures.withFolder { folder in
      let site = Sample.site(in: folder)
      func lessons() -> [SiteLesson] {
        Sample.lessons.map { lesson in
          lesson.lesson.stem == "03-optimality"
            ? SiteLesson(lesson.lesson, resultIdentity: "", result: nil) : lesson
        }
      }
      _ = try site.build(lessons())
      var files = try Fixtures.files(in: "\(folder)/public")
      #expect(files["03-optimality.html"] == nil)
      let home = String(decoding: try #require(files["index.html"]), as: UTF8.self)
      #expect(!home.contains("href=\"03-optimality.html\""))
      _ = try site.build(Sample.lessons)
      let report = try site.build(lessons())
      #expect(report.removed == [])
      files = try Fixtures.files(in: "\(folder)/public")
      #expect(files["03-optimality.html"] != nil)
    }
  }

  @Test("reports the problems of pages that it leaves alone")
  func rememberedProblems() throws {
    try Fixtures.withFolder { folder in
      var lessons = Sample.lessons
      lessons[0] = Sample.lesson(
        "01-returns", Fixtures.text("01-returns.md") + "\nSee [](#eq-retrun).\n")
      let first = try Sample.site(in: folder).build(lessons)
      let second = try Sample.site(in: folder).build(lessons)
      #expect(first.diagnostics.map(\.identifier) == ["unknown-reference"])
      #expect(second.diagnostics == first.diagnostics)
      #expect(second.written == [])
    }
  }

  @Test("has only links that lead somewhere, and no name twice on a page")
  func links() throws {
    try Fixtures.withFolder { folder in
      _ = try Sample.site(in: folder).build(Sample.lessons)
      let files = try Fixtures.files(in: "\(folder)/public")
      let pages = files.filter { $0.key.hasSuffix(".html") }.mapValues {
        String(decoding: $0, as: UTF8.self)
      }
      let names = pages.mapValues { page in
        page.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
      }
      for (file, page) in pages {
        let own = names[file] ?? []
        #expect(Set(own).count == own.count, "\(file)")
        for match in page.matches(of: /\s(?:href|src)="([^"]*)"/) {
          let link = String(match.output.1)
          if link.hasPrefix("http") { continue }
          let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            .map(String.init)
          let target = parts[0].isEmpty ? file : parts[0]
          #expect(files[target] != nil, "\(file): \(link)")
          if parts.count > 1 {
            #expect(names[target]?.contains(parts[1]) == true, "\(file): \(link)")
          }
        }
      }
    }
  }

  @Test(
    "is written where SAMPLE_SITE says, to be looked at",
    .enabled(if: ProcessInfo.processInfo.environment["SAMPLE_SITE"] != nil))
  func sample() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["SAMPLE_SITE"])
    #expect(try Sample.site(in: folder).build(Sample.lessons).diagnostics == [])
  }

  @Test("names the packages to install when KaTeX is missing")
  func missingKaTeX() throws {
    try Fixtures.withFolder { folder in
      var site = Sample.site(in: folder)
      site.folders.katex = "\(folder)/nowhere"
      let error = #expect(throws: SiteError.self) { try site.build(Sample.lessons) }
      #expect(error?.code == .missingSystemPart)
      #expect(
        error?.description.contains("apt-get install libjs-katex duktape-dev libcmark-dev") == true)
    }
  }

  @Test("says which file can't be written")
  func unwritable() throws {
    try Fixtures.withFolder { folder in
      try Data("not a folder".utf8).write(to: URL(filePath: "\(folder)/public"))
      let error = #expect(throws: SiteError.self) {
        try Sample.site(in: folder).build(Sample.lessons)
      }
      #expect(error?.code == .unwritable)
      #expect(error?.context.contains("\(folder)/public/") == true)
    }
  }
}
