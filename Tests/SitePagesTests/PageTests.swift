import LessonMarkup
import SitePages
import Testing

@Suite("A lesson's page")
struct PageTests {
  @Test(
    "renders every kind of inline text",
    arguments: [
      ("a *b* **c** `d<e`", "<p>a <em>b</em> <strong>c</strong> <code>d&lt;e</code></p>"),
      ("a  \nb\nc", "<p>a<br>b\nc</p>"),
      (
        "[x](https://example.org/?a=1&b=2 \"t\")",
        "<p><a href=\"https://example.org/?a=1&amp;b=2\" rel=\"external\" title=\"t\">x</a></p>"
      ),
      ("[x](01-returns.md#eq-return)", "<p><a href=\"01-returns.html#eq-return\">x</a></p>"),
      ("`{swift} v.max`", "<p><span class=\"value\" title=\"v.max\">22.03</span></p>"),
      ("`{swift} broken`", "<p><span class=\"value broken\" title=\"broken\">?</span></p>"),
      (
        "[@sutton2018, §3.5; @puterman1978]",
        "<p><cite>[<a href=\"#ref-sutton2018\">Sutton &amp; Barto (2018)</a>, §3.5; <a href=\"#ref-puterman1978\">Puterman &amp; Shin (1978)</a>]</cite></p>"
      ),
    ])
  func inlines(markdown: String, expected: String) throws {
    #expect(try Sample.body(markdown).hasPrefix(expected))
  }

  @Test(
    "renders every kind of block",
    arguments: [
      ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
      ("3. a\n\n4. b", "<ol start=\"3\"><li><p>a</p></li><li><p>b</p></li></ol>"),
      ("> quoted", "<blockquote><p>quoted</p>\n</blockquote>"),
      ("---\n\n", "<hr>"),
      ("```text\na < b\n```", "<pre class=\"code\"><code>a &lt; b\n</code></pre>"),
      (
        "## Two",
        "<h2 id=\"two\">Two <a class=\"permalink\" href=\"#two\" aria-label=\"Link to the section “Two”\">#</a></h2>"
      ),
      (
        "> [!NOTE]\n> Short.",
        "<div class=\"alert note marginal\" role=\"note\"><p class=\"alert-title\">Note</p><p>Short.</p>\n</div>"
      ),
      (
        "> [!WARNING]\n> Hot.",
        "<div class=\"alert warning\" role=\"note\"><p class=\"alert-title\">Warning</p><p>Hot.</p>\n</div>"
      ),
      (
        "> **Exercise.** Do it.",
        "<div class=\"alert exercise\" role=\"note\"><p class=\"alert-title\">Exercise</p><p>Do it.</p>\n</div>"
      ),
      (
        "> **Hint.** Think.",
        "<details class=\"hint\"><summary>Hint</summary><p>Think.</p>\n</details>"
      ),
    ])
  func blocks(markdown: String, expected: String) throws {
    #expect(try Sample.body(markdown).hasPrefix(expected))
  }

  @Test("numbers equations at the right, with the finding of the cell that verifies them")
  func badge() throws {
    let body = try Sample.body(
      """
      ```math label=eq-a
      a &= b
      ```

      ```swift verifies=eq-a
      verify(a, equals: b, within: 1e-9)  // verified: 3.552713678800501e-15 64
      ```
      """)
    #expect(body.contains("<div class=\"equation\" id=\"eq-a\">"))
    #expect(body.contains(">(1)</a>"))
    #expect(
      body.contains(
        "<p class=\"badge\"><a href=\"#cell-1\">✓ checked</a>: largest difference 3.6e-15 over 64 cases</p>"
      ))
    #expect(body.contains("<a href=\"#eq-a\">Equation 1</a>"))
  }

  @Test("puts the reasons of a derivation beside its steps")
  func derivation() throws {
    let body = try Sample.body(
      #"""
      ```math label=eq-a
      \begin{aligned}
      a &= \begin{cases} b & c \\ d & e \end{cases} && \text{by $x$'s rule} \\
        &= f\&g && \text{$x^{a}$: braces in words} \\
        &= h && T^\pi \text{ is, for } k \to \infty \text{, a point}
      \end{aligned}
      ```
      """#)
    #expect(body.contains("<div class=\"equation derivation\" id=\"eq-a\"><div class=\"steps\">"))
    #expect(body.ranges(of: "<span class=\"left\">").count == 3)
    #expect(body.ranges(of: "<span class=\"right\"><span class=\"katex\">").count == 3)
    #expect(body.ranges(of: "<span class=\"reason\">").count == 3)
    #expect(body.contains("</span>: braces in words</span>"))
    #expect(body.contains("<span class=\"reason\">by <span class=\"katex\">"))
    #expect(body.contains("</span>’s rule</span>"))
    #expect(body.contains("<span class=\"reason\"><span class=\"katex\">"))
    #expect(body.contains("</span> is, for <span class=\"katex\">"))
    #expect(body.contains("</span>, a point</span>"))
  }

  @Test(
    "sets other aligned equations as they are",
    arguments: [
      #"\begin{aligned} a &= b \\ c &= d \end{aligned}"#,
      #"\begin{aligned} a &= b && \text{why} && x \end{aligned}"#,
      #"\begin{aligned} a && \text{why} \end{aligned}"#,
      #"x = \begin{aligned} a &= b && \text{why} \end{aligned}"#,
    ])
  func noDerivation(tex: String) throws {
    let body = try Sample.body("```math\n\(tex)\n```")
    #expect(body.contains("<div class=\"formula\"><span class=\"katex-display\">"))
    #expect(!body.contains("steps"))
  }

  @Test("reports broken TeX of a derivation once, where it is")
  func brokenDerivation() throws {
    let diagnostics = try Sample.page(
      #"""
      ```math label=eq-a
      \begin{aligned}
      a &= b && \text{why} \\
        &= \nonsense && \text{how}
      \end{aligned}
      ```
      """#
    ).diagnostics
    #expect(diagnostics.map(\.summary) == ["KaTeX: Undefined control sequence: \\nonsense"])
    #expect(diagnostics.first?.span?.start == SourcePosition(line: 14, column: 6))
  }

  @Test("does not call an equation checked that its cell refutes")
  func failedBadge() throws {
    let body = try Sample.body(
      """
      ```math label=eq-a
      a
      ```

      ```swift verifies=eq-a
      verify(a, equals: b, within: 1e-9)  // verified: 0.25 64 3
      ```
      """)
    #expect(body.contains("✗ not confirmed</a>: 3 of 64 cases differ, by up to 0.25"))
    #expect(!body.contains("✓"))
  }

  @Test("shows an expected error as the compiler does, caret and all")
  func compilerMessage() throws {
    let body = try Sample.body(
      """
      ```swift rejects
      let value: Double = "<b>"
      let b = 1  // error: 0 21 cannot convert value of type 'String' to specified type 'Double'
      ```
      """)
    let text = body.replacing(/<[^>]*>/, with: "").replacing("&quot;", with: "\"").replacing(
      "&lt;", with: "<"
    )
    .replacing("&gt;", with: ">")
    #expect(
      text.contains(
        """
        02-bellman-expectation.md:12:21: error: cannot convert value of type 'String' to specified type 'Double'
        12 │ let value: Double = "<b>"
           │                     ^
        """))
    #expect(text.contains("Does not compile, on purpose"))
  }

  @Test("escapes whatever a program prints, and leaves out terminal escapes and what HTML forbids")
  func escaping() throws {
    let body = try Sample.body(
      """
      ```swift
      f()  // prints: </samp><script>alert(1)</script> & \\e[1;31mred\\e[0m \u{7F}
      ```
      """)
    #expect(
      body.contains(
        "<samp>&lt;/samp&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; red \u{FFFD}</samp>"))
    #expect(!body.contains("<script"))
  }

  @Test("copies what runs: the text of a cell's code is the code")
  func copiedCode() throws {
    let code = "let a = \"<\\(b)>\"  // & c\n\tif a < b { /x/ }"
    let body = try Sample.body("```swift\n\(code)\n```")
    let start = try #require(body.firstRange(of: "<pre class=\"code\"><code>"))
    let end = try #require(body.firstRange(of: "</code></pre>"))
    let text = body[start.upperBound..<end.lowerBound].replacing(/<[^>]*>/, with: "")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&amp;", with: "&")
    #expect(text == code)
  }

  @Test("keeps the white space of outputs")
  func whiteSpace() throws {
    let body = try Sample.body("```swift\nprint(grid)\n```\n```output\n  1  2\n\n -3  4\n```")
    #expect(body.contains("<samp>  1  2\n\n -3  4</samp>"))
  }

  @Test("makes sliders of radio buttons, with every frame on the page and no script")
  func slider() throws {
    let body = try Sample.body("```swift\nf()  // shows: discount\n```")
    #expect(
      body.matches(of: /<input type="radio" name="fig-discount-stop" id="fig-discount-stop-\d"/)
        .count == 6)
    #expect(body.matches(of: /<label for="fig-discount-stop-\d"><span>/).count == 6)
    #expect(body.matches(of: /<div class="frame">/).count == 6)
    #expect(body.ranges(of: "<svg ").count == 6)
    #expect(body.ranges(of: " checked>").count == 1)
    #expect(body.contains("<legend>Discount γ</legend>"))
    #expect(!body.contains("<script") && !body.contains("onclick"))
  }

  @Test("makes animations that can be paused and whose frames can all be reached")
  func animation() throws {
    let page = try Sample.page("```swift\nf()  // shows: sweep\n```").html
    #expect(page.matches(of: /<input type="radio" name="fig-sweep-stop"/).count == 9)
    #expect(page.contains("<input type=\"checkbox\" id=\"fig-sweep-pause\" class=\"pause\">"))
    #expect(page.contains("@keyframes frames-8{0%{visibility:visible}12.500%{visibility:hidden}"))
    #expect(page.contains("--turn: frames-8; --seconds: 4.8s"))
  }

  @Test("numbers figures and tables apart, and refers to them by number")
  func figureNumbers() throws {
    let body = try Sample.body(
      """
      ```math label=eq-return
      G
      ```

      See [](#tab-summary), [](#fig-returns), [](#figure-1), [](#cell-2) and [](01-returns.md#fig-discount).

      ```swift
      f()  // shows: plain
      ```

      ```swift
      f()  // shows: summary
      g()  // shows: returns
      ```
      """)
    #expect(
      body.contains(
        "<p>See <a href=\"#tab-summary\">Table 1</a>, <a href=\"#fig-returns\">Figure 2</a>, <a href=\"#figure-1\">Figure 1</a>, <a href=\"#cell-2\">Cell 2</a> and <a href=\"01-returns.html#fig-discount\">Figure 1 of lesson 1</a>.</p>"
      ))
    #expect(body.contains("<a class=\"number\" href=\"#fig-returns\">Figure 2.</a>"))
    #expect(body.contains("href=\"data/02-bellman-expectation/fig-returns.csv\" download"))
  }

  @Test("folds what is hidden, folded, a solution or a check, in place")
  func folds() throws {
    let body = try Sample.body(
      """
      ```swift hidden
      let a = 1
      ```

      ```swift fold="The plumbing"
      let b = 1
      ```

      > **Exercise.** Do it.

      ```swift exercise=e
      let c = 1
      ```

      ```swift solution=e
      let c = 2
      ```

      ```swift check=e
      verify(c, equals: 2, within: 0)
      ```
      """)
    #expect(body.contains("<summary>Code behind the scenes</summary>"))
    #expect(body.contains("<summary>The plumbing</summary>"))
    #expect(body.contains("Yours to complete"))
    #expect(body.contains("<details class=\"answer\" id=\"cell-4\"><summary>Solution</summary>"))
    #expect(body.contains("<summary>How an answer is checked</summary>"))
  }

  @Test("lists the works cited at its end, under the author's heading if there is one")
  func references() throws {
    let body = try Sample.body("A [@puterman1978].")
    #expect(body.contains("<h2 id=\"works-cited\">References"))
    #expect(body.contains("<li id=\"ref-puterman1978\">"))
    let own = try Sample.body("A [@puterman1978].\n\n## References\n")
    #expect(!own.contains("works-cited"))
    #expect(own.contains("<h2 id=\"references\">References"))
    #expect(own.contains("<li id=\"ref-puterman1978\">"))
  }

  @Test("leads to its neighbours and says how to make it")
  func surroundings() throws {
    let page = try Sample.page("Text.").html
    #expect(page.contains("<link rel=\"prev\" href=\"01-returns.html\">"))
    #expect(page.contains("<link rel=\"next\" href=\"03-optimality.html\">"))
    #expect(page.contains("<span>Next</span> After"))
    #expect(page.contains("Part I · Deciding with a model"))
    #expect(page.contains("2 of 3"))
    #expect(page.contains("swift run -c release rollout build 02-bellman-expectation"))
    #expect(page.contains("Swift 6.3.1") && page.contains("Rollout 0.1.0"))
  }
}

@Suite("Problems of a page")
struct PageProblemTests {
  @Test(
    "carry an identifier, the place in the Markdown and a fix",
    arguments: [
      ("Text $`a + \\fooo`$.", "broken-tex", 11, 12, "KaTeX: Undefined control sequence: \\fooo"),
      ("```math\na\n  + {b\n```", "broken-tex", 13, 7, "KaTeX: Expected '}', got 'EOF'"),
      (
        "See [](#eq-nothing).", "unknown-reference", 11, 5,
        "nothing is called '#eq-nothing' in 02-bellman-expectation.md"
      ),
      (
        "See [x](03-optimalty.md).", "dead-link", 11, 5, "no lesson '03-optimalty.md' in the course"
      ),
      (
        "See [x](03-optimality.md#eq-optimalty).", "unknown-reference", 11, 5,
        "nothing is called '#eq-optimalty' in 03-optimality.md"
      ),
      (
        "See [x](/etc/passwd).", "bad-link", 11, 5,
        "'/etc/passwd' can't be a link: links must be relative, so that the site works in any folder"
      ),
      (
        "See [x](../x.txt).", "bad-link", 11, 5,
        "'../x.txt' can't be a link: links must stay inside the folder of the lessons"
      ),
      (
        "See [x](javascript:alert).", "bad-link", 11, 5,
        "'javascript:alert' can't be a link: links to 'javascript:' are not allowed"
      ),
      ("See [x](data.csv).", "dead-link", 11, 5, "no file 'data.csv' next to the lesson"),
      (
        "See ![x](http://example.org/x.png).", "bad-image", 11, 5,
        "'http://example.org/x.png' is not a file next to the lessons"
      ),
      (
        "See [@suton2018].", "unknown-citation", 11, 5,
        "no work 'suton2018' in lessons/references.yml"
      ),
    ])
  func problems(
    markdown: String, identifier: String, line: Int, column: Int, summary: String
  ) throws {
    let diagnostics = try Sample.page(markdown).diagnostics
    let diagnostic = try #require(diagnostics.first)
    #expect(diagnostics.count == 1)
    #expect(diagnostic.identifier == identifier)
    #expect(diagnostic.span?.start == SourcePosition(line: line, column: column))
    #expect(diagnostic.summary == summary)
  }

  @Test("suggest the nearest name")
  func suggestion() throws {
    let diagnostics = try Sample.page("See [](03-optimality.md#eq-optimalty).").diagnostics
    #expect(diagnostics.first?.fix == "did you mean '#eq-optimality'?")
  }

  @Test("include two figures with one name")
  func duplicateFigures() throws {
    let diagnostics = try Sample.page(
      "```swift\nf()  // shows: summary\n```\n\n```swift\ng()  // shows: summary\n```"
    ).diagnostics
    #expect(diagnostics.map(\.identifier) == ["duplicate-label"])
    #expect(diagnostics.first?.span?.start.line == 15)
  }

  @Test("include a heading that has the name of something else")
  func duplicateAnchors() throws {
    let diagnostics = try Sample.page("## Cell 1\n\n```swift\nf()\n```").diagnostics
    #expect(diagnostics.map(\.identifier) == ["duplicate-anchor"])
    #expect(diagnostics.first?.span?.start.line == 11)
  }
}
