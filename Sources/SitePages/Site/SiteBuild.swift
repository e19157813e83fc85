import LessonEvents
import LessonMarkup

/// One build of a site, step by step.
struct SiteBuild {
  let site: Site
  /// The course's lessons, in its order.
  let lessons: [SiteLesson]
  let templates: Templates
  let math: MathRenderer
  let bibliography: Bibliography
  var manifest: Manifest
  var report = SiteReport()
  /// Every file that the site consists of.
  var files: Set<String> = []

  /// Every run that had to be read, by lesson.
  private var results: [String: LessonResult] = [:]
  private var map: SiteMap

  init(_ site: Site, _ lessons: [SiteLesson]) throws {
    let order = site.course.parts.flatMap(\.lessons)
    let byStem = Dictionary(
      lessons.map { ($0.lesson.stem, $0) }, uniquingKeysWith: { first, _ in first })
    self.site = site
    self.lessons = order.compactMap { byStem[$0] }
    templates = try Templates(folder: site.folders.templates)
    math = MathRenderer(
      folder: site.folders.katex, cache: "\(site.folders.cache)/formulas", macros: site.macros)
    bibliography = Bibliography(site.references)
    manifest = Manifest.read(from: site.folders.cache)
    map = SiteMap(course: site.course, pages: [])
  }

  /// Does everything.
  mutating func run() throws -> SiteReport {
    var indexes: [String: LessonIndex] = [:]
    for lesson in lessons { indexes[lesson.lesson.stem] = try index(of: lesson) }
    map = layOut(indexes)
    let stale = lessons.filter { $0.result != nil && !isCurrent($0) }
    try math.prepare(stale.flatMap { Formulas.all(in: $0.lesson) }, threads: site.jobs)
    for lesson in lessons {
      let stem = lesson.lesson.stem
      if let index = indexes[stem], lesson.result != nil, !isCurrent(lesson) {
        try write(lesson, index)
      } else if lesson.result != nil {
        report.unchangedPages += 1
      }
      guard let record = manifest.pages[stem] else { continue }
      files.formUnion(record.files)
      report.diagnostics += record.diagnostics
    }
    try writeCommonPages(indexes)
    try writeAssets()
    try sweep()
    try math.save()
    manifest.pages = manifest.pages.filter { map[$0.key] != nil }
    try manifest.write(to: site.folders.cache)
    report.written.sort()
    return report
  }

  // MARK: What is where

  /// The figures of a lesson: from its record, or else from its run.
  private mutating func index(of lesson: SiteLesson) throws -> LessonIndex? {
    let record = manifest.pages[lesson.lesson.stem]
    if lesson.result == nil || record?.resultIdentity == lesson.resultIdentity {
      return record?.index
    }
    return try result(of: lesson).map(LessonIndex.init)
  }

  private mutating func result(of lesson: SiteLesson) throws -> LessonResult? {
    if let known = results[lesson.lesson.stem] { return known }
    let result = try lesson.result?()
    results[lesson.lesson.stem] = result
    return result
  }

  private func layOut(_ indexes: [String: LessonIndex]) -> SiteMap {
    let order = site.course.parts.enumerated().flatMap { part in
      part.element.lessons.map { (stem: $0, part: part.offset) }
    }
    let parsed = Dictionary(
      lessons.map { ($0.lesson.stem, $0) }, uniquingKeysWith: { first, _ in first })
    var pages: [SiteMap.Page] = []
    for (entry, number) in zip(order, site.course.numbers) {
      guard let lesson = parsed[entry.stem] else { continue }
      let index = indexes[entry.stem]
      let isOld = lesson.result == nil && exists("\(entry.stem).html")
      pages.append(
        SiteMap.Page(
          stem: entry.stem, title: lesson.lesson.frontMatter.title,
          summary: lesson.lesson.frontMatter.summary, number: number, part: entry.part,
          isPublished: lesson.result != nil || isOld,
          targets: Anchors.targets(of: lesson.lesson, index ?? PageWriter.Run.none.index)))
    }
    return SiteMap(course: site.course, pages: pages)
  }

  // MARK: Pages

  private func context() -> PageContext {
    PageContext(
      map: map, edition: site.edition, bibliography: bibliography, math: math,
      templates: templates, courseFolder: site.folders.course)
  }

  /// Whether a lesson's page shows what it would if it were written now.
  private func isCurrent(_ lesson: SiteLesson) -> Bool {
    guard let record = manifest.pages[lesson.lesson.stem],
      record.fingerprint == fingerprint(of: lesson), record.files.allSatisfy(exists)
    else { return false }
    return record.dependencies.allSatisfy { current($0.key) == $0.value }
  }

  /// What a page's dependency is now.
  private func current(_ dependency: String) -> String {
    if dependency.hasPrefix("@") { return bibliography.identity(String(dependency.dropFirst())) }
    if dependency.hasPrefix("file:") { return Files.stamp(String(dependency.dropFirst(5))) ?? "" }
    let parts = dependency.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let anchor = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
    return PageWriter.identity(
      of: map.resolve(stem: String(parts.first ?? ""), anchor: anchor, from: nil))
  }

  /// The digest of everything that a page is made from, but for what it finds out on the way.
  private func fingerprint(of lesson: SiteLesson) -> String {
    var fingerprint = Fingerprint()
    fingerprint.combine(ToolIdentity.current)
    fingerprint.combine(templates.fingerprint.description)
    fingerprint.combine(lesson.lesson.path)
    fingerprint.combine(lesson.lesson.source)
    fingerprint.combine(lesson.resultIdentity)
    for (name, body) in site.macros.sorted(by: { $0.key < $1.key }) {
      fingerprint.combine("\(name) \(body)")
    }
    context().combineSurroundings(of: lesson.lesson, into: &fingerprint)
    return fingerprint.description
  }

  private mutating func write(_ lesson: SiteLesson, _ index: LessonIndex) throws {
    guard let result = try result(of: lesson) else { return }
    let page = try LessonPage(lesson.lesson, result, index, context())
    try put(Array(page.html.utf8), at: page.file)
    for attachment in page.attachments {
      switch attachment {
      case .content(let text, let path): try put(Array(text.utf8), at: path)
      case .copy(let source, let path): try put(Files.read(source), at: path)
      }
    }
    manifest.pages[lesson.lesson.stem] = Manifest.Page(
      fingerprint: fingerprint(of: lesson), resultIdentity: lesson.resultIdentity, index: index,
      dependencies: page.dependencies, diagnostics: page.diagnostics,
      files: [page.file] + page.attachments.map(\.path))
  }

  /// The home page, the search page and the index that it searches.
  private mutating func writeCommonPages(_ indexes: [String: LessonIndex]) throws {
    let featured = FeaturedFigure.choose(in: lessons, indexes, wanted: site.featured)
    var fingerprint = Fingerprint()
    fingerprint.combine(ToolIdentity.current)
    fingerprint.combine(templates.fingerprint.description)
    for lesson in lessons {
      fingerprint.combine(lesson.lesson.source)
      fingerprint.combine("\(map[lesson.lesson.stem]?.isPublished ?? false)")
    }
    fingerprint.combine(
      featured.map { "\($0.lesson.lesson.stem) \($0.lesson.resultIdentity) \($0.place)" })
    context().combineCourse(into: &fingerprint)
    let pages = ["index.html", "search.html", "search-index.js"]
    files.formUnion(pages)
    if manifest.commonFingerprint == fingerprint.description, pages.allSatisfy(exists) { return }
    var figure: FeaturedFigure.Rendered?
    if let featured, let result = try result(of: featured.lesson) {
      figure = try featured.rendered(result, context())
    }
    let home = try HomePage.html(figure, context())
    let search = try SearchPage.html(lessons.map(\.lesson), context())
    try put(Array(home.utf8), at: "index.html")
    try put(Array(search.utf8), at: "search.html")
    try put(Array(SearchIndex.script(of: lessons.map(\.lesson), map).utf8), at: "search-index.js")
    manifest.commonFingerprint = fingerprint.description
  }

  private mutating func writeAssets() throws(SiteError) {
    let assets = AssetFiles(site)
    let fingerprint = assets.fingerprint().description
    if manifest.assetFingerprint == fingerprint, manifest.assetFiles.allSatisfy(exists) {
      files.formUnion(manifest.assetFiles)
      return
    }
    let all = try assets.all()
    for file in all { try put(file.bytes, at: file.path) }
    manifest.assetFingerprint = fingerprint
    manifest.assetFiles = all.map(\.path)
  }

  // MARK: Files

  private func exists(_ file: String) -> Bool { Files.exists("\(site.folders.output)/\(file)") }

  private mutating func put(_ bytes: [UInt8], at path: String) throws(SiteError) {
    files.insert(path)
    if try Files.update(bytes, at: "\(site.folders.output)/\(path)") { report.written.append(path) }
  }

  /// Removes what is no part of the site any more.
  private mutating func sweep() throws(SiteError) {
    for file in Files.list(site.folders.output) where !files.contains(file) {
      try Files.remove("\(site.folders.output)/\(file)")
      report.removed.append(file)
    }
  }
}
