public import Decisions
import RandomStreams

/// Blackjack against a dealer, with cards from an infinite deck.
///
/// - States: The player's total, whether an ace in it counts 11, and the dealer's open card (1 is an ace); under the
///   book's rules a natural as a state of its own; and the end.
/// - Actions: Stick, hit.
/// - Dynamics: A card is worth its number, pictures 10, an ace 11 while that does not bust. When the player sticks, the
///   dealer draws to 17 or more, a soft 17 included.
/// - Rewards: 1, 0, −1 for a win, a draw, a loss, on the last step.
/// - Start: Two cards for the player, one open card of the dealer.
/// - End: The player sticks or exceeds 21.
///
/// > Reference: Sutton & Barto (2018), example 5.1; Gymnasium's `Blackjack-v1`.
public struct Blackjack: FiniteEnvironment {
  /// The two sets of rules in use.
  public enum Rules: Sendable, Hashable, CaseIterable {
    /// The book's: a natural wins at once unless the dealer has one too, and below 12 the player always hits.
    ///
    /// `gym.make("Blackjack-v1")`, registered with `sab=True`, pays the same, but also lets one hit a natural or stick
    /// below 12; that never helps, so the best policy is worth the same.
    case suttonBarto
    /// A natural is worth no more than any 21, and below 12 one may stick: `Blackjack-v1` with `sab=False`.
    case plain
  }

  /// Where one stands.
  public enum State: Sendable, Hashable, CustomStringConvertible {
    /// A hand to decide about.
    case hand(total: Int, usableAce: Bool, dealer: Int)
    /// An ace and a ten as the first two cards, under the book's rules.
    case natural(dealer: Int)
    /// The game is over.
    case over

    /// Such as "soft 18 against 6".
    public var description: String {
      switch self {
      case .hand(let total, let usableAce, let dealer):
        "\(usableAce ? "soft" : "hard") \(total) against \(dealer)"
      case .natural(let dealer): "natural against \(dealer)"
      case .over: "over"
      }
    }
  }

  /// What the player can do.
  public enum Action: String, Sendable, CaseIterable, CustomStringConvertible {
    /// Take no more cards.
    case stick
    /// Take a card.
    case hit

    /// The action in a word.
    public var description: String { rawValue }
  }

  /// The rules played by.
  public let rules: Rules
  /// The exact dynamics.
  public let process: FiniteMDP<State, Action>

  /// The game.
  public init(rules: Rules = .suttonBarto) {
    self.rules = rules
    process = BlackjackTable(rules: rules).process
  }

  /// What a state offers; nothing when the game is over.
  public func actions(in state: State) -> [Action] { Self.actions(in: state, rules: rules) }

  /// What a state offers under some rules.
  static func actions(in state: State, rules: Rules) -> [Action] {
    switch state {
    case .over: []
    case .natural: [.stick]
    case .hand(let total, _, _): rules == .suttonBarto && total < 12 ? [.hit] : [.stick, .hit]
    }
  }

  /// Deals two cards to the player and one to the dealer.
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    let player = [Self.drawCard(&generator), Self.drawCard(&generator)]
    let dealer = Self.drawCard(&generator)
    if rules == .suttonBarto && player.sorted() == [1, 10] { return .natural(dealer: dealer) }
    let (total, usableAce) = Self.count(player)
    return .hand(total: total, usableAce: usableAce, dealer: dealer)
  }

  /// Plays on with cards in hand.
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    switch state {
    case .over:
      fatalError("the game is over: no action can be taken")
    case .natural(let dealer):
      let isNatural = [dealer, Self.drawCard(&generator)].sorted() == [1, 10]
      return Step(reward: isNatural ? 0 : 1, next: .over, ending: .terminated)
    case .hand(let total, let usableAce, let dealer) where action == .hit:
      // Any cards of this total will do: an ace and the rest, or the total in one.
      let hand = usableAce ? [1, total - 11] : [total]
      let (newTotal, newAce) = Self.count(hand + [Self.drawCard(&generator)])
      if newTotal > 21 { return Step(reward: -1, next: .over, ending: .terminated) }
      return Step(reward: 0, next: .hand(total: newTotal, usableAce: newAce, dealer: dealer))
    case .hand(let total, _, let dealer):
      var cards = [dealer, Self.drawCard(&generator)]
      while Self.count(cards).total < 17 { cards.append(Self.drawCard(&generator)) }
      let dealerTotal = Self.count(cards).total
      let score = dealerTotal > 21 ? 0 : dealerTotal
      let reward: Double = total > score ? 1 : total < score ? -1 : 0
      return Step(reward: reward, next: .over, ending: .terminated)
    }
  }

  /// A card of an infinite deck: 1 … 9, and 10 four times as often.
  private static func drawCard(_ generator: inout some RandomNumberGenerator) -> Int {
    min(10, 1 + Int.uniform(below: 13, using: &generator))
  }

  /// The total of cards, and whether one ace counts 11.
  private static func count(_ cards: [Int]) -> (total: Int, usableAce: Bool) {
    let hard = cards.reduce(0, +)
    return cards.contains(1) && hard + 10 <= 21 ? (hard + 10, true) : (hard, false)
  }
}
