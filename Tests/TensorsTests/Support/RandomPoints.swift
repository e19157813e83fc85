import PortableMath
import RandomStreams
import Tensors

extension RandomStream {
  /// A tensor of standard normal numbers, none of them closer than `distance` to a kink.
  mutating func normals(
    _ shape: Shape, awayFrom kinks: [Float] = [], by distance: Float = 0.1
  ) -> Tensor {
    let values = (0..<shape.elementCount).map { _ in
      while true {
        let value = Float(Double.normal(using: &self))
        if kinks.allSatisfy({ (value - $0).magnitude >= distance }) { return value }
      }
    }
    return Tensor(values, shape: shape)
  }

  /// A tensor of numbers uniform in a range.
  mutating func uniforms(_ shape: Shape, in range: ClosedRange<Float>) -> Tensor {
    let width = range.upperBound - range.lowerBound
    let values = (0..<shape.elementCount).map { _ in
      range.lowerBound + width * Float.uniform(using: &self)
    }
    return Tensor(values, shape: shape)
  }

  /// A tensor of numbers that all differ by `distance` at least, symmetric about 0, in any order.
  mutating func distinct(_ shape: Shape, by distance: Float = 0.1) -> Tensor {
    let count = shape.elementCount
    let order = [Int].permutation(of: count, using: &self)
    let values = order.map { rank in
      distance * (1.5 * (Float(rank) - Float(count) / 2) + 0.25 * Float.uniform(using: &self))
    }
    return Tensor(values, shape: shape)
  }

  /// A shape of any number of axes in a range, each of an extent in a range.
  mutating func shape(
    rank: ClosedRange<Int> = 0...4, extents: ClosedRange<Int> = 1...4
  ) -> Shape {
    let rank = rank.lowerBound + Int.uniform(below: rank.count, using: &self)
    return Shape(
      (0..<rank).map { _ in extents.lowerBound + Int.uniform(below: extents.count, using: &self) })
  }

  /// A shape that broadcasts to another: leading axes may be missing, others may have extent 1.
  mutating func shape(broadcastingTo wide: Shape) -> Shape {
    let missing = Int.uniform(below: wide.rank + 1, using: &self)
    return Shape(
      wide.dropFirst(missing).map { Int.uniform(below: 3, using: &self) == 0 ? 1 : $0 })
  }
}
