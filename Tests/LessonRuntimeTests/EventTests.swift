import LessonEvents
import Testing

@Suite struct `Events among printed bytes` {
  private static let secret = Array("0123456789abcdef0123456789abcdef".utf8)

  private static let events: [LessonEvent] = [
    .cellBegan(3),
    .cellEnded(
      3, nanoseconds: .max,
      verification: Verification(largestDifference: 1e-300, tolerance: 0, cases: 7, failures: 2)),
    .cellEnded(0, nanoseconds: 0, verification: nil),
    .value(-1, "é\u{1e}\0"),
    .display(
      Display(
        kind: .slider, name: nil, caption: "a *caption*",
        frames: [
          RenderedFigure(label: "0.5", markup: "<svg/>", description: "d", text: "t", csv: "a,b")
        ], control: "γ", secondsPerFrame: 0.5)),
    .mismatch(Mismatch(left: "1", right: "2", difference: "1", tolerance: 0.5, line: 41)),
    .progress(label: "work", fraction: 0.25),
    .thrown(cell: 1, description: "Bad()"),
    .crashed(Crash(signal: 4, address: 17, frames: [1, 2], thrownFrames: [])),
  ]

  /// What a program prints that sends every event, with text between.
  private static var stream: [UInt8] {
    events.reduce(into: Array("start \u{1e} start".utf8)) { bytes, event in
      bytes += EventFrame.bytes(of: event, secret: secret) + Array("text".utf8)
    }
  }

  private func gather(_ chunks: [ArraySlice<UInt8>]) -> (events: [LessonEvent], text: [UInt8]) {
    var decoder = EventDecoder(secret: Self.secret)
    let pieces = chunks.flatMap { decoder.decode($0) } + decoder.finish()
    var events: [LessonEvent] = []
    var text: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .text(let bytes): text += bytes
      case .event(let event): events.append(event)
      case .broken: Issue.record("a broken frame")
      }
    }
    return (events, text)
  }

  @Test(arguments: [1, 2, 3, 7, 41, 100, 100_000])
  func `events and text come apart in chunks of any length`(_ length: Int) {
    let stream = Self.stream
    let chunks = stride(from: 0, to: stream.count, by: length).map {
      stream[$0..<min($0 + length, stream.count)]
    }
    let found = gather(chunks)
    #expect(found.events == Self.events)
    let text = "start \u{1e} start" + String(repeating: "text", count: Self.events.count)
    #expect(String(decoding: found.text, as: UTF8.self) == text)
  }

  @Test func `a stream cut anywhere gives the events before the cut and never traps`() {
    let stream =
      EventFrame.bytes(of: Self.events[0], secret: Self.secret)
      + EventFrame.bytes(of: Self.events[4], secret: Self.secret)
    for end in stream.indices {
      var decoder = EventDecoder(secret: Self.secret)
      let pieces = decoder.decode(stream[..<end]) + decoder.finish()
      let events = pieces.filter { if case .event = $0 { true } else { false } }
      #expect(events.count <= 1)
      #expect(events.allSatisfy { $0 == .event(Self.events[0]) })
    }
  }

  @Test func `a frame with another secret is text`() {
    let forged = EventFrame.bytes(
      of: .value(0, "forged"), secret: Array(String(repeating: "f", count: 32).utf8))
    let found = gather([forged[...]])
    #expect(found.events.isEmpty)
    #expect(found.text == forged)
  }

  @Test func `changed payloads are broken frames, whatever the byte`() {
    let frame = EventFrame.bytes(of: Self.events[4], secret: Self.secret)
    for position in 41..<frame.count {
      var changed = frame
      changed[position] = 0xff
      var decoder = EventDecoder(secret: Self.secret)
      #expect((decoder.decode(changed) + decoder.finish()).count == 1)
    }
  }
}

@Suite struct `Results as bytes` {
  @Test func `a result reads back the same`() throws {
    let note = CellNote(message: "here", cell: 1, line: 2, column: nil)
    let failure = CellFailure(
      kind: .trap, message: "Index out of range", line: 3, column: 4, notes: [note])
    let result = LessonResult(
      cells: [
        CellResult(
          status: .failed, outputs: [.text("a\n")],
          verification: Verification(
            largestDifference: .infinity, tolerance: 1, cases: 1, failures: 1),
          failures: [failure], seconds: 0.5)
      ],
      values: ["1", nil], valueFailures: [ValueFailure(index: 1, failure: failure)],
      compileSeconds: 1, runSeconds: 2)
    #expect(try LessonResult(wireBytes: result.wireBytes) == result)
    for end in result.wireBytes.indices {
      #expect(throws: WireError.self) { try LessonResult(wireBytes: result.wireBytes[..<end]) }
    }
  }

  @Test(arguments: [0, 1, -1, 63, -64, 64, .max, .min])
  func `integers of every size read back the same`(_ number: Int) throws {
    #expect(try Int(wireBytes: number.wireBytes) == number)
  }

  @Test func `not-a-number and negative zero survive`() throws {
    #expect(try Double(wireBytes: Double.nan.wireBytes).isNaN)
    #expect(try Double(wireBytes: (-0.0).wireBytes).sign == .minus)
  }
}
