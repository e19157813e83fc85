extension ChitChat {
  /// What a conversation is about.
  public enum Topic: String, Sendable, Hashable, CaseIterable {
    /// One of the fifteen topics.
    case weather, food, music, work, travel, sport, books, films, pets, parties, school, garden,
      clothes, games, art

    /// What people do with the subjects of the topic; each ends in the subject's word.
    private var activities: [String] {
      switch self {
      case .weather: ["walk in the rain", "play in the snow", "sit in the sunshine"]
      case .food: ["cook soup", "bake bread", "eat pizza"]
      case .music: ["listen to jazz", "sing songs", "go to concerts"]
      case .work: ["go to meetings", "write reports", "write emails"]
      case .travel: ["take trains", "visit cities", "visit islands"]
      case .sport: ["play tennis", "watch football", "run races"]
      case .books: ["read novels", "read poems", "write stories"]
      case .films: ["watch comedies", "watch cartoons", "watch westerns"]
      case .pets: ["play with dogs", "play with cats", "feed rabbits"]
      case .parties: ["go to weddings", "plan birthdays", "plan picnics"]
      case .school: ["go to lessons", "take exams", "learn languages"]
      case .garden: ["grow flowers", "grow roses", "plant trees"]
      case .clothes: ["wear hats", "wear coats", "buy shoes"]
      case .games: ["play chess", "play cards", "solve puzzles"]
      case .art: ["look at paintings", "visit museums", "look at statues"]
      }
    }

    /// What there is to talk about.
    var subjects: [Subject] { activities.map(Subject.init) }
  }

  /// A thing to talk about.
  struct Subject: Sendable, Hashable {
    /// Its word, which needs no article and belongs to no other subject.
    let word: String
    /// What people do with it, such as "walk in the rain"; at most four words.
    let activity: String

    init(activity: String) {
      self.activity = activity
      word = Vocabulary.words(of: activity).suffix(1).joined()
    }
  }

  /// The topic of each subject's word.
  private static let topics: [String: Topic] = Dictionary(
    uniqueKeysWithValues: Topic.allCases.flatMap { topic in
      topic.subjects.map { ($0.word, topic) }
    })

  /// The topic of a sentence: that of its first word which belongs to one; nil if it has none, as dull ones haven't.
  ///
  /// - Complexity: O(words).
  public static func topic(of sentence: [String]) -> Topic? {
    subject(of: sentence).flatMap { topics[$0] }
  }

  /// The first word of a sentence that belongs to a topic.
  static func subject(of sentence: [String]) -> String? {
    sentence.first { topics[$0] != nil }
  }
}
