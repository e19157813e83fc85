internal import CKernels

extension Tensor {
  /// The function applied to each element, not recorded.
  func applying(_ operation: kernel_unary_operation) -> Tensor {
    defer { withExtendedLifetime(storage) {} }
    return Tensor(shape) { kernel_unary(operation, count, elements, $0) }
  }

  /// The same with the sign changed.
  public static prefix func - (x: Tensor) -> Tensor {
    x.applying(kernel_unary_negate).recorded("-", from: x) { gradient, _ in [-gradient] }
  }
}

// MARK: - Exponentials and logarithms

/// eˣ of each element.
public func exp(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_exp).recorded("exp", from: x) { gradient, step in
    [gradient * step.output]
  }
}

/// eˣ − 1 of each element, accurate also where x is small.
public func expm1(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_expm1).recorded("expm1", from: x) { gradient, step in
    [gradient * exp(step.inputs[0])]
  }
}

/// The natural logarithm of each element: −∞ at 0, NaN below.
public func log(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_log).recorded("log", from: x) { gradient, step in
    [gradient / step.inputs[0]]
  }
}

/// log(1 + x) of each element, accurate also where x is small.
public func log1p(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_log1p).recorded("log1p", from: x) { gradient, step in
    [gradient / (1 + step.inputs[0])]
  }
}

// MARK: - Sigmoids

/// The hyperbolic tangent of each element.
public func tanh(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_tanh).recorded("tanh", from: x) { gradient, step in
    if !step.isRecording { return [binary(kernel_binary_tanh_gradient, gradient, step.output)] }
    return [gradient * (1 - square(step.output))]
  }
}

/// The logistic function 1 / (1 + e⁻ˣ) of each element.
public func sigmoid(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_sigmoid).recorded("sigmoid", from: x) { gradient, step in
    if !step.isRecording { return [binary(kernel_binary_sigmoid_gradient, gradient, step.output)] }
    return [gradient * (step.output * (1 - step.output))]
  }
}

/// log(1 + eˣ) of each element, without overflow.
public func softplus(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_softplus).recorded("softplus", from: x) { gradient, step in
    [gradient * sigmoid(step.inputs[0])]
  }
}

/// The error function (2/√π) ∫₀ˣ e^(−t²) dt of each element.
public func erf(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_erf).recorded("erf", from: x) { gradient, step in
    [gradient * (1.128_379_2 * exp(-square(step.inputs[0])))]
  }
}

/// x Φ(x) of each element, Φ the distribution function of the standard normal distribution.
///
/// > Reference: Hendrycks & Gimpel (2016), "Gaussian error linear units", arXiv:1606.08415.
/// > Note: The exact form, not the approximation by tanh.
public func gelu(_ x: Tensor) -> Tensor {
  let value = x.unrecorded
  return (value * normalProbability(value)).recorded("gelu", from: x) { gradient, step in
    let x = step.inputs[0]
    let density = 0.398_942_28 * exp(-0.5 * square(x))
    return [gradient * (normalProbability(x) + x * density)]
  }
}

/// Φ(x) = (1 + erf(x/√2)) / 2.
private func normalProbability(_ x: Tensor) -> Tensor { 0.5 + 0.5 * erf(0.707_106_77 * x) }

// MARK: - Trigonometry

/// The sine of each element, in radians.
public func sin(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_sin).recorded("sin", from: x) { gradient, step in
    [gradient * cos(step.inputs[0])]
  }
}

/// The cosine of each element, in radians.
public func cos(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_cos).recorded("cos", from: x) { gradient, step in
    [-(gradient * sin(step.inputs[0]))]
  }
}

// MARK: - Powers and pieces

/// x² of each element.
public func square(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_square).recorded("square", from: x) { gradient, step in
    [gradient * (2 * step.inputs[0])]
  }
}

/// The square root of each element; NaN below 0. The derivative at 0 is infinite.
public func sqrt(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_square_root).recorded("sqrt", from: x) { gradient, step in
    [gradient / (2 * step.output)]
  }
}

/// max(x, 0) of each element. The derivative at 0 is taken to be 0.
public func relu(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_relu).recorded("relu", from: x) { gradient, step in
    if !step.isRecording { return [binary(kernel_binary_relu_gradient, gradient, step.output)] }
    return [gradient * (step.inputs[0] .> 0)]
  }
}

/// The magnitude of each element. The derivative at 0 is taken to be 0.
public func abs(_ x: Tensor) -> Tensor {
  x.applying(kernel_unary_abs).recorded("abs", from: x) { gradient, step in
    [gradient * step.inputs[0].applying(kernel_unary_sign)]
  }
}
