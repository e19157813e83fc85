import TextGeneration
import Testing

@Suite struct GrammarTrapTests {
  @Test func `a rule that leads back to itself traps with the way round`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Grammar("s = <a> x\na = y | <b>\nb = z <a>")
    }
    expectTrap(result, saying: "a rule leads back to itself: <a> → <b> → <a>.")
  }

  @Test func `a rule that is missing or there twice traps`() async {
    let missing = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Grammar("s = the <bird> sings")
    }
    expectTrap(missing, saying: "there is no rule <bird>, which <s> leads to.")
    let twice = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Grammar("s = <a>\na = x\na = y")
    }
    expectTrap(twice, saying: "<a> is the name of rules 2 and 3.")
    let start = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Grammar("s = x").starting(at: "t")
    }
    expectTrap(start, saying: "there is no rule “t”.")
  }

  @Test func `weights that aren't positive trap`() async {
    let zero = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Grammar("s = x | 0: y")
    }
    expectTrap(zero, saying: "“0” is no positive weight, in an expansion of <s>.")
    await #expect(processExitsWith: .failure) { _ = Grammar("s = -1: x") }
    await #expect(processExitsWith: .failure) { _ = Grammar("s = inf: x") }
    await #expect(processExitsWith: .failure) { _ = Grammar("s = nan: x") }
    await #expect(processExitsWith: .failure) { _ = Grammar("s = the bird: x") }
  }

  @Test func `text that can't be read traps with the line`() async {
    let line = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Grammar("s = x\nthe bird sings")
    }
    expectTrap(line, saying: "“the bird sings” has no name and “=”.")
    let bracket = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Grammar("s = the <bird sings")
    }
    expectTrap(bracket, saying: "“<bird sings” has no closing bracket")
    await #expect(processExitsWith: .failure) { _ = Grammar(" \n ") }
    await #expect(processExitsWith: .failure) { _ = Grammar("| x") }
    await #expect(processExitsWith: .failure) { _ = Grammar("= x") }
  }

  @Test func `a list of too many sentences traps`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Grammar("s = <w> <w>\nw = a | b | c").sentences(limit: 8)
    }
    expectTrap(result, saying: "9.0 ways to write one are more than 8.")
  }
}
