extension LessonResult: WireCodable {
  package func encode(to encoder: inout WireEncoder) {
    encoder.encode(cells)
    encoder.encode(values)
    encoder.encode(valueFailures)
    encoder.encode(compileSeconds)
    encoder.encode(runSeconds)
  }

  package init(from decoder: inout WireDecoder) throws(WireError) {
    cells = try decoder.array()
    values = try decoder.array()
    valueFailures = try decoder.array()
    compileSeconds = try decoder.number()
    runSeconds = try decoder.number()
  }
}

extension ValueFailure: WireCodable {
  package func encode(to encoder: inout WireEncoder) {
    encoder.encode(index)
    encoder.encode(failure)
  }

  package init(from decoder: inout WireDecoder) throws(WireError) {
    index = try decoder.integer()
    failure = try CellFailure(from: &decoder)
  }
}

extension CellResult: WireCodable {
  package func encode(to encoder: inout WireEncoder) {
    encoder.encode(status.rawValue)
    encoder.encode(outputs)
    encoder.encode(verification)
    encoder.encode(failures)
    encoder.encode(seconds)
  }

  package init(from decoder: inout WireDecoder) throws(WireError) {
    status = try decoder.rawCase()
    outputs = try decoder.array()
    verification = try decoder.optional()
    failures = try decoder.array()
    seconds = try decoder.number()
  }
}

extension CellOutput: WireCodable {
  package func encode(to encoder: inout WireEncoder) {
    switch self {
    case .text(let text):
      encoder.encode(byte: 0)
      encoder.encode(text)
    case .display(let display):
      encoder.encode(byte: 1)
      encoder.encode(display)
    }
  }

  package init(from decoder: inout WireDecoder) throws(WireError) {
    switch try decoder.byte() {
    case 0: self = .text(try decoder.text())
    case 1: self = .display(try Display(from: &decoder))
    default: throw .malformed
    }
  }
}

extension CellFailure: WireCodable {
  package func encode(to encoder: inout WireEncoder) {
    encoder.encode(kind.rawValue)
    encoder.encode(message)
    encoder.encode(line)
    encoder.encode(column)
    encoder.encode(notes)
  }

  package init(from decoder: inout WireDecoder) throws(WireError) {
    kind = try decoder.rawCase()
    message = try decoder.text()
    line = try decoder.optional()
    column = try decoder.optional()
    notes = try decoder.array()
  }
}

extension CellNote: WireCodable {
  package func encode(to encoder: inout WireEncoder) {
    encoder.encode(message)
    encoder.encode(cell)
    encoder.encode(line)
    encoder.encode(column)
  }

  package init(from decoder: inout WireDecoder) throws(WireError) {
    message = try decoder.text()
    cell = try decoder.optional()
    line = try decoder.optional()
    column = try decoder.optional()
  }
}
