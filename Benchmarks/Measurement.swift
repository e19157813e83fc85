import Glibc

/// One measurement in the form of the peers: a line of JSON.
struct Measurement {
  var name: String
  var work: Int
  var unit: String
  /// Wall seconds of each repeat.
  var seconds: [Double]
  /// Processor seconds of each repeat, all threads.
  var processorSeconds: [Double]
  /// Answers to compare, in order.
  var answers: [(String, Double)]

  /// The line.
  var json: String {
    let median = Self.median(seconds)
    var fields: [(String, String)] = [
      ("name", "\"\(name)\""), ("work", "\(work)"), ("unit", "\"\(unit)\""),
      ("seconds", "\(Self.rounded(median))"), ("rate", "\(Self.rounded(Double(work) / median))"),
      ("repeats", "\(seconds.count)"), ("min_s", "\(Self.rounded(seconds.min() ?? .nan))"),
      ("max_s", "\(Self.rounded(seconds.max() ?? .nan))"),
      ("cpu_s", "\(Self.rounded(Self.median(processorSeconds)))"),
    ]
    for (key, value) in answers {
      fields.append(
        (key, value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"))
    }
    fields.append(("load1", "\(Self.load)"))
    return "{" + fields.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  private static func rounded(_ value: Double) -> Double {
    value < 1 ? (value * 1e9).rounded() / 1e9 : (value * 1e6).rounded() / 1e6
  }

  private static var load: Double {
    var load = 0.0
    return getloadavg(&load, 1) == 1 ? (load * 100).rounded() / 100 : .nan
  }
}

/// Runs something once to warm up and then a number of times, and prints the measurement.
///
/// - Parameters:
///   - name: What is measured.
///   - unit: The unit of work.
///   - repeats: How many runs count.
///   - inner: How often each run does it, for what is too short for one reading of the clock.
///   - run: Does it and says how much work it was.
///   - answers: The answers to print.
func measure<Result>(
  _ name: String, unit: String, repeats: Int = 5, inner: Int = 1,
  _ run: () throws -> (work: Int, result: Result),
  answers: (Result) -> [(String, Double)]
) rethrows {
  guard filter.isEmpty || name.contains(filter) else { return }
  var last = try run()
  var seconds: [Double] = []
  var processorSeconds: [Double] = []
  for _ in 0..<repeats {
    let (wall, processor) = (clock(CLOCK_MONOTONIC), clock(CLOCK_PROCESS_CPUTIME_ID))
    for _ in 0..<inner { last = try run() }
    seconds.append((clock(CLOCK_MONOTONIC) - wall) / Double(inner))
    processorSeconds.append((clock(CLOCK_PROCESS_CPUTIME_ID) - processor) / Double(inner))
  }
  print(
    Measurement(
      name: name, work: last.work, unit: unit, seconds: seconds,
      processorSeconds: processorSeconds, answers: answers(last.result)
    ).json)
}

private func clock(_ identifier: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(identifier, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
