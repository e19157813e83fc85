extension GoldenRegistry {
  /// The figures on record, one entry a problem.
  static let recorded: [GoldenFigures] = []
}
