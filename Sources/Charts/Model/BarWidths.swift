/// How wide bars over a continuous axis are.
enum BarWidths {
  /// The least distance between two bars over numbers; `nil` if there are no such bars.
  static func spacing(of marks: [Mark]) -> Double? {
    let places = marks.compactMap { mark -> Double? in
      mark.kind == .bar && mark.yEnd != nil && mark.xEnd == nil ? mark.x?.datum.number : nil
    }
    guard !places.isEmpty else { return nil }
    let sorted = places.uniqued().sorted()
    return zip(sorted, sorted.dropFirst()).map { $1 - $0 }.min() ?? 1
  }
}
