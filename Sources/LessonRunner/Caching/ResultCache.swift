import LessonEvents

/// The results of earlier runs, one file a lesson.
///
/// A file holds what the run depended on, how long it took and, if nothing was wrong, its result. Files are written
/// by rename and carry a checksum: one that was cut, changed or written by another version counts as missing.
struct ResultCache: Sendable {
  /// The folder of the results.
  let folder: String

  /// What is known of a lesson's last run.
  struct Entry: WireCodable {
    var identity: RunIdentity
    /// The code of its cells.
    var code: [String]
    var seconds: Double
    /// Whether its program is better compiled with optimisation.
    var needsSpeed: Bool
    var result: LessonResult?

    init(
      identity: RunIdentity, code: [String], seconds: Double, needsSpeed: Bool,
      result: LessonResult?
    ) {
      self.identity = identity
      self.code = code
      self.seconds = seconds
      self.needsSpeed = needsSpeed
      self.result = result
    }

    package func encode(to encoder: inout WireEncoder) {
      encoder.encode(identity)
      encoder.encode(code)
      encoder.encode(seconds)
      encoder.encode(needsSpeed ? 1 : 0)
      encoder.encode(result)
    }

    package init(from decoder: inout WireDecoder) throws(WireError) {
      identity = try RunIdentity(from: &decoder)
      code = try decoder.array()
      seconds = try decoder.number()
      needsSpeed = try decoder.integer() == 1
      result = try decoder.optional()
    }
  }

  private static let magic = Array("rollout result 2\n".utf8)

  /// What is known of a lesson's last run; `nil` when nothing is.
  func entry(of stem: String) -> Entry? {
    guard let bytes = Disk.read(path(stem)), bytes.starts(with: Self.magic) else { return nil }
    let body = bytes[Self.magic.count...]
    guard body.count > 8,
      Self.checksum(body.dropFirst(8)).elementsEqual(body.prefix(8))
    else { return nil }
    return try? Entry(wireBytes: body.dropFirst(8))
  }

  /// How long a lesson took when it last ran; `nil` when that isn't known.
  func seconds(of stem: String) -> Double? { entry(of: stem)?.seconds }

  /// Keeps what is known of a lesson's last run.
  func store(_ entry: Entry, of stem: String) throws(RunnerError) {
    let body = entry.wireBytes
    try Disk.makeFolder(folder)
    try Disk.write(Self.magic + Self.checksum(body[...]) + body, to: path(stem))
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    withUnsafeBytes(of: Checksum.of(bytes).littleEndian) { Array($0) }
  }

  private func path(_ stem: String) -> String { "\(folder)/\(stem)" }
}
