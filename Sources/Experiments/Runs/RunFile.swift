internal import RandomStreams
internal import Synchronization

/// The finished runs of an experiment in a file, a line of text each, and those that are added while it goes on.
///
/// The first line names the format. Each other has five fields with tabs between: a check sum of the others, the digest
/// of the configuration, its label, the replicate, and the output. A line that is not ended was cut off when the
/// program was; it is taken away and its run repeated.
final class RunFile: Sendable {
  static let header = "rollout runs 1"

  let path: String
  private let file: Mutex<AppendedFile>
  /// The lines behind the first that were there when the file was opened, with their numbers from 1.
  let records: [(line: Int, record: RunRecord)]

  /// Opens the file, or makes it where there is none.
  init(path: String) throws(RunFileError) {
    self.path = path
    do throws(SystemProblem) {
      var file = try AppendedFile(path: path)
      let bytes = try file.contents()
      let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      let start = Array("\(Self.header)\n".utf8)
      let isForeign = whole == 0 ? !start.starts(with: bytes) : !bytes.starts(with: start)
      if isForeign {
        throw SystemProblem.foreign
      }
      if whole < bytes.count { try file.cut(to: whole) }
      if whole == 0 { try file.append(start) }
      var records: [(line: Int, record: RunRecord)] = []
      let lines = bytes[..<whole].split(
        separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (index, line) in lines.dropLast().enumerated().dropFirst() {
        guard let record = RunRecord(line: String(decoding: line, as: UTF8.self)) else {
          throw SystemProblem.corrupt(line: index + 1)
        }
        records.append((index + 1, record))
      }
      self.records = records
      self.file = Mutex(file)
    } catch {
      throw RunFileError(path: path, reason: error.reason)
    }
  }

  /// Adds a finished run; from any thread.
  func append(_ record: RunRecord) throws(RunFileError) {
    let problem = file.withLock { file -> SystemProblem? in
      do throws(SystemProblem) {
        try file.append(Array("\(record.line)\n".utf8))
        return nil
      } catch { return error }
    }
    if let problem { throw RunFileError(path: path, reason: problem.reason) }
  }
}

/// A finished run as it stands in a file.
struct RunRecord: Sendable, Hashable {
  let digest: String
  let label: String
  let replicate: Int
  let output: String

  init(digest: String, label: String, replicate: Int, output: String) {
    self.digest = digest
    self.label = label
    self.replicate = replicate
    self.output = output
  }

  /// The record that a line holds; nil if the line isn't one that ``line`` wrote.
  init?(line: String) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 5, let replicate = Int(fields[3]) else { return nil }
    self.init(
      digest: fields[1], label: unescaped(fields[2]), replicate: replicate,
      output: unescaped(fields[4]))
    if self.line != line { return nil }
  }

  var line: String {
    let content = "\(digest)\t\(escaped(label))\t\(replicate)\t\(escaped(output))"
    return "\(textDigest(content))\t\(content)"
  }
}

/// 32 hexadecimal digits that differ for different texts.
func textDigest(_ text: String) -> String {
  var stream = RandomStream(seed: 0).child(text)
  return (0..<2).map { _ in
    let digits = String(stream.next(), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }.joined()
}

/// The text without tabs and line ends.
private func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result += "\\\\"
    case "\t": result += "\\t"
    case "\n": result += "\\n"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private func unescaped(_ text: String) -> String {
  var result = ""
  var isEscaped = false
  for scalar in text.unicodeScalars {
    switch (isEscaped, scalar) {
    case (false, "\\"):
      isEscaped = true
      continue
    case (true, "t"): result += "\t"
    case (true, "n"): result += "\n"
    default: result.unicodeScalars.append(scalar)
    }
    isEscaped = false
  }
  return result
}
