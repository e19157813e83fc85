import NeuralNetworks
import PortableMath
import Testing

@Suite struct ScheduleTests {
  private func values(_ schedule: Schedule, at steps: [Int]) -> [Float] {
    steps.map { schedule($0) }
  }

  @Test func `a constant stays`() {
    #expect(values(.constant(0.5), at: [0, 1, 1_000_000]) == [0.5, 0.5, 0.5])
  }

  @Test func `a line ends and stays`() {
    let schedule = Schedule.linear(from: 1, to: 0, over: 4)
    #expect(values(schedule, at: [0, 1, 2, 4, 5, 100]) == [1, 0.75, 0.5, 0, 0, 0])
  }

  @Test func `a cosine is level at both ends and halfway in the middle`() {
    let schedule = Schedule.cosine(from: 3, to: 1, over: 6)
    let expected: [Float] = [3, 2.5, 2, 1.5, 1, 1]
    for (step, value) in zip([0, 2, 3, 4, 6, 9], expected) {
      #expect((schedule(step) - value).magnitude < 1e-6)
    }
    #expect(3 - schedule(1) < schedule(2) - schedule(3))
  }

  @Test func `exponential and step decay meet at whole periods`() {
    let smooth = Schedule.exponential(from: 8, factor: 0.5, every: 10)
    let stepped = Schedule.step(from: 8, factor: 0.5, every: 10)
    #expect(values(stepped, at: [0, 9, 10, 19, 20]) == [8, 8, 4, 4, 2])
    #expect(values(smooth, at: [0, 10, 20]) == [8, 4, 2])
    #expect((smooth(5) - 8 * Float(0.5).squareRoot()).magnitude < 1e-6)
  }

  @Test func `one schedule follows another, from its own beginning`() {
    let schedule = Schedule.constant(2).then(.linear(from: 1, to: 0, over: 2), after: 3)
    #expect(values(schedule, at: [0, 2, 3, 4, 5, 6]) == [2, 2, 1, 0.5, 0, 0])
  }

  @Test func `a warm-up leads to the first value`() {
    let schedule = Schedule.linear(from: 1, to: 0, over: 10).warmedUp(over: 4)
    #expect(values(schedule, at: [0, 1, 4, 9, 14]) == [0, 0.25, 1, 0.5, 0])
    #expect(values(2 * schedule, at: [1, 4]) == [0.5, 2])
  }

  @Test func `any function of the step is a schedule`() {
    #expect(values(Schedule { 1 / Double($0 + 1) }, at: [0, 1, 3]) == [1, 0.5, 0.25])
  }

  @Test func `a schedule without steps, a negative step and a value that is no number trap`() async
  {
    await #expect(processExitsWith: .failure) {
      _ = Schedule.linear(from: 1, to: 0, over: 0)
    }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1)(-1) }
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Schedule { 1 / Double($0) }(0)
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("step 0 is inf"))
  }
}
