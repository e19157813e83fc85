internal import CKernels

/// The largest output over time of the convolution of sequences with filters that see `window` times in a row.
///
///     y[n, o] = max over t of b[o] + Σ over j, f of filters[j, f, o] · x[n, t + j, f]
///
/// It is what `sequenceConvolution(…).max(along: 1)` gives, bit for bit; the outputs at all times are never stored. Going
/// back, one window for each sequence and filter has a gradient, so that it takes less time than going forward.
///
/// - Parameters:
///   - x: Sequences, shape [batch, time, features].
///   - filters: Shape [window, features, filters].
///   - bias: One number for each filter, shape [filters].
///   - activation: What is done with each output; before or behind the maximum is the same.
/// - Returns: Shape [batch, filters].
/// - Precondition: The shapes fit, and the window into the sequence.
/// - Complexity: O(batch · places · window · features · filters); of the gradient, without the places, of which there are
///   time − window + 1.
///
/// > Note: Where several times have the largest output the first has the gradient. (Behind `max(along:)`
/// > they share it.)
public func sequenceConvolutionMaximum(
  _ x: Tensor, _ filters: Tensor, bias: Tensor, activation: FusedActivation = .none
) -> Tensor {
  let windows = SequenceWindows(
    x.shape, filters.shape, bias.shape, "sequenceConvolutionMaximum")
  let (maxima, places) = windows.maxima(x, filters, bias, activation)
  return maxima.recorded("sequenceConvolutionMaximum", from: [x, filters, bias]) { gradient, step in
    if step.isRecording {
      return step.composedGradients(gradient) { inputs in
        let y = windows.composed(inputs[0], inputs[1], inputs[2])
        return (activation == .relu ? relu(y) : y).max(along: 1)
      }
    }
    let gradient = activation.gate(gradient, step.output)
    return [
      step.needs[0] ? windows.gradientOfSequences(gradient, step.inputs[1], at: places) : nil,
      step.needs[1] ? windows.gradientOfFilters(gradient, step.inputs[0], at: places) : nil,
      step.needs[2] ? gradient.summed(to: step.inputs[2].shape) : nil,
    ]
  }
}

extension SequenceWindows {
  /// The sizes as the kernels read them.
  var sequences: kernel_sequences {
    kernel_sequences(
      batch: batch, time: time, features: features, window: window, filters: filters)
  }

  /// The largest outputs, shape [batch, filters], and where each is.
  fileprivate func maxima(
    _ x: Tensor, _ filters: Tensor, _ bias: Tensor, _ activation: FusedActivation
  ) -> (Tensor, Indices) {
    let result = Tensor([batch, self.filters], TensorStorage(count: batch * self.filters))
    let places = Indices(count: batch * self.filters) { places in
      kernel_sequence_maxima(
        sequences, x.elements, filters.elements, bias.elements, activation.kernel,
        result.storage.elements, places)
    }
    return (result, places)
  }

  fileprivate func gradientOfFilters(
    _ gradient: Tensor, _ x: Tensor, at places: Indices
  ) -> Tensor {
    Tensor([window, features, filters]) { result in
      places.withPointer {
        kernel_sequence_maxima_filters_gradient(
          sequences, x.elements, $0, gradient.elements, result)
      }
    }
  }

  fileprivate func gradientOfSequences(
    _ gradient: Tensor, _ filters: Tensor, at places: Indices
  ) -> Tensor {
    Tensor([batch, time, features]) { result in
      places.withPointer {
        kernel_sequence_maxima_input_gradient(
          sequences, filters.elements, $0, gradient.elements, result)
      }
    }
  }
}
