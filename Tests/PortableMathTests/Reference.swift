import Foundation
import PortableMath
import Testing

/// One line of `Fixtures/elementary.txt` or `Fixtures/special.txt`, which `Fixtures/make_fixtures.py`
/// and `Fixtures/make_special_fixtures.py` wrote with mpmath.
struct Reference {
  var arguments: [Double]
  /// The double nearest to the true result.
  var nearest: Double
  /// The true result less `nearest`, in ulp of `nearest`.
  var rest: Double

  /// How far a result lies from the true one, in ulp of the true one.
  func error(of result: Double) -> Double {
    result.isNaN ? .infinity : abs((result - nearest) / nearest.ulp - rest)
  }

  /// The lines of each function's section.
  static let all = read("elementary.txt")

  /// The lines of each special function's section.
  static let special = read("special.txt")

  private static func read(_ source: String) -> [String: [Reference]] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/\(source)")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [:] }
    var sections: [String: [Reference]] = [:]
    var name = ""
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ")
      if fields[0] == "#" {
        name = String(fields[1])
        continue
      }
      let numbers = fields.dropLast().compactMap { UInt64($0, radix: 16) }
        .map { Double(bitPattern: $0) }
      guard let rest = fields.last.flatMap({ Double($0) }), let nearest = numbers.last else {
        continue
      }
      sections[name, default: []].append(
        Reference(arguments: numbers.dropLast(), nearest: nearest, rest: rest / 65536))
    }
    return sections
  }
}

/// A function of one argument under test, and the error its documentation promises.
struct Elementary: Sendable, CustomTestStringConvertible {
  var name: String
  var function: @Sendable (Double) -> Double
  var bound: Double
  /// The bound where the result is subnormal.
  var subnormalBound: Double
  /// Arguments for the checksum over many bits.
  var domain: ClosedRange<Double>

  var testDescription: String { name }

  init(
    _ name: String, below bound: Double, subnormal: Double? = nil, on domain: ClosedRange<Double>,
    _ function: @escaping @Sendable (Double) -> Double
  ) {
    (self.name, self.function, self.domain) = (name, function, domain)
    (self.bound, subnormalBound) = (bound, subnormal ?? bound)
  }

  static let all = [
    Elementary("exp", below: 0.7, subnormal: 1.2, on: -745...709) { .exp($0) },
    Elementary("expm1", below: 1, on: -40...709) { .expm1($0) },
    Elementary("log", below: 0.51, on: 0...10) { .log($0) },
    Elementary("log1p", below: 0.51, on: -1...10) { .log1p($0) },
    Elementary("log2", below: 0.51, on: 0...10) { .log2($0) },
    Elementary("log10", below: 0.51, on: 0...10) { .log10($0) },
    Elementary("sin", below: 0.9, on: -1e6...1e6) { .sin($0) },
    Elementary("cos", below: 0.9, on: -1e6...1e6) { .cos($0) },
    Elementary("tanh", below: 2.5, on: -20...20) { .tanh($0) },
    Elementary("logistic", below: 2.5, on: -740...40) { .logistic($0) },
    Elementary("logGamma", below: 3, on: -20...100) { .logGamma($0) },
    Elementary("normalQuantile", below: 8, on: 0...1) { .normalQuantile($0) },
  ]
}
