import CDuktape

/// A JavaScript engine (Duktape), to be used from one thread at a time.
///
/// > Reference: https://duktape.org/api.html.
final class ScriptEngine {
  /// A script that failed, in the engine's words.
  struct Failure: Error {
    let message: String
  }

  private let context: OpaquePointer

  /// An engine with a fresh heap.
  init() throws(Failure) {
    let context = duk_create_heap(nil, nil, nil, nil) { _, message in
      // Duktape calls this only when its heap is beyond repair, and forbids to return.
      fatalError("Duktape: \(message.map { String(cString: $0) } ?? "fatal error")")
    }
    guard let context else { throw Failure(message: "no memory for a Duktape heap") }
    self.context = context
  }

  deinit { duk_destroy_heap(context) }

  /// Runs a script for what it defines.
  func evaluate(_ script: [UInt8]) throws(Failure) {
    let status = script.withUnsafeBytes { bytes in
      duk_eval_raw(
        context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count,
        ScriptEngine.evaluationFlags)
    }
    defer { duk_pop_n(context, 1) }
    if status != 0 { throw Failure(message: popped()) }
  }

  /// Calls a global function with strings and returns its string.
  func call(_ function: String, _ arguments: [String]) throws(Failure) -> String {
    duk_get_global_string(context, function)
    for argument in arguments {
      let bytes = ScriptText.encode(argument)
      _ = bytes.withUnsafeBytes { bytes in
        duk_push_lstring(
          context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
      }
    }
    let status = duk_pcall(context, duk_idx_t(arguments.count))
    defer { duk_pop_n(context, 1) }
    if status != 0 { throw Failure(message: popped()) }
    return popped()
  }

  /// The text of the value on top of the stack, which stays there.
  private func popped() -> String {
    var length = 0
    guard let start = duk_safe_to_lstring(context, -1, &length) else { return "" }
    return ScriptText.decode(UnsafeRawBufferPointer(start: start, count: length))
  }

  /// DUK_COMPILE_EVAL | SAFE | NOSOURCE | NOFILENAME.
  private static let evaluationFlags: duk_uint_t = 1 << 3 | 1 << 7 | 1 << 9 | 1 << 11
}

/// Text as Duktape stores it: UTF-8, but characters above U+FFFF as two surrogates of three bytes
/// each (CESU-8).
enum ScriptText {
  /// Encodes a string for the engine.
  static func encode(_ string: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(string.utf8.count)
    for scalar in string.unicodeScalars {
      if scalar.value <= 0xFFFF {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      } else {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          bytes += [
            0xE0 | UInt8(unit >> 12), 0x80 | UInt8(unit >> 6 & 0x3F), 0x80 | UInt8(unit & 0x3F),
          ]
        }
      }
    }
    return bytes
  }

  /// Decodes the engine's bytes.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> String {
    guard bytes.contains(0xED) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if let high = surrogate(bytes, at: index, 0xA0...0xAF),
        let low = surrogate(bytes, at: index + 3, 0xB0...0xBF)
      {
        let value = 0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF)
        result.append(
          contentsOf: Unicode.Scalar(value).flatMap(UTF8.encode) ?? UTF8.encodedReplacementCharacter
        )
        index += 6
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func surrogate(
    _ bytes: UnsafeRawBufferPointer, at index: Int, _ second: ClosedRange<UInt8>
  ) -> UInt32? {
    guard index + 2 < bytes.count, bytes[index] == 0xED, second.contains(bytes[index + 1]) else {
      return nil
    }
    return 0xD000 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
  }
}
