import PortableMath

/// How likely a model that is trained by ``ScheduledSampling`` reads the true token, and not its own: ε, as it falls with
/// the steps i = 0, 1, … that were made before.
///
/// > Reference: Bengio, Vinyals, Jaitly & Shazeer (2015), "Scheduled sampling for sequence prediction with recurrent neural
/// > networks", arXiv:1506.03099, section 2.4.
public enum TruthSchedule: Sendable, Hashable {
  /// ε = max(least, start − slope · i).
  ///
  /// - `from`: The paper's k, at most 1.
  /// - `slope`: The paper's c, by how much it falls a step.
  /// - `least`: The paper's ε, in [0, 1).
  case linear(from: Double = 1, slope: Double, least: Double = 0)
  /// ε = kⁱ, with k < 1.
  case exponential(Double)
  /// ε = k / (k + exp(i / k)), with k ≥ 1; it falls to ½ in k log k steps.
  case inverseSigmoid(Double)

  /// ε at a step, in [0, 1].
  public func callAsFunction(_ step: Int) -> Double {
    let step = Double(step)
    return switch self {
    case .linear(let start, let slope, let least): min(1, max(least, start - slope * step))
    case .exponential(let base): .pow(base, step)
    case .inverseSigmoid(let k): k / (k + .exp(step / k))
    }
  }

  /// Ends the program unless ε lies in [0, 1] always, and doesn't rise.
  func check() {
    let isValid =
      switch self {
      case .linear(let start, let slope, let least):
        start <= 1 && slope >= 0 && (0..<1).contains(least)
      case .exponential(let base): (0..<1).contains(base)
      case .inverseSigmoid(let k): k >= 1 && k.isFinite
      }
    if !isValid { fatalError("TruthSchedule: \(self) doesn't fall from 1 at most to 0 at least.") }
  }
}
