internal import CKernels

/// The convolution of sequences with filters that see `window` times in a row.
///
///     y[n, t, o] = b[o] + Σ over j, f of filters[j, f, o] · x[n, t + j, f]
///
/// Nothing is unfolded: in a row-major sequence, the numbers under a window stand side by side already, and windows are
/// the rows of a matrix whose rows overlap.
///
/// - Parameters:
///   - x: Sequences, shape [batch, time, features].
///   - filters: Shape [window, features, filters].
///   - bias: One number for each filter, shape [filters].
///   - activation: What is done with each output.
/// - Returns: Shape [batch, time − window + 1, filters].
/// - Precondition: The shapes fit, and the window into the sequence.
/// - Complexity: O(size of the result · window · features).
public func sequenceConvolution(
  _ x: Tensor, _ filters: Tensor, bias: Tensor, activation: FusedActivation = .none
) -> Tensor {
  let windows = SequenceWindows(x.shape, filters.shape, bias.shape, "sequenceConvolution")
  return windows.outputs(x, filters, bias, activation)
    .recorded("sequenceConvolution", from: [x, filters, bias]) { gradient, step in
      if step.isRecording {
        return step.composedGradients(gradient) { inputs in
          let y = windows.composed(inputs[0], inputs[1], inputs[2])
          return activation == .relu ? relu(y) : y
        }
      }
      let gradient = activation.gate(gradient, step.output)
      return [
        step.needs[0] ? windows.gradientOfSequences(gradient, step.inputs[1]) : nil,
        step.needs[1] ? windows.gradientOfFilters(gradient, step.inputs[0]) : nil,
        step.needs[2] ? gradient.summed(to: step.inputs[2].shape) : nil,
      ]
    }
}

/// Where the windows over sequences lie, and the products that this gives.
struct SequenceWindows {
  let batch: Int
  let time: Int
  let features: Int
  let window: Int
  let filters: Int

  /// How many places a window has in a sequence.
  private var places: Int { time - window + 1 }
  private var windowSize: Int { window * features }

  init(_ x: Shape, _ filters: Shape, _ bias: Shape, _ operation: StaticString) {
    guard x.rank == 3, filters.rank == 3, x[2] == filters[1], bias == [filters[2]],
      filters[0] >= 1, filters[0] <= x[1]
    else {
      fatalError(
        """
        \(operation): sequences of shape \(x), filters \(filters) and bias \(bias) don't fit; they are \
        [batch, time, features], [window, features, filters] and [filters], the window at least 1 and at most the time.
        """)
    }
    (batch, time, features) = (x[0], x[1], x[2])
    (window, self.filters) = (filters[0], filters[2])
  }

  func outputs(
    _ x: Tensor, _ filters: Tensor, _ bias: Tensor, _ activation: FusedActivation
  ) -> Tensor {
    Tensor([batch, places, self.filters]) { result in
      forEachMatrix { rows, windows, rowStride, outputs, outputStride in
        kernel_product(
          false, false, rows, self.filters, windowSize, x.elements + windows, rowStride,
          filters.elements, self.filters, result + outputs, outputStride, false, bias.elements,
          activation.kernel)
      }
    }
  }

  func gradientOfFilters(_ gradient: Tensor, _ x: Tensor) -> Tensor {
    Tensor([window, features, filters]) { result in
      kernel_fill(windowSize * filters, 0, result)
      forEachMatrix { rows, windows, rowStride, outputs, outputStride in
        kernel_product(
          true, false, windowSize, filters, rows, x.elements + windows, rowStride,
          gradient.elements + outputs, outputStride, result, filters, true, nil,
          kernel_activation_none)
      }
    }
  }

  /// Time by time, as the windows of one sequence overlap and those of a batch don't.
  func gradientOfSequences(_ gradient: Tensor, _ filters: Tensor) -> Tensor {
    Tensor([batch, time, features]) { result in
      kernel_fill(batch * time * features, 0, result)
      for t in 0..<places {
        kernel_product(
          false, true, batch, windowSize, self.filters, gradient.elements + t * self.filters,
          places * self.filters, filters.elements, self.filters, result + t * features,
          time * features, true, nil, kernel_activation_none)
      }
    }
  }

  /// Calls `body` with matrices whose rows are windows, so that each window is in one of them: a matrix for each sequence,
  /// or for each time, whichever are fewer.
  ///
  /// `body` gets the number of rows, where the first window starts in the sequences, how far it is to the next, and the
  /// same for the outputs.
  private func forEachMatrix(_ body: (Int, Int, Int, Int, Int) -> Void) {
    if batch <= places {
      for item in 0..<batch {
        body(places, item * time * features, features, item * places * filters, filters)
      }
    } else {
      for t in 0..<places {
        body(batch, t * features, time * features, t * filters, places * filters)
      }
    }
  }

  /// The same function without activation, of operations that can be differentiated any number of times.
  func composed(_ x: Tensor, _ filters: Tensor, _ bias: Tensor) -> Tensor {
    let shifted = (0..<window).map { x.slice($0..<$0 + places, along: 1) }
    return affine(
      concatenate(shifted, along: 2), filters.reshaped(to: [windowSize, self.filters]), bias)
  }
}
