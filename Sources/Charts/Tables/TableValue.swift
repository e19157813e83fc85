/// What stands in one cell of a ``Table``.
public enum TableValue: Sendable, Hashable {
  /// A word or a name.
  case text(String)
  /// A count, printed whole.
  case integer(Int)
  /// A measured number.
  case number(Double)
  /// An estimate and half the width of its symmetric interval: `4.2 ± 0.3`.
  case plusMinus(Double, Double)
  /// An estimate and its interval: `4.2 [3.8, 4.7]`.
  case interval(Double, ClosedRange<Double>)
  /// An interval alone: `[3.8, 4.7]`.
  case range(ClosedRange<Double>)
  /// Nothing, printed as a dash.
  case missing

  /// The numbers in the cell, the estimate first; `nil` where the cell has no such part.
  ///
  /// An interval's ends are always second and third, so that columns line up part by part.
  var parts: [Double?] {
    switch self {
    case .text, .missing: []
    case .integer(let count): [Double(count)]
    case .number(let value): [value]
    case .plusMinus(let value, let half): [value, half]
    case .interval(let value, let range): [value, range.lowerBound, range.upperBound]
    case .range(let range): [nil, range.lowerBound, range.upperBound]
    }
  }

  /// The number that ranks the cell within its column.
  var ranking: Double? {
    guard let value = parts.first ?? nil, !value.isNaN else { return nil }
    return value
  }

  /// Whether the cell holds a number.
  var isNumeric: Bool { !parts.isEmpty }
}

/// A value that can stand in a cell of a ``Table``.
public protocol TableValueConvertible {
  /// The cell's content.
  var tableValue: TableValue { get }
}

extension TableValue: TableValueConvertible {
  /// The value itself.
  public var tableValue: TableValue { self }
}

extension String: TableValueConvertible {
  /// The string as a word.
  public var tableValue: TableValue { .text(self) }
}

extension Int: TableValueConvertible {
  /// The integer as a count.
  public var tableValue: TableValue { .integer(self) }
}

extension Double: TableValueConvertible {
  /// The number.
  public var tableValue: TableValue { .number(self) }
}

extension Float: TableValueConvertible {
  /// The number.
  public var tableValue: TableValue { .number(Double(self)) }
}

extension Bool: TableValueConvertible {
  /// “yes” or “no”.
  public var tableValue: TableValue { .text(self ? "yes" : "no") }
}

extension ClosedRange: TableValueConvertible where Bound == Double {
  /// The interval from the lower to the upper bound.
  public var tableValue: TableValue { .range(self) }
}

extension Optional: TableValueConvertible where Wrapped: TableValueConvertible {
  /// The wrapped value's cell, or a missing one.
  public var tableValue: TableValue { self?.tableValue ?? .missing }
}
