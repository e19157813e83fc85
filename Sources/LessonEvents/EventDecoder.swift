/// Takes a running lesson's standard output apart, in whatever chunks it comes, into text and events.
package struct EventDecoder {
  /// A piece of what came.
  package enum Piece: Sendable, Equatable {
    /// Bytes that a cell printed.
    case text([UInt8])
    /// Something that the runtime reports.
    case event(LessonEvent)
    /// A frame that was cut short or cannot be read.
    case broken
  }

  /// Frames above this are not believed, bytes.
  package static let payloadLimit = 256 << 20

  private let prefix: [UInt8]
  private var pending: [UInt8] = []

  /// Decodes what a lesson prints that was given `secret`.
  package init(secret: [UInt8]) { prefix = [EventFrame.separator] + secret }

  /// The pieces that are complete with this chunk; what may still become a frame is kept for the next.
  ///
  /// - Complexity: O(n) in the bytes of the chunk and of a frame under way.
  package mutating func decode(_ chunk: some Collection<UInt8>) -> [Piece] {
    pending += chunk
    var pieces: [Piece] = []
    var text: [UInt8] = []
    var position = 0
    scanning: while position < pending.count {
      let start = pending[position...].firstIndex(of: EventFrame.separator) ?? pending.count
      text += pending[position..<start]
      position = start
      switch frame(at: start) {
      case .incomplete: break scanning
      case .none:
        text.append(EventFrame.separator)
        position += 1
      case .payload(let range):
        if !text.isEmpty { pieces.append(.text(text)) }
        text = []
        pieces.append(event(in: range))
        position = range.upperBound
      }
    }
    if !text.isEmpty { pieces.append(.text(text)) }
    pending.removeFirst(position)
    return pieces
  }

  /// The last pieces, when no more bytes will come.
  package mutating func finish() -> [Piece] {
    defer { pending = [] }
    if pending.isEmpty { return [] }
    return pending.starts(with: prefix) ? [.broken] : [.text(pending)]
  }

  private enum Frame {
    case none
    case incomplete
    case payload(Range<Int>)
  }

  private func frame(at start: Int) -> Frame {
    guard start < pending.count else { return .incomplete }
    let rest = pending[start...]
    guard rest.prefix(prefix.count).elementsEqual(prefix.prefix(rest.count)) else { return .none }
    let body = start + EventFrame.headerLength
    guard body <= pending.count else { return .incomplete }
    let digits = pending[(start + prefix.count)..<body]
    guard let length = Int(String(decoding: digits, as: UTF8.self), radix: 16),
      (0...Self.payloadLimit).contains(length)
    else { return .none }
    return body + length <= pending.count ? .payload(body..<(body + length)) : .incomplete
  }

  private func event(in range: Range<Int>) -> Piece {
    guard let event = try? LessonEvent(wireBytes: pending[range]) else { return .broken }
    return .event(event)
  }
}
