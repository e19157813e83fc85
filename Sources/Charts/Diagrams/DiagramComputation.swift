extension Diagram {
  /// One quantity of a computation: given, or made of earlier quantities by one operation.
  ///
  ///     Diagram.Quantity("h", "tanh s", of: ["s"], value: 0.76, derivatives: [0.42])
  public struct Quantity: Sendable, Hashable {
    /// What formulas call it, e.g. `w_1`; it is set as mathematics.
    public var name: String
    /// How it is made, e.g. `tanh s`; `nil` for what is given.
    public var formula: String?
    /// The names of the quantities it is made of; the same one may stand twice.
    public var inputs: [String]
    /// Its value.
    public var value: Double
    /// Its derivative with respect to each input; empty leaves the arrows bare.
    public var derivatives: [Double]
    /// The derivative of the computation's result with respect to it; `nil` leaves it out.
    public var adjoint: Double?

    /// Collects a quantity.
    public init(
      _ name: String, _ formula: String? = nil, of inputs: [String] = [], value: Double,
      derivatives: [Double] = [], adjoint: Double? = nil
    ) {
      self.name = name
      self.formula = formula
      self.inputs = inputs
      self.value = value
      self.derivatives = derivatives
      self.adjoint = adjoint
    }
  }

  /// The graph of a computation: a box for each quantity, with its value, and an arrow from each
  /// quantity to those that are made of it.
  ///
  /// Arrows carry local derivatives, and boxes the derivative of the last quantity with respect to
  /// them, where quantities have these.
  ///
  /// - Parameters:
  ///   - quantities: In the order they are computed; the last is the result.
  ///   - digits: How many digits of numbers are shown.
  /// - Precondition: Quantities are made of earlier ones, and have no derivative or one an input.
  ///
  /// > Reference: Griewank & Walther (2008), *Evaluating Derivatives*, chapter 2.
  public static func computation(_ quantities: [Quantity], digits: Int = 3) -> Diagram {
    func text(_ number: Double) -> String { NumberText.short(number, digits: digits) }
    let result = quantities.last?.name ?? ""
    var diagram = Diagram().layout(.layered(.down)).with { $0.kind = "Computation graph" }
    for quantity in quantities {
      var details = [text(quantity.value)]
      if let adjoint = quantity.adjoint {
        details.append("$∂\(result)/∂\(quantity.name) = \(text(adjoint))$")
      }
      let label = [quantity.name, quantity.formula].compactMap(\.self).joined(separator: " = ")
      diagram = diagram.node(quantity.name, .box, label: "$\(label)$", details: details)
    }
    for quantity in quantities {
      if !quantity.derivatives.isEmpty, quantity.derivatives.count != quantity.inputs.count {
        fatalError(
          """
          Diagram.computation: “\(quantity.name)” is made of \(quantity.inputs) and has the \
          derivatives \(quantity.derivatives)
          """)
      }
      for (place, input) in quantity.inputs.enumerated() {
        let label = quantity.derivatives.isEmpty ? "" : "× \(text(quantity.derivatives[place]))"
        diagram = diagram.edge(input, quantity.name, label)
      }
    }
    return diagram
  }
}
