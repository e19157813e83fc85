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
    for name in levelNames.prefix(Int(kernel_level_supported().rawValue) + 1) {
      setenv("ROLLOUT_INSTRUCTION_LEVEL", name, 1)
      await #expect(processExitsWith: .success) {
        let name = ProcessInfo.processInfo.environment["ROLLOUT_INSTRUCTION_LEVEL"]
        let wanted = levelNames.firstIndex { $0 == name }
        exit(wanted == Int(kernel_level_in_use().rawValue) ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }
    unsetenv("ROLLOUT_INSTRUCTION_LEVEL")
  }

  @Test func `A level that does not exist, or that the processor lacks, stops the process`() throws
  {
    let supported = levelNames.prefix(Int(kernel_level_supported().rawValue) + 1)
    for name in ["none such", "AVX2"] + levelNames.dropFirst(supported.count) {
      // Any start of a programme with kernels will do; the tests themselves have them.
      let process = Process()
      process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      process.arguments = ["--list-tests"]
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["ROLLOUT_INSTRUCTION_LEVEL": name]) { $1 }
      let (output, errors) = (Pipe(), Pipe())
      (process.standardOutput, process.standardError) = (output, errors)
      try process.run()
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal)
      #expect(text.contains("ROLLOUT_INSTRUCTION_LEVEL is \"\(name)\""))
      #expect(text.contains("\(supported.joined(separator: ", "))\n"))
    }
  }
}

/// The names of the levels, from the lowest.
private let levelNames = ["baseline", "avx2", "avx512"]
