public import Tensors

extension Tensor {
  /// One row of pixels as a square picture, for `PixelMap`.
  ///
  /// - Parameter row: Which of the rows of shape [count, side²].
  /// - Returns: `side` rows of `side` values.
  public func picture(at row: Int) -> [[Double]] {
    slice(row..<(row + 1), along: 0).mosaic(columns: 1)
  }

  /// All rows of pixels as square pictures beside and below one another, one blank pixel between.
  ///
  ///     PixelMap(model.decode(codes).mosaic(columns: 10)).values(named: "grey level")
  ///
  /// - Parameter columns: How many pictures lie side by side, at least 1; the last row may have fewer.
  /// - Returns: Rows of values, 0 where there is no picture.
  /// - Precondition: Shape [count, side²] with at least one picture.
  public func mosaic(columns: Int) -> [[Double]] {
    let side = rank == 2 ? Int(Double(shape[1]).squareRoot().rounded()) : 0
    guard columns >= 1, rank == 2, shape[0] >= 1, side >= 1, side * side == shape[1] else {
      fatalError("mosaic: shape \(shape) in \(columns) columns; [count, side²] is needed.")
    }
    let across = Swift.min(columns, shape[0])
    let down = (shape[0] + across - 1) / across
    var values = Array(
      repeating: Array(repeating: 0.0, count: across * (side + 1) - 1),
      count: down * (side + 1) - 1)
    withElements { elements in
      for (place, value) in elements.enumerated() {
        let (picture, pixel) = place.quotientAndRemainder(dividingBy: side * side)
        let row = picture / across * (side + 1) + pixel / side
        values[row][picture % across * (side + 1) + pixel % side] = Double(value)
      }
    }
    return values
  }
}
