extension Pong {
  /// The first of the two columns of the opponent's paddle: 3.
  @usableFromInline static var opponentColumn: Int32 { 3 }
  /// The first of the two columns of the agent's paddle: 75.
  @usableFromInline static var agentColumn: Int32 { 75 }

  /// The lit pixels: both paddles of 8 rows × 2 columns and the ball of 2 × 2, each at the row
  /// where its upper edge is.
  @inlinable
  public func observation(of state: State) -> PixelFrame {
    let (ballRow, ballColumn) = (Int32(state.ball.y), Int32(state.ball.x))
    let (agentRow, opponentRow) = (Int32(state.agent), Int32(state.opponent))
    let first = min(ballRow, agentRow, opponentRow)
    let end = max(ballRow + 2, agentRow + 8, opponentRow + 8)
    let pixels = [PixelFrame.Pixel](unsafeUninitializedCapacity: 36) { buffer, count in
      // Two pixels side by side, less what the last two have already lit.
      var lit: Int32 = -1
      func light(_ index: Int32) {
        for index in max(index, lit + 1)..<index + 2 {
          buffer.initializeElement(at: count, to: PixelFrame.Pixel(index: index, value: 1))
          count += 1
        }
        lit = index + 1
      }
      for row in first..<end {
        let start = row * 80
        let isBall = ballRow <= row && row < ballRow + 2
        let isOpponent = opponentRow <= row && row < opponentRow + 8
        if isBall, ballColumn < Pong.opponentColumn { light(start + ballColumn) }
        if isOpponent { light(start + Pong.opponentColumn) }
        if isBall, Pong.opponentColumn <= ballColumn, ballColumn < Pong.agentColumn {
          light(start + ballColumn)
        }
        if agentRow <= row && row < agentRow + 8 { light(start + Pong.agentColumn) }
        if isBall, ballColumn >= Pong.agentColumn { light(start + ballColumn) }
      }
    }
    return PixelFrame(rows: 80, columns: 80, unchecked: pixels)
  }
}
