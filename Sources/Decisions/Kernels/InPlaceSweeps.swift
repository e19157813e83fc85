/// Gauss–Seidel sweeps over one segment: each value is replaced at once, so that the next state
/// sees it.
///
/// `choices` holds the best action of each state, by its place among the state's.

extension Backups {
  /// Replaces each value by its best backup, and remembers the action.
  func improveInPlace(
    _ states: Range<Int>, values: UnsafeMutablePointer<Double>,
    choices: UnsafeMutablePointer<Int32>, backwards: Bool
  ) -> Change {
    replace(states, values: values, backwards: backwards) { state in
      let first = pairStarts[state]
      let count = pairStarts[state + 1] - first
      guard count > 0 else { return 0 }
      var best = -Double.infinity
      for place in 0..<count {
        let value = value(ofPair: first + place, from: values)
        if value > best {
          best = value
          choices[state] = Int32(truncatingIfNeeded: place)
        }
      }
      return best
    }
  }

  /// Replaces each value by the backup of the remembered action.
  func evaluateInPlace(
    _ states: Range<Int>, values: UnsafeMutablePointer<Double>,
    choices: UnsafeMutablePointer<Int32>, backwards: Bool
  ) -> Change {
    replace(states, values: values, backwards: backwards) { state in
      let first = pairStarts[state]
      guard first < pairStarts[state + 1] else { return 0 }
      return value(ofPair: first + Int(choices[state]), from: values)
    }
  }
}

extension Stencil {
  /// Replaces each value of a run by its best backup, and remembers the action.
  func improveInPlace(
    _ states: Range<Int>, values: UnsafeMutablePointer<Double>,
    choices: UnsafeMutablePointer<Int32>, backwards: Bool, discount: Double
  ) -> Change {
    withRows { rows in
      replace(states, values: values, backwards: backwards) { state in
        var best = -Double.infinity
        var choice = 0
        for action in 0..<rows.actionCount {
          let value = rows.value(ofAction: action, from: values + state, discount: discount)
          if value > best { (best, choice) = (value, action) }
        }
        choices[state] = Int32(truncatingIfNeeded: choice)
        return best
      }
    }
  }

  /// Replaces each value of a run by the backup of the remembered action.
  func evaluateInPlace(
    _ states: Range<Int>, values: UnsafeMutablePointer<Double>,
    choices: UnsafeMutablePointer<Int32>, backwards: Bool, discount: Double
  ) -> Change {
    withRows { rows in
      replace(states, values: values, backwards: backwards) { state in
        rows.value(ofAction: Int(choices[state]), from: values + state, discount: discount)
      }
    }
  }
}

/// Replaces values one after another, in the order of the states or against it.
@inline(__always)
private func replace(
  _ states: Range<Int>, values: UnsafeMutablePointer<Double>, backwards: Bool,
  _ value: (Int) -> Double
) -> Change {
  var change = Change()
  for step in 0..<states.count {
    let state = backwards ? states.upperBound - 1 - step : states.lowerBound + step
    let new = value(state)
    change.add(new - values[state])
    values[state] = new
  }
  return change
}
