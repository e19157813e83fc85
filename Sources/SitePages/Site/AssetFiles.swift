import Charts

/// The files that every page shares: the style sheet, the script, KaTeX's style sheet and fonts.
struct AssetFiles {
  private let site: Site

  init(_ site: Site) { self.site = site }

  /// Changes whenever any of the files does.
  ///
  /// Sizes and times tell, so that nothing has to be read.
  func fingerprint() -> Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.combine(ToolIdentity.current)
    let (assets, katex) = (site.folders.assets, site.folders.katex)
    for file in Files.list(assets) { combine(file, in: assets, &fingerprint) }
    combine("katex.min.css", in: katex, &fingerprint)
    for font in fonts { combine("fonts/\(font)", in: katex, &fingerprint) }
    return fingerprint
  }

  private func combine(_ file: String, in folder: String, _ fingerprint: inout Fingerprint) {
    fingerprint.combine(file)
    fingerprint.combine(Files.stamp("\(folder)/\(file)"))
  }

  private var fonts: [String] {
    Files.list("\(site.folders.katex)/fonts").filter { $0.hasSuffix(".woff2") }
  }

  /// Every file with its path in the site.
  func all() throws(SiteError) -> [(path: String, bytes: [UInt8])] {
    var files: [(path: String, bytes: [UInt8])] = []
    for file in Files.list(site.folders.assets) {
      var bytes = try Files.read("\(site.folders.assets)/\(file)")
      // Colours and tables are in one place: where figures are drawn.
      if file == "rollout.css" { bytes = Array((Theme.css + Table.css).utf8) + bytes }
      files.append(("assets/\(file)", bytes))
    }
    return try files + katexFiles()
  }

  private func katexFiles() throws(SiteError) -> [(path: String, bytes: [UInt8])] {
    let folder = site.folders.katex
    let fonts = fonts
    guard !fonts.isEmpty, let sheet = try? Files.text("\(folder)/katex.min.css") else {
      throw SiteError(
        .missingSystemPart, "KaTeX's style sheet and fonts are not in \(folder)",
        fix: SiteError.systemPackages)
    }
    var files = [("assets/katex/katex.css", Array(AssetFiles.onlyWOFF2(sheet).utf8))]
    for font in fonts {
      files.append(("assets/katex/fonts/\(font)", try Files.read("\(folder)/fonts/\(font)")))
    }
    return files
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
