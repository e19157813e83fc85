import Foundation

/// Where the package and what was built of it are.
enum Places {
  /// The package's root.
  static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The folder that the running test bundle was built into, and with it the tool and the library.
  static let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().path
}
