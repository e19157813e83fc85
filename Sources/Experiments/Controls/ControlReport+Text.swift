internal import PortableMath

extension ControlReport: CustomStringConvertible {
  /// A paragraph for each measure, then a sentence for each control that holds its own somewhere.
  public var description: String {
    (measures.indices.map(paragraph) + controls.indices.compactMap(price)).joined(separator: "\n")
  }

  /// How the controls do on one measure.
  private func paragraph(on measure: Int) -> String {
    let what = measures[measure]
    let unit = what.unit.isEmpty ? "" : "in \(what.unit), "
    let head =
      "\(what.name) (\(unit)\(what.better == .low ? "lower" : "higher") is better): "
      + "\(method.name) has \(text(method, measure))."
    return ([head] + controls.indices.map { "  \(sentence(ofControl: $0, on: measure))" })
      .joined(separator: "\n")
  }

  private func sentence(ofControl control: Int, on measure: Int) -> String {
    let difference = difference(ofControl: control, on: measure)
    let (name, values) = (controls[control].name, text(controls[control], measure))
    let by = text(difference, measure)
    return switch verdict(ofControl: control, on: measure) {
    case .beats: "\(name) beats \(method.name): \(values), a difference of \(by)."
    case .matches: "\(name) can't be told from \(method.name): \(values), a difference of \(by)."
    case .fallsShort: "\(name) is worse: \(values), a difference of \(by)."
    }
  }

  /// Where a control that beats the method, or can't be told from it, is worse; nil for a control that is worse everywhere.
  private func price(ofControl control: Int) -> String? {
    let verdicts = measures.indices.map { verdict(ofControl: control, on: $0) }
    func names(_ verdict: Verdict) -> String {
      listed(measures.indices.filter { verdicts[$0] == verdict }.map { measures[$0].name })
    }
    var holds: [String] = []
    if verdicts.contains(.beats) { holds.append("beats \(method.name) on \(names(.beats))") }
    if verdicts.contains(.matches) {
      holds.append("can't be told from \(holds.isEmpty ? method.name : "it") on \(names(.matches))")
    }
    if holds.isEmpty { return nil }
    let pays =
      verdicts.contains(.fallsShort)
      ? "pays with \(names(.fallsShort))" : "pays with nothing that was measured"
    return "\(controls[control].name) \(listed(holds)), and \(pays)."
  }

  private func text(_ contestant: Contestant, _ measure: Int) -> String {
    text(Estimate(meanOf: contestant.values[measure], confidence: confidence), measure)
  }

  private func text(_ mean: Estimate, _ measure: Int) -> String {
    let decimals = measures[measure].decimals
    let numbers = [mean.value, mean.interval.lowerBound, mean.interval.upperBound]
      .map { format($0, decimals: decimals) }
    return "\(numbers[0]) (\(numbers[1]) to \(numbers[2]))"
  }
}

/// Some names as they stand in a sentence.
private func listed(_ names: [String]) -> String {
  guard let last = names.last, names.count > 1 else { return names.first ?? "" }
  return "\(names.dropLast().joined(separator: ", ")) and \(last)"
}
