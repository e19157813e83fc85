import Charts
import Decisions
import Environments
import RandomStreams
import Testing

@Suite struct PixelFrameTests {
  /// A frame as rows of values.
  private func dense(_ frame: PixelFrame) -> [[Int8]] {
    (0..<frame.rows).map { row in (0..<frame.columns).map { frame[row, $0] } }
  }

  /// A court, drawn pixel by pixel.
  private func drawn(_ state: Pong.State) -> [[Int8]] {
    var court = [[Int8]](repeating: [Int8](repeating: 0, count: 80), count: 80)
    for (x, y, height) in [
      (3, state.opponent, 8), (75, state.agent, 8), (Int(state.ball.x), state.ball.y, 2),
    ] {
      for row in Int(y)..<Int(y) + height {
        for column in x..<x + 2 { court[row][column] = 1 }
      }
    }
    return court
  }

  @Test func `a frame is the court drawn pixel by pixel`() {
    let pong = Pong(pointsToWin: 3)
    for player in [Pongs.random, Pongs.expert] {
      for state in Pongs.play(player, seed: 6, in: pong).states {
        let frame = pong.observation(of: state)
        #expect(dense(frame) == drawn(state))
        #expect(pong.observationSpace.contains(frame))
      }
    }
  }

  @Test func `a difference of frames is their pixels subtracted`() {
    let (pong, moving) = (Pong(), FrameDifference(Pong(pointsToWin: 2)))
    var random = RandomStream(seed: 7)
    var state = moving.start(using: &random)
    #expect(moving.observation(of: state).pixels.isEmpty)
    while let action = moving.actions(in: state).first {
      let next = moving.step(from: state, taking: action, using: &random).next
      let seen = moving.observation(of: next)
      let (new, old) = (drawn(next.base), drawn(state.base))
      #expect(dense(seen) == zip(new, old).map { zip($0, $1).map { $0 - $1 } })
      #expect(moving.observationSpace.contains(seen))
      #expect(next.previous == pong.observation(of: state.base))
      state = next
    }
  }

  @Test func `differences are those of any pictures, equal pixels gone`() {
    let space = PixelSpace(rows: 3, columns: 5, values: -2...3)
    var random = RandomStream(seed: 8)
    for _ in 0..<200 {
      let (new, old) = (space.sample(using: &random), space.sample(using: &random))
      #expect(space.contains(new))
      let change = space.difference(new, old)
      #expect(dense(change) == zip(dense(new), dense(old)).map { zip($0, $1).map { $0 - $1 } })
      #expect(space.differences.contains(change))
    }
    #expect(space.differences == PixelSpace(rows: 3, columns: 5, values: -5...5))
  }

  @Test func `pictures are joined below one another`() {
    let space = PixelSpace(rows: 2, columns: 3, values: 0...1)
    var random = RandomStream(seed: 9)
    let frames = (0..<3).map { _ in space.sample(using: &random) }
    let joined = space.join(frames)
    #expect(dense(joined) == frames.flatMap(dense))
    #expect(space.joined(3) == PixelSpace(rows: 6, columns: 3, values: 0...1))
    #expect(space.joined(3).contains(joined))
  }

  @Test func `a space has its size and values only`() {
    let space = PixelSpace(rows: 2, columns: 3, values: 0...1)
    func frame(_ rows: Int, _ columns: Int, _ index: Int32, _ value: Int8) -> PixelFrame {
      PixelFrame(
        rows: rows, columns: columns, pixels: [PixelFrame.Pixel(index: index, value: value)])
    }
    #expect(space.contains(frame(2, 3, 5, 1)) && space.contains(frame(2, 3, 0, 1)))
    #expect(!space.contains(frame(3, 2, 5, 1)) && !space.contains(frame(2, 3, 5, 2)))
    #expect(!space.contains(frame(2, 3, 5, -1)))
    #expect(PixelSpace.empty.isEmpty && !PixelSpace.empty.contains(frame(2, 3, 5, 1)))
  }

  @Test func `pixels out of order, dark or outside are refused`() async {
    await #expect(processExitsWith: .failure) {
      let pixel = PixelFrame.Pixel(index: 1, value: 1)
      _ = PixelFrame(rows: 2, columns: 2, pixels: [pixel, pixel])
    }
    await #expect(processExitsWith: .failure) {
      _ = PixelFrame(rows: 2, columns: 2, pixels: [PixelFrame.Pixel(index: 1, value: 0)])
    }
    await #expect(processExitsWith: .failure) {
      _ = PixelFrame(rows: 2, columns: 2, pixels: [PixelFrame.Pixel(index: 4, value: 1)])
    }
    await #expect(processExitsWith: .failure) {
      _ = PixelFrame(rows: 2, columns: 2, pixels: [])[0, 2]
    }
    await #expect(processExitsWith: .failure) { _ = PixelFrame(rows: -1, columns: -2, pixels: []) }
  }

  @Test func `pictures of different sizes are neither subtracted nor joined`() async {
    let difference = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let space = PixelSpace(rows: 2, columns: 3, values: 0...1)
      _ = space.difference(
        PixelFrame(rows: 2, columns: 3, pixels: []), PixelFrame(rows: 3, columns: 2, pixels: []))
    }
    #expect(text(difference).contains("a picture of 3 × 2 pixels among those of 2 × 3"))
    let joined = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let space = PixelSpace(rows: 2, columns: 3, values: 0...1)
      _ = space.join([PixelFrame(rows: 3, columns: 2, pixels: [])])
    }
    #expect(text(joined).contains("a picture of 3 × 2 pixels among those of 2 × 3"))
  }

  private func text(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  // MARK: Pictures

  @Test func `a court's picture tells where everything is`() {
    let state = Pong.State(
      ball: Pong.Ball(x: 41, y: 20.5, xVelocity: 2, yVelocity: 1), agent: 10,
      score: Pong.Score(agent: 3, opponent: 5))
    let figure = Pong().picture(of: state).figure()
    #expect(figure.title == "Opponent 5 : 3 agent")
    #expect(
      figure.description == """
        Picture of 80 rows by 80 columns. Opponent's paddle: 16 pixels, rows 36 to 43, \
        columns 3 to 4. Agent's paddle: 16 pixels, rows 10 to 17, columns 75 to 76. \
        Ball other than 0: 4 pixels, rows 20 to 21, columns 41 to 42.
        """)
    let seen = Pong().observation(of: state).picture.figure()
    #expect(seen.data?.rows.count == 36)
    #expect(seen.description.hasSuffix("36 pixels, rows 10 to 43, columns 3 to 76."))
  }

  @Test func `sixty frames of a rally take less than 60 kB`() {
    let pong = Pong()
    let states = Pongs.play(Pongs.expert, seed: 10, limit: 59).states
    let animation = Animation("Step", over: states) { pong.picture(of: $0) }
    let sizes = animation.frames.map { $0.figure.markup(idPrefix: "f").rendered().utf8.count }
    #expect(sizes.count == 60 && sizes.reduce(0, +) < 60_000)
    let trail = pong.picture(of: states).figure()
    #expect(trail.description.contains("Agent's paddle: 16 pixels"))
  }
}
