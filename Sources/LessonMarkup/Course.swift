/// `lessons/course.yml`: what the course is called, what its cells import, and the order of its lessons.
public struct Course: Sendable, Hashable {
  /// The course's title.
  public var title: String
  /// What it is, in two sentences, for the home page (inline Markdown).
  public var summary: String
  /// The module that lessons import, e.g. `Rollout`.
  public var module: String
  /// The dynamic library product that holds the module and the lesson runtime, e.g. `RolloutLessons`.
  public var product: String
  /// The parts, in order.
  public var parts: [Part]

  /// A part of the course.
  public struct Part: Sendable, Hashable {
    /// Its title.
    public var title: String
    /// What it is about, in a sentence.
    public var summary: String
    /// The stems of its lessons, in order.
    public var lessons: [String]
    /// Its own number; `nil` is one more than that of the part before.
    public var number: Int?
    /// The number of its first lesson; `nil` goes on from the part before.
    public var first: Int?
    /// The capital letter of an appendix, which numbers its lessons apart; `nil` for the other parts.
    public var appendix: String?

    /// Collects a part.
    public init(
      title: String, summary: String, lessons: [String], number: Int? = nil, first: Int? = nil,
      appendix: String? = nil
    ) {
      self.title = title
      self.summary = summary
      self.lessons = lessons
      self.number = number
      self.first = first
      self.appendix = appendix
    }
  }

  /// Collects a course.
  public init(title: String, summary: String, module: String, product: String, parts: [Part]) {
    self.title = title
    self.summary = summary
    self.module = module
    self.product = product
    self.parts = parts
  }
}
