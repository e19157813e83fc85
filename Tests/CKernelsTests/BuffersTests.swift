import CKernels
import Dispatch
import Foundation
import Testing

struct BuffersTests {
  @Test func `A buffer is aligned and as large as it was asked for`() throws {
    for count in [0, 1, 15, 16, 17, 63, 64, 65, 100, 1000, 1_000_000] {
      let buffer = try #require(kernel_buffer_take(count))
      #expect(Int(bitPattern: buffer) % 64 == 0)
      for i in 0..<((count + 15) / 16 * 16) { buffer[i] = 1 }
      kernel_buffer_give(buffer, count)
    }
  }

  @Test func `What is given back is taken again, and not from the system`() {
    let counts = [1, 16, 17, 200, 1000, 5000, 5000, 100_000]
    func step() {
      let buffers = counts.map { kernel_buffer_take($0) }
      #expect(Set(buffers).count == counts.count)
      for (buffer, count) in zip(buffers, counts) { kernel_buffer_give(buffer, count) }
    }
    step()
    let fresh = kernel_buffer_fresh_count()
    for _ in 0..<100 { step() }
    #expect(kernel_buffer_fresh_count() == fresh)
  }

  @Test func `Sizes of one class share buffers, and others do not`() {
    onNewThread {
      let buffer = kernel_buffer_take(1000)
      kernel_buffer_give(buffer, 1000)
      #expect(kernel_buffer_take(1001) == buffer)
      kernel_buffer_give(buffer, 1001)
      let larger = kernel_buffer_take(2000)
      #expect(larger != buffer)
      kernel_buffer_give(larger, 2000)
    }
  }

  @Test func `A thread keeps what another one took`() throws {
    let buffer = Sent(pointer: try #require(kernel_buffer_take(3000)))
    onNewThread {
      buffer.pointer[2999] = 1
      kernel_buffer_give(buffer.pointer, 3000)
      let fresh = kernel_buffer_fresh_count()
      let again = kernel_buffer_take(3000)
      #expect(again == buffer.pointer)
      #expect(kernel_buffer_fresh_count() == fresh)
      kernel_buffer_give(again, 3000)
    }
  }

  /// 320 megabytes of address space, of which only the first page of each buffer is touched.
  @Test func `What a thread keeps is bounded`() {
    onNewThread {
      let count = 1 << 18
      func takeAll() -> [UnsafeMutablePointer<Float>?] {
        (0..<320).map { _ in kernel_buffer_take(count) }
      }
      for buffer in takeAll() { kernel_buffer_give(buffer, count) }
      #expect(kernel_buffer_fresh_count() == 320)
      let again = takeAll()
      #expect((384...576).contains(kernel_buffer_fresh_count()))
      for buffer in again { kernel_buffer_give(buffer, count) }
    }
  }

  @Test func `Small buffers stay when large ones are more than a thread keeps`() {
    onNewThread {
      // 1 kilobyte, and 100 megabytes of address space: the third large one is too much.
      let (small, large) = (256, 100 << 18)
      func giveAll(_ count: Int, of size: Int) {
        let buffers = (0..<count).map { _ in kernel_buffer_take(size) }
        for buffer in buffers { kernel_buffer_give(buffer, size) }
      }
      giveAll(10, of: small)
      giveAll(3, of: large)
      let fresh = kernel_buffer_fresh_count()
      giveAll(10, of: small)
      #expect(kernel_buffer_fresh_count() == fresh)
      giveAll(2, of: large)
      #expect(kernel_buffer_fresh_count() == fresh)
    }
  }

  @Test func `Large buffers that are kept make room for smaller ones`() {
    onNewThread {
      let (small, large) = (60 << 18, 100 << 18)
      for size in [large, small] {
        let buffers = (0..<2).map { _ in kernel_buffer_take(size) }
        for buffer in buffers { kernel_buffer_give(buffer, size) }
      }
      let fresh = kernel_buffer_fresh_count()
      let both = [kernel_buffer_take(small), kernel_buffer_take(small)]
      #expect(kernel_buffer_fresh_count() == fresh)
      for buffer in both { kernel_buffer_give(buffer, small) }
    }
  }

  @Test func `A thread that ends gives back what it kept`() throws {
    // Each thread touches and keeps 64 megabytes; together they would be four gigabytes.
    let before = try residentMegabytes()
    for _ in 0..<64 {
      onNewThread {
        let count = 1 << 24
        guard let buffer = kernel_buffer_take(count) else { return }
        for i in stride(from: 0, to: count, by: 1024) { buffer[i] = 1 }
        kernel_buffer_give(buffer, count)
      }
    }
    #expect(try residentMegabytes() < before + 1000)
  }
}

/// A pointer that another thread may use because nobody else does.
private struct Sent: @unchecked Sendable {
  var pointer: UnsafeMutablePointer<Float>
}

/// Runs `body` on a thread of its own and waits for the thread to have ended its work.
private func onNewThread(_ body: @escaping @Sendable () -> Void) {
  let done = DispatchSemaphore(value: 0)
  Thread {
    body()
    done.signal()
  }.start()
  done.wait()
}

private func residentMegabytes() throws -> Int {
  let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
  return try #require(Int(fields[1])) * 4096 / 1_000_000
}
