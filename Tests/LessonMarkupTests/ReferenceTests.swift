import LessonMarkup
import Testing

@Suite("The bibliography")
struct ReferenceTests {
  private static let yaml = """
    # Works
    sutton2018:
      type: book
      title: "Reinforcement Learning: An Introduction"
      author:
        - { family: Sutton, given: Richard S. }
        - { family: Barto, given: Andrew G. }
      issued: 2018
      publisher: MIT Press
      URL: http://incompleteideas.net/book/the-book-2nd.html
    watkins1992:
      type: article-journal
      title: Q-learning
      author: [{ family: Watkins, given: C. J. C. H. }, { family: Dayan, given: Peter }]
      issued: 1992
      container-title: Machine Learning
      volume: 8
      issue: 3
      page: 279–292
      DOI: 10.1007/BF00992698
    yu2017:
      type: paper-conference
      title: "SeqGAN: Why not?"
      author: [{ family: Yu }, { family: Zhang }, { family: Wang }]
      issued: 2017-02-04
      container-title: AAAI
      page: 1–2
      URL: https://arxiv.org/abs/1609.05473
    group:
      type: report
      title: A report
      author: { literal: The Group }
      issued: 2020
    """

  @Test func `Entries are read in the file's order`() {
    let (references, diagnostics) = References.load(yaml: Self.yaml)
    #expect(diagnostics.isEmpty)
    #expect(references.keys == ["sutton2018", "watkins1992", "yu2017", "group"])
    #expect(references["watkins1992"]?.volume == "8")
    #expect(references["nobody"] == nil)
  }

  @Test(arguments: [
    ("sutton2018", "Sutton & Barto (2018)"), ("yu2017", "Yu et al. (2017)"),
    ("group", "The Group (2020)"),
  ])
  func `A work has a short form`(_ key: String, _ short: String) {
    #expect(References.load(yaml: Self.yaml).references.short(key) == short)
  }

  @Test func `Entries are formatted by what the work is`() {
    let references = References.load(yaml: Self.yaml).references
    #expect(
      references["sutton2018"]?.formatted() == [
        .text("Richard S. Sutton and Andrew G. Barto (2018). "),
        .emphasis("Reinforcement Learning: An Introduction"), .text(". MIT Press. "),
        .link(
          "incompleteideas.net/book/the-book-2nd.html",
          destination: "http://incompleteideas.net/book/the-book-2nd.html"),
      ])
    #expect(
      references["watkins1992"]?.formatted(letter: "a") == [
        .text("C. J. C. H. Watkins and Peter Dayan (1992a). Q-learning. "),
        .emphasis("Machine Learning"), .text(", 8(3), 279–292. "),
        .link("doi:10.1007/BF00992698", destination: "https://doi.org/10.1007/BF00992698"),
      ])
    #expect(
      references["yu2017"]?.formatted() == [
        .text("Yu, Zhang and Wang (2017). SeqGAN: Why not? "), .emphasis("AAAI"), .text(", 1–2. "),
        .link("arXiv:1609.05473", destination: "https://arxiv.org/abs/1609.05473"),
      ])
    #expect(
      references["group"]?.formatted() == [
        .text("The Group (2020). "), .emphasis("A report"), .text("."),
      ])
  }

  @Test func `Works of the same authors and year are told apart by letters`() {
    var first = Reference(key: "one", type: "article", title: "One")
    first.authors = [Reference.Name(family: "Mnih")]
    first.issued = "2015"
    var second = first
    second.key = "two"
    var third = first
    third.key = "three"
    third.issued = "2016"
    let references = References([first, second, third])
    #expect(references.short("one") == "Mnih (2015a)")
    #expect(references.short("two") == "Mnih (2015b)")
    #expect(references.short("three") == "Mnih (2016)")
  }

  @Test func `A work without authors or year is named by its title`() {
    let work = Reference(key: "x", type: "webpage", title: "A page")
    #expect(References([work]).short("x") == "A page (n.d.)")
    #expect(work.formatted() == [.text("(n.d.). "), .emphasis("A page"), .text(".")])
  }

  @Test func `Mistakes are reported where they are, and the rest is read`() {
    let (references, diagnostics) = References.load(
      yaml: """
        one:
          typ: book
          title: One
          issued: soon
          DOI: https://doi.org/10.1/x
          URL: example.org
          author: [{ given: Ann }, plain]
        two:
          type: journal
          title: [a, b]
          issued: 1999
        three: text
        """)
    #expect(references.keys == ["one", "two"])
    let found = diagnostics.map {
      "\($0.span?.start.line ?? 0):\($0.span?.start.column ?? 0) \($0.identifier)"
    }
    #expect(
      found == [
        "1:1 missing-key", "2:3 unknown-key", "4:11 invalid-value", "5:8 invalid-value",
        "6:8 invalid-value", "7:12 missing-key", "7:28 invalid-yaml", "9:9 unknown-type",
        "10:3 invalid-value", "12:8 invalid-yaml",
      ])
    #expect(diagnostics.first { $0.identifier == "unknown-key" }?.fix == "did you mean 'type'?")
    #expect(
      diagnostics.first { $0.identifier == "unknown-type" }?.fix?.contains("article-journal")
        == true)
  }

  @Test func `A key that is given twice is reported at its second place`() {
    let (_, diagnostics) = References.load(yaml: "a:\n  title: A\nb:\n  title: B\na:\n  title: C\n")
    #expect(diagnostics.map(\.identifier) == ["duplicate-key"])
    #expect(diagnostics.first?.span?.start.line == 5)
  }
}
