import FoundationEssentials
import LessonMarkup

/// What a build remembers for the next one.
struct Manifest: Codable {
  /// What is remembered of a lesson's page.
  struct Page: Codable {
    /// The digest of what the page was made from.
    var fingerprint: String
    /// The run that it shows.
    var resultIdentity: String
    /// The lesson's figures and tables.
    var index: LessonIndex
    /// What it took from elsewhere, by name.
    var dependencies: [String: String]
    /// What was wrong with it.
    var diagnostics: [Diagnostic]
    /// Its files, relative to the site's folder.
    var files: [String]
  }

  /// The lessons' pages, by stem.
  var pages: [String: Page] = [:]
  /// The digest of what the pages around the lessons were made from.
  var commonFingerprint = ""
  /// The digest of the files that every page shares.
  var assetFingerprint = ""
  /// Those files, relative to the site's folder.
  var assetFiles: [String] = []

  /// The manifest in a cache folder; an empty one when there is none, or none that can be read.
  static func read(from folder: String) -> Manifest {
    guard let bytes = try? Files.read(path(in: folder)),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(bytes))
    else { return Manifest() }
    return manifest
  }

  /// Writes the manifest, unless the folder holds the same already.
  func write(to folder: String) throws(SiteError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let path = Manifest.path(in: folder)
    do {
      _ = try Files.update(Array(try encoder.encode(self)), at: path)
    } catch let error as SiteError {
      throw error
    } catch {
      throw SiteError(.unwritable, "can't write \(path)", underlying: error)
    }
  }

  private static func path(in folder: String) -> String { "\(folder)/site.json" }
}

/// Tells one build of the tool from another, so that pages are written anew by a newer tool.
enum ToolIdentity {
  /// Size and time of the running program.
  static var current: String {
    let link = "/proc/self/exe"
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? link
    return Files.stamp(program) ?? "?"
  }
}
