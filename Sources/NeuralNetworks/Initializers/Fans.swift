internal import Tensors

/// How many inputs an output is computed from, and to how many outputs an input goes.
struct Fans {
  let fanIn: Int
  let fanOut: Int

  enum Mode { case fanIn, mean }

  /// Those of weights: filters when there are four axes, else [in…, out].
  init(of shape: Shape) {
    guard shape.rank > 0 else {
      (fanIn, fanOut) = (1, 1)
      return
    }
    if shape.rank == 4 {
      let field = shape[2] * shape[3]
      (fanIn, fanOut) = (shape[1] * field, shape[0] * field)
    } else {
      (fanIn, fanOut) = (shape.dropLast().reduce(1, *), shape[shape.rank - 1])
    }
  }

  /// What a variance is divided by; at least 1, as weights may be empty.
  func count(_ mode: Mode) -> Float {
    switch mode {
    case .fanIn: max(1, Float(fanIn))
    case .mean: max(1, Float(fanIn + fanOut) / 2)
    }
  }
}
