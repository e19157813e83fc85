internal import CKernels

// Comparisons give 1 where they hold and 0 where not; no gradient passes through them. Shapes broadcast.

extension Tensor {
  /// 1 where the left element is smaller, else 0.
  public static func .< (left: Tensor, right: Tensor) -> Tensor {
    binary(kernel_binary_less, left, right, ".<")
  }

  /// 1 where the left element is smaller or equal, else 0.
  public static func .<= (left: Tensor, right: Tensor) -> Tensor {
    binary(kernel_binary_less_or_equal, left, right, ".<=")
  }

  /// 1 where the left element is greater, else 0.
  public static func .> (left: Tensor, right: Tensor) -> Tensor {
    binary(kernel_binary_less, right, left, ".>")
  }

  /// 1 where the left element is greater or equal, else 0.
  public static func .>= (left: Tensor, right: Tensor) -> Tensor {
    binary(kernel_binary_less_or_equal, right, left, ".>=")
  }

  /// 1 where the elements are equal, else 0.
  public static func .== (left: Tensor, right: Tensor) -> Tensor {
    binary(kernel_binary_equal, left, right, ".==")
  }

  /// 1 where the element is smaller than the number, else 0.
  public static func .< (left: Tensor, right: Float) -> Tensor {
    binary(kernel_binary_less, left, right)
  }

  /// 1 where the element is at most the number, else 0.
  public static func .<= (left: Tensor, right: Float) -> Tensor {
    binary(kernel_binary_less_or_equal, left, right)
  }

  /// 1 where the element is greater than the number, else 0.
  public static func .> (left: Tensor, right: Float) -> Tensor {
    binary(kernel_binary_less, right, left)
  }

  /// 1 where the element is at least the number, else 0.
  public static func .>= (left: Tensor, right: Float) -> Tensor {
    binary(kernel_binary_less_or_equal, right, left)
  }

  /// 1 where the element equals the number, else 0.
  public static func .== (left: Tensor, right: Float) -> Tensor {
    binary(kernel_binary_equal, left, right)
  }
}
