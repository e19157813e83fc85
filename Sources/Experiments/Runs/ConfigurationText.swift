/// A text that tells configurations apart by their values, the same in every process.
///
/// It names the type and what `Mirror` shows of the value and its parts. What a reflection doesn't see, such as the
/// code of a closure, isn't told apart.
func configurationText(_ value: Any) -> String {
  if let text = value as? String { return String(reflecting: text) }
  let mirror = Mirror(reflecting: value)
  if mirror.children.isEmpty { return String(describing: value) }
  var parts = mirror.children.map { child in
    (child.label.map { "\($0): " } ?? "") + configurationText(child.value)
  }
  // Their order differs between processes.
  if mirror.displayStyle == .dictionary || mirror.displayStyle == .set { parts.sort() }
  return "\(type(of: value))(\(parts.joined(separator: ", ")))"
}
