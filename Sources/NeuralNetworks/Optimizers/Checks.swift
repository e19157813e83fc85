/// Ends the program unless a setting lies in 0 ..< 1.
func checkFraction(_ value: Float, _ owner: StaticString, _ name: StaticString) {
  if !(0..<1).contains(value) { fatalError("\(owner): \(name) lies in 0 ..< 1; it is \(value).") }
}

/// Ends the program unless a setting is finite and not negative.
func checkNotNegative(_ value: Float, _ owner: StaticString, _ name: StaticString) {
  if !(value >= 0 && value.isFinite) {
    fatalError("\(owner): \(name) is finite and not negative; it is \(value).")
  }
}

/// Ends the program unless a setting is finite and positive.
func checkPositive(_ value: Float, _ owner: StaticString, _ name: StaticString) {
  if !(value > 0 && value.isFinite) {
    fatalError("\(owner): \(name) is finite and positive; it is \(value).")
  }
}
