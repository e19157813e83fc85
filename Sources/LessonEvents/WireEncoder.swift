/// Writes values as bytes, the form in which events leave a running lesson and results rest in the cache.
///
/// A small binary form of our own: a lesson's program stays free of Foundation, which costs time at every start,
/// and a megabyte of drawings reads back in about a millisecond.
package struct WireEncoder {
  /// What was written so far.
  package private(set) var bytes: [UInt8] = []

  /// Nothing written.
  package init() {}

  /// Writes one byte.
  package mutating func encode(byte: UInt8) { bytes.append(byte) }

  /// Writes a natural number, seven bits a byte, low bits first.
  package mutating func encode(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Writes an integer, the sign in the lowest bit.
  package mutating func encode(_ number: Int) {
    encode(UInt64(bitPattern: Int64((number << 1) ^ (number >> 63))))
  }

  /// Writes a number's 64 bits, so that not-a-number and infinities survive.
  package mutating func encode(_ number: Double) {
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Writes a text's length and its UTF-8.
  package mutating func encode(_ text: String) {
    encode(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  /// Writes a value.
  package mutating func encode(_ value: some WireCodable) { value.encode(to: &self) }

  /// Writes whether there is a value, and the value.
  package mutating func encode<Value: WireCodable>(_ value: Value?) {
    encode(byte: value == nil ? 0 : 1)
    if let value { encode(value) }
  }

  /// Writes how many values there are, and the values.
  package mutating func encode<Value: WireCodable>(_ values: [Value]) {
    encode(UInt64(values.count))
    for value in values { encode(value) }
  }
}

/// A value that can be written as bytes and read back.
package protocol WireCodable {
  /// Writes the value.
  func encode(to encoder: inout WireEncoder)
  /// Reads a value.
  init(from decoder: inout WireDecoder) throws(WireError)
}

extension WireCodable {
  /// The value as bytes.
  package var wireBytes: [UInt8] {
    var encoder = WireEncoder()
    encoder.encode(self)
    return encoder.bytes
  }

  /// Reads a value that takes up all of `bytes`.
  package init(wireBytes bytes: some Sequence<UInt8>) throws(WireError) {
    var decoder = WireDecoder(Array(bytes))
    self = try Self(from: &decoder)
    guard decoder.isAtEnd else { throw .malformed }
  }
}

extension String: WireCodable {
  package func encode(to encoder: inout WireEncoder) { encoder.encode(self) }
  package init(from decoder: inout WireDecoder) throws(WireError) { self = try decoder.text() }
}

extension Int: WireCodable {
  package func encode(to encoder: inout WireEncoder) { encoder.encode(self) }
  package init(from decoder: inout WireDecoder) throws(WireError) { self = try decoder.integer() }
}

extension UInt64: WireCodable {
  package func encode(to encoder: inout WireEncoder) { encoder.encode(self) }
  package init(from decoder: inout WireDecoder) throws(WireError) { self = try decoder.natural() }
}

extension Double: WireCodable {
  package func encode(to encoder: inout WireEncoder) { encoder.encode(self) }
  package init(from decoder: inout WireDecoder) throws(WireError) { self = try decoder.number() }
}

extension Optional: WireCodable where Wrapped: WireCodable {
  package func encode(to encoder: inout WireEncoder) { encoder.encode(self) }
  package init(from decoder: inout WireDecoder) throws(WireError) { self = try decoder.optional() }
}
