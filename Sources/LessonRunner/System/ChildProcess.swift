import Glibc
import Synchronization

/// A program to start: its path, its arguments, and the whole of its environment.
struct Command {
  /// The program's path.
  var program: String
  /// Its arguments, without its own name.
  var arguments: [String]
  /// Its environment, `NAME=value`.
  var environment: [String]
  /// The folder it starts in.
  var folder: String
}

/// Whoever watches a child process.
protocol ChildObserver {
  /// Bytes came from its standard output.
  mutating func received(_ bytes: ArraySlice<UInt8>)
  /// Bytes came from its standard error.
  mutating func receivedError(_ bytes: ArraySlice<UInt8>)
  /// When it must be over, on the monotonic clock, nanoseconds.
  var deadline: UInt64 { get }
  /// Whether it is to be ended at once.
  var wantsEnd: Bool { get }
}

/// How a child process ended.
enum ChildEnding: Equatable {
  case exited(Int32)
  case signalled(Int32)
}

/// Runs child processes, each in a process group of its own, and watches what they write.
///
/// `posix_spawn` and `poll` in one file, rather than swift-subprocess: that library needs 20 s of a clean build and
/// Foundation's start-up, and the deadline that moves with every cell, the grace before the kill and the group's end
/// would still be ours to write.
enum ChildProcess {
  /// How long a child may take to say where it was after it was asked to end, nanoseconds.
  private static let grace: UInt64 = 500_000_000
  private static let tick: UInt64 = 100_000_000
  private static let shortTick: UInt64 = 500_000
  /// Two children started at once would inherit each other's pipes and keep them open.
  private static let spawning = Mutex(())

  /// Starts a program with an empty standard input, and returns when it and its group have ended.
  ///
  /// When its deadline passes, or when the observer wants its end, the group gets SIGTERM and, after half a second,
  /// SIGKILL; what it writes until then is still delivered.
  ///
  /// - Throws: ``RunnerError/Code/cannotStart``.
  static func run(
    _ command: Command, observer: inout some ChildObserver
  ) throws(RunnerError) -> ChildEnding {
    let child = try start(command)
    var pipes = [
      pollfd(fd: child.output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: child.error, events: Int16(POLLIN), revents: 0),
    ]
    defer { for pipe in [child.output, child.error] { close(pipe) } }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var status: Int32?
    var killAt: UInt64?
    while true {
      let now = Clock.nanoseconds()
      if let killAt {
        if now >= killAt { kill(-child.identifier, SIGKILL) }
      } else if now >= observer.deadline || observer.wantsEnd {
        kill(-child.identifier, SIGTERM)
        killAt = now + grace
      }
      // A child that closed its pipes is about to end: look again soon.
      let areClosed = pipes.allSatisfy { $0.fd < 0 }
      let next = min(killAt ?? observer.deadline, now + (areClosed ? shortTick : tick))
      let isQuiet = poll(&pipes, 2, Int32((next - min(now, next) + 999_999) / 1_000_000)) == 0
      for index in pipes.indices where pipes[index].fd >= 0 && pipes[index].revents != 0 {
        let count = read(pipes[index].fd, &buffer, buffer.count)
        if count > 0 {
          if index == 0 { observer.received(buffer[..<count]) }
          if index == 1 { observer.receivedError(buffer[..<count]) }
        } else if count == 0 || errno != EINTR {
          pipes[index].fd = -1
        }
      }
      status = status ?? ended(child.identifier)
      // A process that the child left behind may hold its pipes open: it is quiet, and ends with its group.
      if status != nil && (isQuiet || pipes.allSatisfy { $0.fd < 0 }) { break }
    }
    kill(-child.identifier, SIGKILL)
    return ending(status ?? 0)
  }

  private static func ended(_ identifier: pid_t) -> Int32? {
    var status: Int32 = 0
    return waitpid(identifier, &status, WNOHANG) == identifier ? status : nil
  }

  private static func ending(_ status: Int32) -> ChildEnding {
    let signal = status & 0x7f
    return signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal)
  }

  private static func start(
    _ command: Command
  ) throws(RunnerError) -> (identifier: pid_t, output: Int32, error: Int32) {
    let started = spawning.withLock { _ in spawn(command) }
    switch started {
    case .success(let child): return child
    case .failure(let error): throw error
    }
  }

  private static func spawn(
    _ command: Command
  ) -> Result<(identifier: pid_t, output: Int32, error: Int32), RunnerError> {
    var output: [Int32] = [-1, -1]
    var error: [Int32] = [-1, -1]
    guard pipe(&output) == 0, pipe(&error) == 0 else {
      return .failure(failure(command, errno))
    }
    for descriptor in output + error { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    posix_spawn_file_actions_adddup2(&actions, error[1], 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      close(output[1])
      close(error[1])
    }
    // `env` sets the folder: the call that would is not in the Glibc module.
    let words = ["/usr/bin/env", "-C", command.folder, command.program] + command.arguments
    var identifier: pid_t = 0
    let code = withStrings(words) { words in
      withStrings(command.environment) { environment in
        posix_spawn(&identifier, "/usr/bin/env", &actions, &attributes, words, environment)
      }
    }
    guard code == 0 else {
      close(output[0])
      close(error[0])
      return .failure(failure(command, code))
    }
    return .success((identifier, output[0], error[0]))
  }

  private static func failure(_ command: Command, _ code: Int32) -> RunnerError {
    RunnerError(
      .cannotStart, "can't start \(command.program)", underlying: String(cString: strerror(code)))
  }

  private static func withStrings<Value>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}

/// The clock that never goes back.
enum Clock {
  /// Nanoseconds since some start.
  static func nanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }

  /// Seconds since `start`.
  static func seconds(since start: UInt64) -> Double {
    Double(nanoseconds() &- start) / 1e9
  }
}
