/// Why bytes could not be read.
package enum WireError: Error {
  /// They end too early.
  case truncated
  /// They are not what a `WireEncoder` writes.
  case malformed
}

/// Reads what a `WireEncoder` wrote; bytes that were cut or changed throw, they never trap.
package struct WireDecoder {
  private let bytes: [UInt8]
  private var position = 0

  /// Reads from the first byte on.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether every byte was read.
  package var isAtEnd: Bool { position == bytes.count }

  /// Reads one byte.
  package mutating func byte() throws(WireError) -> UInt8 {
    guard position < bytes.count else { throw .truncated }
    defer { position += 1 }
    return bytes[position]
  }

  /// Reads a natural number.
  package mutating func natural() throws(WireError) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let byte = try byte()
      number |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return number }
    }
    throw .malformed
  }

  /// Reads an integer.
  package mutating func integer() throws(WireError) -> Int {
    let bits = try natural()
    return Int(truncatingIfNeeded: bits >> 1) ^ -Int(truncatingIfNeeded: bits & 1)
  }

  /// Reads a floating-point number.
  package mutating func number() throws(WireError) -> Double {
    guard bytes.count - position >= 8 else { throw .truncated }
    var bits: UInt64 = 0
    for offset in (0..<8).reversed() { bits = bits << 8 | UInt64(bytes[position + offset]) }
    position += 8
    return Double(bitPattern: bits)
  }

  /// Reads a text.
  package mutating func text() throws(WireError) -> String {
    let count = try natural()
    guard count <= UInt64(bytes.count - position) else { throw .truncated }
    let end = position + Int(count)
    defer { position = end }
    return String(decoding: bytes[position..<end], as: UTF8.self)
  }

  /// Reads a value that may be missing.
  package mutating func optional<Value: WireCodable>() throws(WireError) -> Value? {
    switch try byte() {
    case 0: nil
    case 1: try Value(from: &self)
    default: throw .malformed
    }
  }

  /// Reads values.
  package mutating func array<Value: WireCodable>() throws(WireError) -> [Value] {
    let count = try natural()
    guard count <= UInt64(bytes.count - position) else { throw .truncated }
    var values: [Value] = []
    values.reserveCapacity(Int(count))
    for _ in 0..<count { values.append(try Value(from: &self)) }
    return values
  }

  /// Reads one of an enumeration's cases by its raw value.
  package mutating func rawCase<Value: RawRepresentable<String>>() throws(WireError) -> Value {
    guard let value = Value(rawValue: try text()) else { throw .malformed }
    return value
  }
}
