import FoundationEssentials
import Mustache

/// The page templates of a folder; parsed only when a page has to be written.
struct Templates {
  /// Changes whenever any template does.
  let fingerprint: Fingerprint
  private let sources: [(name: String, text: String)]

  /// Reads every `.mustache` file of a folder.
  init(folder: String) throws(SiteError) {
    var fingerprint = Fingerprint()
    var sources: [(name: String, text: String)] = []
    for file in Files.list(folder) where file.hasSuffix(".mustache") {
      let text = try Files.text("\(folder)/\(file)")
      fingerprint.combine(file)
      fingerprint.combine(text)
      sources.append((String(file.dropLast(".mustache".count)), text))
    }
    if sources.isEmpty { throw SiteError(.unreadable, "no page templates in \(folder)") }
    self.fingerprint = fingerprint
    self.sources = sources
  }

  /// A page.
  ///
  /// - Parameters:
  ///   - name: The template's name, without `.mustache`.
  ///   - values: What the template names: strings, flags, lists and dictionaries of them.
  func render(_ name: String, _ values: [String: Any]) throws(SiteError) -> String {
    var library = MustacheLibrary()
    for source in sources {
      do { try library.register(source.text, named: source.name) } catch {
        throw SiteError(.brokenTemplate, "the template \(source.name).mustache", underlying: error)
      }
    }
    guard let page = library.render(values, withTemplate: name) else {
      throw SiteError(.brokenTemplate, "there is no template \(name).mustache")
    }
    return PlainText.withoutForbidden(page)
  }
}
