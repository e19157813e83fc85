import LessonMarkup
import SitePages

extension Sample {
  /// The sample course as a site below a folder.
  static func site(in folder: String, jobs: Int = 1) -> Site {
    var folders = Site.Folders(package: Fixtures.package, cache: "\(folder)/cache")
    folders.course = folder
    folders.output = "\(folder)/public"
    var site = Site(
      course: course, references: references, folders: folders,
      edition: Site.Edition(library: "Rollout 0.1.0", toolchain: "Swift 6.3.1"))
    site.jobs = jobs
    return site
  }

  /// The page of a lesson of the sample course whose text is replaced, with what was reported.
  static func page(_ markdown: String) throws -> (html: String, diagnostics: [Diagnostic]) {
    let text = front(title: "Sample") + markdown
    let before =
      front(title: "Before") + """
        ```math label=eq-return
        G
        ```

        ```swift
        f()  // shows: discount
        ```
        """
    let after = front(title: "After") + "```math label=eq-optimality\nV\n```\n"
    return try Fixtures.withFolder { folder in
      let lessons = [
        lesson("01-returns", before), lesson("02-bellman-expectation", text),
        lesson("03-optimality", after),
      ]
      let report = try site(in: folder).build(lessons)
      let html = try Fixtures.files(in: "\(folder)/public")["02-bellman-expectation.html"]
      let own = report.diagnostics.filter { $0.file == "lessons/02-bellman-expectation.md" }
      return (html.map { String(decoding: $0, as: UTF8.self) } ?? "", own)
    }
  }

  /// A front matter of seven lines, an empty line, the title, an empty line.
  private static func front(title: String) -> String {
    "---\ntitle: \(title)\nsummary: A sample.\nseed: 1\nrequires: []\nsource: none\n---\n\n# \(title)\n\n"
  }

  /// The part of a page between its opening and its end.
  static func body(_ markdown: String) throws -> String {
    let html = try page(markdown).html
    guard let start = html.firstRange(of: "</dl>\n</header>\n"),
      let end = html.firstRange(of: "\n<nav class=\"neighbours\"")
    else { return html }
    return String(html[start.upperBound..<end.lowerBound])
  }
}
