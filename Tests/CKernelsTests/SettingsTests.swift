import CKernels
import Foundation
import Testing

struct SettingsTests {
  @Test func `A level that the processor has can be forced`() {
    var expected: [UInt32] = []
    for level in kernel_level_baseline.rawValue...kernel_level_supported().rawValue {
      expected.append(level)
    }
    #expect(Levels.each { kernel_level_in_use().rawValue } == expected)
  }

  @Test func `A level that does not exist cannot be forced`() {
    let results = Levels.each {
      let before = kernel_level_in_use()
      return !kernel_level_force(kernel_level(3)) && kernel_level_in_use() == before
    }
    #expect(results.allSatisfy { $0 })
  }

  @Test func `Traps on what is not finite can be set`() {
    let before = kernel_traps_on_non_finite()
    defer { kernel_set_traps_on_non_finite(before) }
    kernel_set_traps_on_non_finite(true)
    #expect(kernel_traps_on_non_finite())
    kernel_set_traps_on_non_finite(false)
    #expect(!kernel_traps_on_non_finite())
  }

  @Test func `The environment chooses the level of a process`() async {
    for name in ["baseline", "avx2", "avx512", "none such"] {
      setenv("ROLLOUT_INSTRUCTION_LEVEL", name, 1)
      await #expect(processExitsWith: .success) {
        exit(kernel_level_in_use() == levelAskedFor() ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }
    unsetenv("ROLLOUT_INSTRUCTION_LEVEL")
  }
}

/// What the environment asks for, or the highest level where the processor does not have that.
private func levelAskedFor() -> kernel_level {
  let levels = ["baseline": kernel_level_baseline, "avx2": kernel_level_avx2]
  let name = ProcessInfo.processInfo.environment["ROLLOUT_INSTRUCTION_LEVEL"] ?? ""
  let level = levels[name] ?? kernel_level_avx512
  return level.rawValue < kernel_level_supported().rawValue ? level : kernel_level_supported()
}
