internal import Tensors

/// How many inputs an output is computed from, and to how many outputs an input goes.
struct Fans {
  let fanIn: Int
  let fanOut: Int

  enum Mode { case fanIn, mean }

  /// Those of weights: [in…, out], or filters where there are three axes, [window, in, out], or four,
  /// [out, in, height, width].
  init(of shape: Shape) {
    guard shape.rank > 0 else {
      (fanIn, fanOut) = (1, 1)
      return
    }
    switch shape.rank {
    case 3:
      (fanIn, fanOut) = (shape[0] * shape[1], shape[0] * shape[2])
    case 4:
      let field = shape[2] * shape[3]
      (fanIn, fanOut) = (shape[1] * field, shape[0] * field)
    default:
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
