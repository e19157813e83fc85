internal import PortableMath

extension ControlReport: CustomStringConvertible {
  /// For each measure what the method has and how each control differs from it, with intervals; then a line for each control
  /// that isn't worse on all of them.
  public var description: String {
    (measures.indices.map(paragraph) + controls.indices.compactMap(summary)).joined(separator: "\n")
  }

  /// How the controls do on one measure.
  private func paragraph(on measure: Int) -> String {
    let what = measures[measure]
    let unit = what.unit.isEmpty ? "" : "\(what.unit), "
    let own = Estimate(meanOf: method.values[measure], confidence: confidence)
    let head =
      "\(what.name) (\(unit)\(what.better == .low ? "lower" : "higher") is better): "
      + "\(method.name) has \(row(numbers(own, measure), widths: [0, 0, 0]))"
    let differences = controls.indices.map {
      numbers(difference(ofControl: $0, on: measure), measure)
    }
    let widths = (0..<3).map { part in differences.map { $0[part].count }.max() ?? 0 }
    let longest = controls.map(\.name.count).max() ?? 0
    let lines = controls.indices.map { control in
      let name = controls[control].name
      return
        "  \(name)\(spaces(longest - name.count))  \(row(differences[control], widths: widths))  "
        + verdict(ofControl: control, on: measure).text
    }
    return ([head] + lines).joined(separator: "\n")
  }

  /// What a control is better at, and what it pays; nil for one that is worse everywhere.
  private func summary(ofControl control: Int) -> String? {
    let verdicts = measures.indices.map { verdict(ofControl: control, on: $0) }
    if verdicts.allSatisfy({ $0 == .fallsShort }) { return nil }
    let parts = [Verdict.beats, .matches, .fallsShort].compactMap { verdict -> String? in
      let names = measures.indices.filter { verdicts[$0] == verdict }.map { measures[$0].name }
      return names.isEmpty ? nil : "\(verdict.text) on \(names.joined(separator: ", "))"
    }
    return "\(controls[control].name): \(parts.joined(separator: "; "))"
  }

  /// A mean and both ends of its interval.
  private func numbers(_ mean: Estimate, _ measure: Int) -> [String] {
    [mean.value, mean.interval.lowerBound, mean.interval.upperBound]
      .map { format($0, decimals: measures[measure].decimals) }
  }

  private func row(_ numbers: [String], widths: [Int]) -> String {
    let padded = zip(numbers, widths).map { spaces($1 - $0.count) + $0 }
    return "\(padded[0]) [\(padded[1]), \(padded[2])]"
  }
}

extension ControlReport.Verdict {
  /// What is printed.
  fileprivate var text: String {
    switch self {
    case .beats: "better"
    case .matches: "can't tell"
    case .fallsShort: "worse"
    }
  }
}

private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
