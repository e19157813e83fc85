internal import CKernels

/// The processor's instructions that the numeric kernels use.
///
/// The bits of every result are the same at each level, but for those that tell one NaN from another where a product or
/// convolution gives NaN; only the speed differs. The highest level of the processor is chosen at start, unless the
/// environment variable `ROLLOUT_INSTRUCTION_LEVEL` names a lower one; a process where it names none that the processor
/// has is ended with a message.
public enum InstructionLevel: Int, Sendable, CaseIterable, Comparable {
  /// What every processor of the architecture has.
  case baseline
  /// x86-64 with AVX2 and FMA.
  case avx2
  /// x86-64 with AVX-512 F, BW, DQ and VL.
  case avx512

  /// Whether one level is lower than another.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The levels of this processor, from the lowest.
  public static var supported: [Self] {
    let highest = kernel_level_supported().rawValue
    return allCases.filter { $0.rawValue <= highest }
  }

  /// The level in use.
  public static var inUse: Self { Self(rawValue: Int(kernel_level_in_use().rawValue)) ?? .baseline }

  /// Uses a level from now on, in all threads.
  ///
  /// - Precondition: The processor has it.
  public static func use(_ level: Self) {
    if !kernel_level_force(kernel_level(numericCast(level.rawValue))) {
      fatalError("This processor has no instruction level \(level); it has \(supported).")
    }
  }
}
