import Decisions
import Environments
import RandomStreams
import Testing

/// How the players fare against the opponent.
@Suite struct PongPlayersTests {
  /// Points won less points lost, game by game, of the seeds from 0.
  private func differences(_ player: PongPlayer, games: Int) -> [Double] {
    (0..<games).map { Pongs.play(player, seed: UInt64($0)).totalReward }
  }

  /// A mean and 4 of its standard errors: a wrong alarm in 15,000 tests.
  private func meanAndMargin(_ values: [Double]) -> (mean: Double, margin: Double) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    return (mean, 4 * (squares / (count - 1) / count).squareRoot())
  }

  @Test func `random actions win between 2 and 15 % of the points`() {
    // At a share s of points won, a game to 21 points is lost by 21 − 21 s/(1 − s).
    let (mean, margin) = meanAndMargin(differences(Pongs.random, games: 200))
    #expect(mean - margin > -21 + 21 * 0.02 / 0.98)
    #expect(mean + margin < -21 + 21 * 0.15 / 0.85)
  }

  @Test func `following the ball is better than random and loses`() {
    let (mean, margin) = meanAndMargin(differences(Pongs.tracker, games: 60))
    #expect(mean - margin > -15 && mean + margin < 0)
  }

  @Test func `the expert wins by more than ten points`() {
    let results = differences(Pongs.expert, games: 20)
    #expect(results.allSatisfy { $0 > 10 })
  }
}
