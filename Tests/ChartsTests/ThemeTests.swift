import Charts
import Testing

@Suite struct ThemeTests {
  static func token(_ name: String) throws -> Theme.Token {
    try #require(Theme.tokens.first { $0.name == name })
  }

  @Test(arguments: 1...Theme.seriesCount)
  func `series stand out from the surface, and their names can be read`(number: Int) throws {
    let surface = try Self.token("--surface")
    let line = try Self.token("--series-\(number)")
    let name = try Self.token("--series-\(number)-text")
    #expect(line.light.contrast(with: surface.light) >= 3)
    #expect(line.dark.contrast(with: surface.dark) >= 3)
    #expect(name.light.contrast(with: surface.light) >= 4.5)
    #expect(name.dark.contrast(with: surface.dark) >= 4.5)
  }

  @Test func `prose reads at 7 to 1, all else at 4.5 to 1`() throws {
    let ink = try Self.token("--ink")
    let muted = try Self.token("--ink-muted")
    let accent = try Self.token("--accent")
    for ground in [try Self.token("--surface"), try Self.token("--panel")] {
      #expect(ink.light.contrast(with: ground.light) >= 7)
      #expect(ink.dark.contrast(with: ground.dark) >= 7)
      for token in [muted, accent] {
        #expect(token.light.contrast(with: ground.light) >= 4.5)
        #expect(token.dark.contrast(with: ground.dark) >= 4.5)
      }
    }
  }

  @Test func `contrast is that of the standard`() {
    #expect(abs(Color.black.contrast(with: .white) - 21) < 1e-9)
    let grey: Color = 0x777777
    #expect(abs(grey.contrast(with: .white) - 4.48) < 0.005)
  }

  @Test(arguments: [ColorScale.viridis(0...1), ColorScale.diverging(extent: 1)])
  func `words can be read on every colour of a scale`(scale: ColorScale) {
    let (low, high) = (scale.domain.lowerBound, scale.domain.upperBound)
    for step in 0...200 {
      let color = scale.color(at: low + (high - low) * Double(step) / 200)
      #expect(color.contrast(with: color.ink) >= 4.5)
    }
  }

  @Test func `viridis grows lighter all the way`() {
    let scale = ColorScale.viridis(0...100)
    let lightness = (0...100).map { scale.color(at: Double($0)).luminance }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 < $1 })
    #expect(scale.color(at: -5) == scale.color(at: 0))
    #expect(scale.color(at: 0).hex == "#440154")
  }

  @Test func `the style sheet sets every token for light and dark, and paper gets light`() {
    let css = Theme.css
    for token in Theme.tokens {
      #expect(css.contains("\(token.name): \(token.light.hex);"))
      #expect(css.contains("\(token.name): \(token.dark.hex);"))
    }
    #expect(css.contains("@media screen and (prefers-color-scheme: dark)"))
    #expect(css.contains(":root[data-theme=\"dark\"]"))
    #expect(css.count { $0 == "{" } == css.count { $0 == "}" })
  }
}
