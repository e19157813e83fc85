/// Ends the program unless there is one of something for each row.
@inlinable
func checkRows(_ count: Int, _ rows: Int, _ what: StaticString, _ name: StaticString) {
  if count != rows { trapOnRows(count, rows, what, name) }
}

@usableFromInline
func trapOnRows(_ count: Int, _ rows: Int, _ what: StaticString, _ name: StaticString) -> Never {
  fatalError("\(name): \(count) \(what) for \(rows) rows")
}

/// Ends the program unless there is a vector of so many components for each row.
@usableFromInline
func checkVectors(
  _ vectors: [[Double]], _ rows: Int, _ components: Int, _ what: StaticString, _ name: StaticString
) {
  checkRows(vectors.count, rows, what, name)
  for (row, vector) in vectors.enumerated() where vector.count != components {
    fatalError(
      "\(name): row \(row) of the \(what) has \(vector.count) components, not \(components)")
  }
}

/// Ends the program unless there are whole rows of two parameters for each component, none of them larger than a bound.
func checkPairs(
  _ parameters: [Double], _ components: Int, within bound: Double = .greatestFiniteMagnitude,
  _ what: StaticString, _ name: StaticString
) {
  guard components >= 1, parameters.count % (2 * components) == 0,
    parameters.allSatisfy({ $0.magnitude <= bound })
  else {
    fatalError(
      "\(name): \(parameters.count) parameters for \(components) components, from \(parameters.prefix(8)) on; whole rows of \(what) are needed"
    )
  }
}

/// The nearest number inside of (0, 1) to one in [0, 1]: the smallest normal number for 0, and for 1 the one below it.
func insideUnitInterval(_ number: Double) -> Double {
  min(max(number, .leastNormalMagnitude), 1.0.nextDown)
}

/// Ends the program unless a temperature is positive.
func checkTemperature(_ temperature: Double, _ name: StaticString) {
  guard temperature > 0, temperature.isFinite else {
    fatalError("\(name): a temperature of \(temperature); it must be positive and finite")
  }
}
