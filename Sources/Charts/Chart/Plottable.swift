/// A value that an axis can place: a number or a category.
public protocol Plottable: Sendable {
  /// The number or category that is plotted.
  var datum: Datum { get }
}

/// What is plotted: a number on a continuous axis, or a category on an axis of bands.
public enum Datum: Sendable, Hashable {
  /// A place on a continuous axis.
  case number(Double)
  /// A band of its own, named so.
  case category(String)

  /// The number, `nil` for a category.
  var number: Double? {
    if case .number(let value) = self { value } else { nil }
  }

  /// The category's name, or the number as text.
  var name: String {
    switch self {
    case .number(let value): NumberText.short(value)
    case .category(let name): name
    }
  }
}

extension Double: Plottable {
  /// The number itself.
  public var datum: Datum { .number(self) }
}

extension Float: Plottable {
  /// The same number as a `Double`.
  public var datum: Datum { .number(Double(self)) }
}

extension Int: Plottable {
  /// The same number as a `Double`.
  public var datum: Datum { .number(Double(self)) }
}

extension String: Plottable {
  /// The category of this name.
  public var datum: Datum { .category(self) }
}

extension Plottable where Self: RawRepresentable, RawValue: Plottable {
  /// What the raw value plots as.
  public var datum: Datum { rawValue.datum }
}

/// A plotted value and what it measures, unit included.
///
///     LineMark(x: .value("Episode", 3), y: .value("Return", -17.5))
public struct PlottableValue: Sendable, Hashable {
  /// What the value measures: the axis' title, the column's name.
  public let label: String
  /// The value.
  public let datum: Datum

  /// A labelled value.
  public static func value(_ label: String, _ value: some Plottable) -> PlottableValue {
    PlottableValue(label: label, datum: value.datum)
  }

  // The same for the two commonest types, so that the compiler sees at once what `a * b + c` shall
  // be.

  /// A labelled number.
  public static func value(_ label: String, _ value: Double) -> PlottableValue {
    PlottableValue(label: label, datum: .number(value))
  }

  /// A labelled whole number.
  public static func value(_ label: String, _ value: Int) -> PlottableValue {
    PlottableValue(label: label, datum: .number(Double(value)))
  }
}

/// Many plotted values that measure one thing.
///
///     LinePlot(x: .values("Sweep", sweeps), y: .values("Residual", residuals))
public struct PlottableValues: Sendable, Hashable {
  /// What the values measure.
  public let label: String
  /// The values.
  public let data: [Datum]

  /// Labelled values.
  public static func values(_ label: String, _ values: some Sequence<some Plottable>)
    -> PlottableValues
  {
    PlottableValues(label: label, data: values.map(\.datum))
  }

  subscript(index: Int) -> PlottableValue { PlottableValue(label: label, datum: data[index]) }
}
