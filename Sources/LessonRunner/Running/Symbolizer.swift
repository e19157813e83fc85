import LessonEvents

/// Finds the lines of a lesson that a crash's addresses belong to, with the toolchain's `llvm-symbolizer`.
struct Symbolizer: Sendable {
  /// What an address stands for: a function and a line, one for each function that was inlined there.
  struct Frame: Hashable, Sendable {
    var function: String
    var file: String
    var line: Int
    var column: Int
  }

  let toolchain: Toolchain

  /// The frames of `addresses`, innermost first; empty when the toolchain has no symbolizer.
  func frames(of addresses: [UInt64], in program: String) -> [Frame] {
    guard !addresses.isEmpty else { return [] }
    let command = Command(
      program: "\(toolchain.binaries)/llvm-symbolizer",
      arguments: ["--obj=\(program)", "--inlines", "--output-style=LLVM"]
        + addresses.map { "0x\(String($0, radix: 16))" },
      environment: ChildEnvironment.base, folder: "/")
    guard let (captured, ending) = try? CapturedOutput.run(command), ending == .exited(0) else {
      return []
    }
    return Self.parse(captured.text)
  }

  /// Reads pairs of lines, a function's name and `file:line:column`.
  static func parse(_ text: String) -> [Frame] {
    let lines = text.split(separator: "\n")
    return stride(from: 0, to: lines.count - 1, by: 2).map { index in
      let place = lines[index + 1].split(separator: ":", omittingEmptySubsequences: false)
      let numbers = place.suffix(2).map { Int($0) ?? 0 }
      return Frame(
        function: String(lines[index]), file: place.dropLast(2).joined(separator: ":"),
        line: numbers.first ?? 0, column: numbers.last ?? 0)
    }
  }
}

extension Crash {
  /// The addresses to look up: the instruction at fault, then the calls (a return address is after its call).
  var lookedUp: [UInt64] { (address > 0 ? [address] : []) + frames.map { $0 &- 1 } }
  /// The same for a program that was interrupted: not every instruction of a loop has a line, so those around it too.
  var interruptedLookedUp: [UInt64] {
    let around = lookedUp.prefix(2).flatMap { place in
      Array(stride(from: place, to: place + 64, by: 4))
        + Array(stride(from: place, to: place - min(place, 64), by: -4))
    }
    return around + lookedUp.dropFirst(2)
  }

  /// The same for the throw that was not caught.
  var thrownLookedUp: [UInt64] { thrownFrames.map { $0 &- 1 } }
}
