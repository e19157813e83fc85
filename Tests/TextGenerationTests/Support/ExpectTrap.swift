import Testing

/// Expects a trap's message to contain words.
func expectTrap(
  _ result: ExitTest.Result?, saying message: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  #expect(text.contains(message), sourceLocation: sourceLocation)
}
