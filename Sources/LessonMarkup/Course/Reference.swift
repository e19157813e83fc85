/// A work of the bibliography, in the fields of the Citation Style Language.
public struct Reference: Sendable, Hashable {
  /// A person, or a group that has no given name.
  public struct Name: Sendable, Hashable {
    /// The family name, or the group's name.
    public var family: String
    /// The given names; empty for a group.
    public var given: String

    /// A name.
    public init(family: String, given: String = "") {
      self.family = family
      self.given = given
    }
  }

  /// What lessons cite it by.
  public var key: String
  /// The kind of work, e.g. `book` or `article-journal`.
  public var type: String
  /// The title.
  public var title: String
  /// The authors, in order.
  public var authors: [Name] = []
  /// When it appeared: a year, or a date that starts with one.
  public var issued = ""
  /// The journal, proceedings or book that holds it.
  public var containerTitle = ""
  /// The volume of the journal.
  public var volume = ""
  /// The issue of the volume.
  public var issue = ""
  /// The pages.
  public var page = ""
  /// The DOI, without `https://doi.org/`.
  public var doi = ""
  /// Where it can be read.
  public var url = ""
  /// The publisher.
  public var publisher = ""

  /// A work with a title alone.
  public init(key: String, type: String, title: String) {
    self.key = key
    self.type = type
    self.title = title
  }

  /// The year it appeared in; `n.d.` when that is unknown.
  public var year: String { issued.isEmpty ? "n.d." : String(issued.prefix { $0 != "-" }) }

  /// The authors as a citation names them: "Sutton & Barto", "Yu et al."; the title when there are none.
  public var citedAuthors: String {
    switch authors.count {
    case 0: title
    case 1: authors[0].family
    case 2: "\(authors[0].family) & \(authors[1].family)"
    default: "\(authors[0].family) et al."
    }
  }

  /// Where the work is found on the network; `nil` when the fields name no place.
  public var link: String? {
    if !doi.isEmpty { return "https://doi.org/\(doi)" }
    return url.isEmpty ? nil : url
  }
}

/// A piece of an entry of the bibliography, for a page to render.
public enum BibliographyPiece: Sendable, Hashable {
  case text(String)
  case emphasis(String)
  case link(String, destination: String)
}

extension Reference {
  private static let ownTitles = ["book", "thesis", "report", "software", "webpage"]
  private static let arXiv = "https://arxiv.org/abs/"

  /// The entry in the bibliography: authors, year, title, where it appeared, a link.
  ///
  /// - Parameter letter: What tells works of the same authors and year apart; see ``References``.
  public func formatted(letter: String = "") -> [BibliographyPiece] {
    var pieces: [BibliographyPiece] = []
    if !authors.isEmpty { pieces.append(.text("\(listedAuthors) ")) }
    pieces.append(.text("(\(year)\(letter)). "))
    let isOwnTitle = Self.ownTitles.contains(type)
    pieces.append(isOwnTitle ? .emphasis(title) : .text(title))
    pieces.append(.text(title.hasSuffix("?") || title.hasSuffix("!") ? " " : ". "))
    if !containerTitle.isEmpty { pieces += [.emphasis(containerTitle), .text("\(place). ")] }
    if !publisher.isEmpty { pieces.append(.text("\(publisher). ")) }
    if let link { pieces.append(.link(linkText, destination: link)) }
    return pieces.joiningTexts
  }

  private var listedAuthors: String {
    let names = authors.map { $0.given.isEmpty ? $0.family : "\($0.given) \($0.family)" }
    guard names.count > 1, let last = names.last else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// Volume, issue and pages: ", 24(11), 1127–1137".
  private var place: String {
    var place = volume.isEmpty ? "" : ", \(volume)"
    if !issue.isEmpty { place += volume.isEmpty ? ", no. \(issue)" : "(\(issue))" }
    return page.isEmpty ? place : place + ", \(page)"
  }

  private var linkText: String {
    if !doi.isEmpty { return "doi:\(doi)" }
    if url.hasPrefix(Self.arXiv) { return "arXiv:\(url.dropFirst(Self.arXiv.count))" }
    guard let scheme = url.utf8.firstIndex(of: Array("://".utf8), from: url.utf8.startIndex) else {
      return url
    }
    return String(url[url.utf8.index(scheme, offsetBy: 3)...])
  }
}

extension [BibliographyPiece] {
  /// The same pieces, adjacent texts joined and the last one without blanks at its end.
  fileprivate var joiningTexts: [BibliographyPiece] {
    var joined: [BibliographyPiece] = []
    for piece in self {
      if case .text(let right) = piece, case .text(let left)? = joined.last {
        joined[joined.count - 1] = .text(left + right)
      } else {
        joined.append(piece)
      }
    }
    if case .text(let end)? = joined.last, end.hasSuffix(" ") {
      joined[joined.count - 1] = .text(String(end.dropLast()))
    }
    return joined
  }
}
