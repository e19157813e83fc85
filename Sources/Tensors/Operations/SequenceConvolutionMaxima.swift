internal import CKernels

/// The largest outputs over time of convolutions of the vectors of tokens, those of all convolutions side by side: to score
/// many sequences. Nothing is recorded, and no gradient passes.
///
///     y[n, o] = max over t of b[o] + Σ over j of e(token[n, t + j]) · filters[j, :, o]
///
/// What each token adds at each place of a window is computed once for all sequences, and what a sequence has in common
/// with the beginning of the one before, such as roll-outs of one beginning have, isn't computed again. A sequence's outputs
/// don't depend on the others.
///
/// - Parameters:
///   - tokens: Sequences of one length, shape [sequences][time].
///   - vectors: e, shape [count, features].
///   - convolutions: Filters of shape [window, features, filters] and a bias of shape [filters] each.
///   - activation: What is done with each output.
/// - Returns: Shape [sequences, filters of all convolutions].
/// - Precondition: Each token lies in 0 ..< count; the shapes fit, and the windows into the sequences.
/// - Complexity: O(k · window · features · filters) for k different tokens, and O(window · filters) for each token that
///   isn't in common with the sequence before.
///
/// > Note: The order of additions differs from that of ``sequenceConvolutionMaximum(_:_:bias:activation:)``: values agree to
/// > rounding, some 10⁻⁶ of the largest products.
public func sequenceConvolutionMaxima(
  of tokens: [[Int]], vectors: Tensor, _ convolutions: [(filters: Tensor, bias: Tensor)],
  activation: FusedActivation = .none
) -> Tensor {
  let time = tokens.first?.count ?? 0
  if vectors.rank != 2 {
    fatalError("sequenceConvolutionMaxima: vectors of shape \(vectors.shape).")
  }
  if let odd = tokens.firstIndex(where: { $0.count != time }) {
    fatalError(
      "sequenceConvolutionMaxima: sequence 0 has \(time) tokens, sequence \(odd) has \(tokens[odd].count)."
    )
  }
  let width = convolutions.reduce(0) { $0 + $1.bias.count }
  if tokens.isEmpty { return .zeros([0, width]) }
  let known = KnownTokens(tokens, in: vectors)
  let result = Tensor([tokens.count, width]) { result in
    var column = 0
    for (filters, bias) in convolutions {
      let windows = SequenceWindows(
        [tokens.count, time, vectors.shape[1]], filters.shape, bias.shape,
        "sequenceConvolutionMaxima")
      known.numbers.withPointer { numbers in
        kernel_token_maxima(
          windows.sequences, known.vectors.shape[0], known.vectors.elements, numbers,
          filters.elements, bias.elements, activation.kernel, result + column, width)
      }
      column += windows.filters
    }
  }
  withExtendedLifetime((known, convolutions)) {}
  result.checkFinite("sequenceConvolutionMaxima")
  return result
}

/// The tokens that there are, by new numbers in the order of their first places, and their vectors.
private struct KnownTokens {
  let vectors: Tensor
  let numbers: Indices

  init(_ tokens: [[Int]], in table: Tensor) {
    var numberOf = [Int32](repeating: -1, count: table.shape[0])
    var found: [Int] = []
    var numbers: [Int] = []
    numbers.reserveCapacity(tokens.count * tokens[0].count)
    for sequence in tokens {
      for token in sequence {
        if !numberOf.indices.contains(token) {
          fatalError("sequenceConvolutionMaxima: token \(token) of \(numberOf.count).")
        }
        if numberOf[token] < 0 {
          numberOf[token] = Int32(found.count)
          found.append(token)
        }
        numbers.append(Int(numberOf[token]))
      }
    }
    vectors = table.unrecorded.rows(at: found)
    self.numbers = Indices(numbers, below: found.count, "sequenceConvolutionMaxima")
  }
}
