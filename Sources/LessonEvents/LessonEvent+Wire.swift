extension LessonEvent: WireCodable {
  package func encode(to encoder: inout WireEncoder) {
    switch self {
    case .cellBegan(let cell):
      encoder.encode(byte: 0)
      encoder.encode(cell)
    case .cellEnded(let cell, let nanoseconds, let verification):
      encoder.encode(byte: 1)
      encoder.encode(cell)
      encoder.encode(nanoseconds)
      encoder.encode(verification)
    case .value(let index, let text):
      encoder.encode(byte: 2)
      encoder.encode(index)
      encoder.encode(text)
    case .display(let display):
      encoder.encode(byte: 3)
      encoder.encode(display)
    case .mismatch(let mismatch):
      encoder.encode(byte: 4)
      encoder.encode(mismatch)
    case .progress(let label, let fraction):
      encoder.encode(byte: 5)
      encoder.encode(label)
      encoder.encode(fraction)
    case .thrown(let cell, let description):
      encoder.encode(byte: 6)
      encoder.encode(cell)
      encoder.encode(description)
    case .crashed(let crash):
      encoder.encode(byte: 7)
      encoder.encode(crash)
    }
  }

  package init(from decoder: inout WireDecoder) throws(WireError) {
    switch try decoder.byte() {
    case 0: self = .cellBegan(try decoder.integer())
    case 1:
      self = .cellEnded(
        try decoder.integer(), nanoseconds: try decoder.natural(),
        verification: try decoder.optional())
    case 2: self = .value(try decoder.integer(), try decoder.text())
    case 3: self = .display(try Display(from: &decoder))
    case 4: self = .mismatch(try Mismatch(from: &decoder))
    case 5: self = .progress(label: try decoder.text(), fraction: try decoder.number())
    case 6: self = .thrown(cell: try decoder.integer(), description: try decoder.text())
    case 7: self = .crashed(try Crash(from: &decoder))
    default: throw .malformed
    }
  }
}

extension Crash: WireCodable {
  package func encode(to encoder: inout WireEncoder) {
    encoder.encode(signal)
    encoder.encode(address)
    encoder.encode(frames)
    encoder.encode(thrownFrames)
  }

  package init(from decoder: inout WireDecoder) throws(WireError) {
    signal = try decoder.integer()
    address = try decoder.natural()
    frames = try decoder.array()
    thrownFrames = try decoder.array()
  }
}

extension Verification: WireCodable {
  package func encode(to encoder: inout WireEncoder) {
    encoder.encode(largestDifference)
    encoder.encode(tolerance)
    encoder.encode(cases)
    encoder.encode(failures)
  }

  package init(from decoder: inout WireDecoder) throws(WireError) {
    largestDifference = try decoder.number()
    tolerance = try decoder.number()
    cases = try decoder.integer()
    failures = try decoder.integer()
  }
}

extension Mismatch: WireCodable {
  package func encode(to encoder: inout WireEncoder) {
    encoder.encode(left)
    encoder.encode(right)
    encoder.encode(difference)
    encoder.encode(tolerance)
    encoder.encode(line)
  }

  package init(from decoder: inout WireDecoder) throws(WireError) {
    left = try decoder.text()
    right = try decoder.text()
    difference = try decoder.text()
    tolerance = try decoder.number()
    line = try decoder.integer()
  }
}

extension Display: WireCodable {
  package func encode(to encoder: inout WireEncoder) {
    encoder.encode(kind.rawValue)
    encoder.encode(name)
    encoder.encode(caption)
    encoder.encode(frames)
    encoder.encode(control)
    encoder.encode(secondsPerFrame)
  }

  package init(from decoder: inout WireDecoder) throws(WireError) {
    kind = try decoder.rawCase()
    name = try decoder.optional()
    caption = try decoder.optional()
    frames = try decoder.array()
    control = try decoder.optional()
    secondsPerFrame = try decoder.optional()
  }
}

extension RenderedFigure: WireCodable {
  package func encode(to encoder: inout WireEncoder) {
    encoder.encode(label)
    encoder.encode(markup)
    encoder.encode(description)
    encoder.encode(text)
    encoder.encode(dataTable)
    encoder.encode(csv)
  }

  package init(from decoder: inout WireDecoder) throws(WireError) {
    label = try decoder.text()
    markup = try decoder.text()
    description = try decoder.text()
    text = try decoder.text()
    dataTable = try decoder.optional()
    csv = try decoder.optional()
  }
}
