public import LessonMarkup

/// A course as a static site.
///
///     let site = Site(course: course, references: references, folders: folders, edition: edition)
///     let report = try site.build(lessons)
///
/// What is written depends on the lessons, their runs, the course, the templates and the assets,
/// and on nothing else: two builds give the same bytes, with any number of jobs. Pages whose inputs
/// haven't changed are left alone. Times and durations are nowhere in the site, since they would
/// differ from build to build.
public struct Site: Sendable {
  /// Where a site is made from and where it goes.
  public struct Folders: Sendable {
    /// The folder that the lessons' paths are relative to.
    public var course: String
    /// Holds the `.mustache` files.
    public var templates: String
    /// Holds `rollout.css`, `rollout.js` and whatever else pages link to.
    public var assets: String
    /// Where the site goes; everything else in it is removed.
    public var output: String
    /// Remembers formulas and inputs from build to build; can be removed at any time.
    public var cache: String
    /// Holds KaTeX.
    public var katex: String

    /// The folders of a package: `site/templates`, `site/assets`, `site/public`.
    ///
    /// - Parameters:
    ///   - package: The package's root, which is the course's folder too.
    ///   - cache: A folder that can be removed at any time.
    public init(package: String, cache: String) {
      course = package
      templates = "\(package)/site/templates"
      assets = "\(package)/site/assets"
      output = "\(package)/site/public"
      self.cache = cache
      katex = MathRenderer.systemFolder
    }
  }

  /// What readers need to make the same pages.
  public struct Edition: Sendable, Hashable {
    /// The library's name and version, e.g. "Rollout 0.1.0".
    public var library: String
    /// The toolchain, e.g. "Swift 6.3.1".
    public var toolchain: String
    /// The command that builds the site; a lesson's stem is put after it.
    public var command: String

    /// Describes an edition.
    public init(
      library: String, toolchain: String, command: String = "swift run -c release rollout build"
    ) {
      self.library = library
      self.toolchain = toolchain
      self.command = command
    }
  }

  /// The course: titles, parts, the order of lessons.
  public var course: Course
  /// The works that lessons cite.
  public var references: References
  /// Where everything is.
  public var folders: Folders
  /// What readers need to make the same pages.
  public var edition: Edition
  /// TeX macros of the course, e.g. `\E` → `\mathbb{E}`.
  public var macros: [String: String] = [:]
  /// The figure of the home page, by lesson and name; the first slider or else the first figure
  /// when `nil`.
  public var featured: (stem: String, figure: String)?
  /// How many threads may set formulas.
  public var jobs = 1

  /// A site.
  public init(course: Course, references: References, folders: Folders, edition: Edition) {
    self.course = course
    self.references = references
    self.folders = folders
    self.edition = edition
  }

  /// Writes the site.
  ///
  /// Every file lands by rename. A page with problems is written all the same, with the broken
  /// thing marked; its problems are reported in every build until they are mended.
  ///
  /// - Parameter lessons: The lessons that were parsed; those that the course doesn't list are left
  ///   out.
  /// - Throws: ``SiteError`` when a system part is missing or a file can't be read or written, and
  ///   whatever reading a run throws.
  public func build(_ lessons: [SiteLesson]) throws -> SiteReport {
    var build = try SiteBuild(self, lessons)
    return try build.run()
  }
}

/// What a build did.
public struct SiteReport: Sendable, Hashable {
  /// What is wrong with the pages, those left alone included, in the order of the course.
  public var diagnostics: [Diagnostic] = []
  /// The files written, relative to the site's folder, sorted.
  public var written: [String] = []
  /// The files removed, relative to the site's folder, sorted.
  public var removed: [String] = []
  /// How many pages were left alone, since nothing that they show had changed.
  public var unchangedPages = 0
}
