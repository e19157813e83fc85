import RandomStreams
public import Tensors

/// Draws ε ~ N(0, I) for rows of codes, each row from a stream of its own.
///
/// A row's numbers depend on the generator and on its index alone: more rows, or more samples, leave
/// those that were there as they are.
///
/// - Parameters:
///   - samples: How many draws a row gets.
///   - rows: How many rows there are.
///   - components: How many numbers each draw has.
///   - generator: Gives the seed; takes one word.
/// - Returns: Shape [samples, rows, components].
/// - Precondition: Nothing is negative.
public func standardNormals(
  samples: Int, rows: Int, components: Int, using generator: inout some RandomNumberGenerator
) -> Tensor {
  guard samples >= 0, rows >= 0, components >= 0 else {
    fatalError(
      "standardNormals: \(samples) samples of \(rows) rows of \(components) components; "
        + "nothing may be negative.")
  }
  let root = RandomStream(drawnFrom: &generator)
  var noise = Tensor.zeros([samples, rows, components])
  noise.withMutableElements { elements in
    for row in 0..<rows {
      var stream = root.child(row)
      for sample in 0..<samples {
        let start = (sample * rows + row) * components
        for place in start..<(start + components) {
          elements[place] = Float(Double.normal(using: &stream))
        }
      }
    }
  }
  return noise
}
