/// How an event travels among the bytes that a cell prints.
///
/// A frame is a record separator (U+001E), the run's secret (32 hexadecimal digits), the payload's length (8
/// hexadecimal digits) and the payload. The tool makes a new secret for every run and passes it in the environment;
/// the runtime takes it out of there before the first cell runs, so what a cell prints is never taken for an event.
package enum EventFrame {
  /// The environment variable that carries the run's secret.
  package static let secretVariable = "ROLLOUT_EVENTS"
  /// The environment variable that asks the runtime to note where errors are thrown.
  package static let traceVariable = "ROLLOUT_TRACE"
  /// How many digits a secret has.
  package static let secretLength = 32
  /// Changes whenever frames, payloads or the generated program do; part of every cache key.
  package static let protocolVersion = 1

  static let separator: UInt8 = 0x1e
  static let lengthDigits = 8
  static let headerLength = 1 + secretLength + lengthDigits

  /// An event as a frame.
  ///
  /// - Parameter secret: The run's secret, as ASCII.
  package static func bytes(of event: LessonEvent, secret: [UInt8]) -> [UInt8] {
    frame(event.wireBytes, secret: secret)
  }

  static func frame(_ payload: [UInt8], secret: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [separator]
    bytes.reserveCapacity(headerLength + payload.count)
    bytes += secret
    for digit in (0..<lengthDigits).reversed() {
      bytes.append(hexadecimal(payload.count >> (4 * digit) & 0xf))
    }
    bytes += payload
    return bytes
  }

  /// The digit of a number below 16, as ASCII.
  package static func hexadecimal(_ number: Int) -> UInt8 {
    UInt8(number < 10 ? 0x30 + number : 0x57 + number)
  }
}
