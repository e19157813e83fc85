@preconcurrency internal import Glibc
internal import LessonEvents

/// Tells the tool where the program was when a signal ends it, so that a trap, an endless recursion or a timeout
/// can be shown at its line.
///
/// Goals, in order of priority: never to hang a dying program; to keep an unfinished printed line; to tell the line.
/// A handler that gets stuck itself (the heap may be broken) is ended by an alarm.
enum CrashReporter {
  /// Signals that end a program: traps, bad accesses, and the tool's own request at a timeout.
  private static let signals = [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGTERM]
  private static let frameLimit = 256
  private static let stackSize = 1 << 18

  private typealias Backtrace =
    @convention(c) (UnsafeMutablePointer<UnsafeMutableRawPointer?>, Int32) -> Int32

  /// What the handler works with; set once, before it is installed.
  private struct Preparation {
    var stack: CallStack
    var thrown: CallStack
    var secret: [UInt8]
    var program: Range<UInt>
  }

  /// Room for the return addresses of a call stack.
  private struct CallStack {
    private let backtrace: Backtrace
    private let frames: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    private(set) var count = 0

    init(_ backtrace: Backtrace) {
      self.backtrace = backtrace
      frames = .allocate(capacity: frameLimit)
      frames.initialize(repeating: nil, count: frameLimit)
      // The first call loads the unwinder, which a handler must not.
      _ = backtrace(frames, 1)
    }

    mutating func take() { count = Int(backtrace(frames, Int32(frameLimit))) }

    /// Those that lie in `program`, counted from its start.
    func frames(in program: Range<UInt>) -> [UInt64] {
      UnsafeBufferPointer(start: frames, count: count).map { UInt(bitPattern: $0) }
        .filter(program.contains).prefix(64).map { UInt64($0 - program.lowerBound) }
    }
  }

  nonisolated(unsafe) private static var preparation: Preparation?

  /// Installs the handler, on a stack of its own: the usual one may be used up.
  static func install(secret: [UInt8]) {
    // Not in the Glibc module.
    guard let symbol = dlsym(nil, "backtrace") else { return }
    let backtrace = unsafeBitCast(symbol, to: Backtrace.self)
    mainThread = pthread_self()
    preparation = Preparation(
      stack: CallStack(backtrace), thrown: CallStack(backtrace), secret: secret,
      program: programAddresses())
    var stack = stack_t(
      ss_sp: UnsafeMutableRawPointer.allocate(byteCount: stackSize, alignment: 16), ss_flags: 0,
      ss_size: stackSize)
    sigaltstack(&stack, nil)
    for signal in signals {
      var action = sigaction()
      action.__sigaction_handler.sa_sigaction = { signal, _, context in
        CrashReporter.report(signal, context)
        Glibc.signal(signal, SIG_DFL)
        raise(signal)
      }
      action.sa_flags = SA_SIGINFO | Int32(SA_ONSTACK)
      sigaction(signal, &action, nil)
    }
  }

  /// Notes where every error is thrown from now on, on the main thread; slow, so only asked for when a program whose
  /// error nothing caught runs once more.
  static func traceThrows() {
    typealias Handler = @convention(c) (UnsafeRawPointer?) -> Void
    typealias SetHandler = @convention(c) (Handler?) -> Void
    // The hook that Swift Testing uses for its own backtraces.
    guard let symbol = dlsym(nil, "_swift_setWillThrowHandler") else { return }
    let setHandler = unsafeBitCast(symbol, to: SetHandler.self)
    setHandler { _ in
      if CrashReporter.isMainThread { CrashReporter.preparation?.thrown.take() }
    }
  }

  private static var isMainThread: Bool { pthread_equal(pthread_self(), mainThread) != 0 }
  nonisolated(unsafe) private static var mainThread = pthread_t()

  private static func report(_ signal: Int32, _ context: UnsafeMutableRawPointer?) {
    Glibc.signal(SIGALRM, SIG_DFL)
    alarm(2)
    guard preparation != nil, ftrylockfile(stdout) == 0 else { return }
    preparation?.stack.take()
    guard let preparation else { return }
    let program = preparation.program
    let counter = context.map(programCounter) ?? 0
    let address = program.contains(counter) ? UInt64(counter - program.lowerBound) : 0
    let event = LessonEvent.crashed(
      Crash(
        signal: Int(signal), address: address, frames: preparation.stack.frames(in: program),
        thrownFrames: preparation.thrown.frames(in: program)))
    let frame = EventFrame.bytes(of: event, secret: preparation.secret)
    fflush(stdout)
    fwrite(frame, 1, frame.count, stdout)
    fflush(stdout)
    funlockfile(stdout)
  }

  /// The instruction that the signal interrupted.
  private static func programCounter(_ context: UnsafeMutableRawPointer) -> UInt {
    let machine = context.assumingMemoryBound(to: ucontext_t.self).pointee.uc_mcontext
    #if arch(x86_64)
      let instructionPointer = machine.gregs.16
      return UInt(bitPattern: Int(instructionPointer))
    #elseif arch(arm64)
      return UInt(machine.pc)
    #else
      return 0
    #endif
  }

  /// Where the program itself lies in memory.
  private static func programAddresses() -> Range<UInt> {
    guard let maps = fopen("/proc/self/maps", "r") else { return 0..<0 }
    defer { fclose(maps) }
    var lower: UInt?
    var upper: UInt = 0
    var path: Substring?
    while let line = readLine(from: maps) {
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      guard let ends = fields.first?.split(separator: "-"), ends.count == 2,
        let start = UInt(ends[0], radix: 16), let end = UInt(ends[1], radix: 16)
      else { break }
      // The program is the first image; its segments follow each other.
      if path == nil { (path, lower) = (fields.last, start) }
      guard fields.last == path else { break }
      upper = end
    }
    return (lower ?? 0)..<max(upper, lower ?? 0)
  }

  private static func readLine(from file: UnsafeMutablePointer<FILE>) -> String? {
    var buffer = [CChar](repeating: 0, count: 1024)
    guard fgets(&buffer, Int32(buffer.count), file) != nil else { return nil }
    let bytes = buffer.prefix { $0 != 0 && $0 != 0x0a }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Asks the kernel to end this program when the tool's thread that started it ends, so that an interrupted tool
/// leaves no endless cell behind.
func dieWithParent() {
  typealias ProcessControl = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
  // `prctl` takes a variable number of arguments, which Swift does not import.
  guard let symbol = dlsym(nil, "prctl") else { return }
  let setParentDeathSignal: Int32 = 1
  _ = unsafeBitCast(symbol, to: ProcessControl.self)(
    setParentDeathSignal, UInt(SIGKILL), 0, 0, 0)
}
