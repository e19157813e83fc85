import Charts

/// The files that every page shares: the style sheet, the script, KaTeX's style sheet and fonts.
struct AssetFiles {
  private let site: Site

  init(_ site: Site) { self.site = site }

  /// Calls the function with each file and its path in the site.
  func forEach(_ body: ((path: String, bytes: [UInt8])) throws -> Void) throws {
    for file in Files.list(site.folders.assets) {
      var bytes = try Files.read("\(site.folders.assets)/\(file)")
      // Colours and tables are in one place: where figures are drawn.
      if file == "rollout.css" { bytes = Array((Theme.css + Table.css).utf8) + bytes }
      try body(("assets/\(file)", bytes))
    }
    try katexFiles(body)
  }

  private func katexFiles(_ body: ((path: String, bytes: [UInt8])) throws -> Void) throws {
    let folder = site.folders.katex
    let fonts = Files.list("\(folder)/fonts").filter { $0.hasSuffix(".woff2") }
    guard !fonts.isEmpty, let sheet = try? Files.text("\(folder)/katex.min.css") else {
      throw SiteError(
        .missingSystemPart, "KaTeX's style sheet and fonts are not in \(folder)",
        fix: SiteError.systemPackages)
    }
    try body(("assets/katex/katex.css", Array(AssetFiles.onlyWOFF2(sheet).utf8)))
    for font in fonts {
      try body(("assets/katex/fonts/\(font)", try Files.read("\(folder)/fonts/\(font)")))
    }
  }

  /// The style sheet with each font's other formats left out; every browser of today reads WOFF2.
  static func onlyWOFF2(_ sheet: String) -> String {
    sheet.replacing(
      /src:(url\([^)]*\.woff2\) ?format\("woff2"\))(,url\([^)]*\) ?format\("[a-z]*"\))*/
    ) {
      "src:\($0.output.1)"
    }
  }
}
