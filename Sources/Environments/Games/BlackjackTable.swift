import Decisions

/// The exact dynamics of ``Blackjack``: sums over the cards that can come.
struct BlackjackTable {
  let rules: Blackjack.Rules

  /// A card's value and how likely it is.
  private static let cards = (1...10).map {
    (value: $0, probability: $0 == 10 ? 4.0 / 13 : 1.0 / 13)
  }

  /// A total and whether it holds an ace that counts 11.
  private struct Hand: Hashable {
    var total = 0
    var usableAce = false

    /// The hand with one more card; a total above 21 is a bust.
    func adding(_ card: Int) -> Hand {
      if card == 1 && total + 11 <= 21 { return Hand(total: total + 11, usableAce: true) }
      let sum = total + card
      return sum > 21 && usableAce ? Hand(total: sum - 10) : Hand(total: sum, usableAce: usableAce)
    }
  }

  var process: FiniteMDP<Blackjack.State, Blackjack.Action> {
    let hands =
      (4...21).map { Hand(total: $0) } + (12...21).map { Hand(total: $0, usableAce: true) }
    let dealers = 1...10
    let decisions = hands.flatMap { hand in
      dealers.map { state(hand, against: $0) }
    }
    let naturals =
      rules == .suttonBarto ? dealers.map { Blackjack.State.natural(dealer: $0) } : []
    let finals = dealers.map { finalTotals(of: Hand().adding($0)) }
    return FiniteMDP(
      states: decisions + naturals + [.over], actions: Blackjack.Action.allCases, start: deals,
      offered: { Blackjack.actions(in: $0, rules: rules) }
    ) { state, action in
      switch state {
      case .over: []
      case .natural(let dealer): naturalOutcomes(against: dealer)
      case .hand(let total, let usableAce, let dealer):
        action == .hit
          ? hitOutcomes(Hand(total: total, usableAce: usableAce), against: dealer)
          : stickOutcomes(total, finals: finals[dealer - 1])
      }
    }
  }

  private func state(_ hand: Hand, against dealer: Int) -> Blackjack.State {
    .hand(total: hand.total, usableAce: hand.usableAce, dealer: dealer)
  }

  /// The probabilities of the states after dealing.
  private var deals: [Blackjack.State: Double] {
    var result: [Blackjack.State: Double] = [:]
    for first in Self.cards {
      for second in Self.cards {
        let hand = Hand().adding(first.value).adding(second.value)
        for dealer in Self.cards {
          let state: Blackjack.State =
            rules == .suttonBarto && hand.total == 21
            ? .natural(dealer: dealer.value) : state(hand, against: dealer.value)
          result[state, default: 0] += first.probability * second.probability * dealer.probability
        }
      }
    }
    return result
  }

  /// The probabilities of the dealer's last totals, 17 … 21 at offsets 0 … 4 and a bust at 5, from a hand.
  private func finalTotals(of hand: Hand) -> [Double] {
    var result = [Double](repeating: 0, count: 6)
    if hand.total >= 17 {
      result[min(hand.total, 22) - 17] = 1
      return result
    }
    for card in Self.cards {
      for (offset, probability) in finalTotals(of: hand.adding(card.value)).enumerated() {
        result[offset] += card.probability * probability
      }
    }
    return result
  }

  private func hitOutcomes(_ hand: Hand, against dealer: Int) -> [Outcome<Blackjack.State>] {
    Self.cards.map { card in
      let next = hand.adding(card.value)
      return next.total > 21
        ? Outcome(probability: card.probability, reward: -1, next: .over)
        : Outcome(probability: card.probability, reward: 0, next: state(next, against: dealer))
    }
  }

  private func stickOutcomes(_ total: Int, finals: [Double]) -> [Outcome<Blackjack.State>] {
    finals.enumerated().map { offset, probability in
      let dealer = offset == 5 ? 0 : offset + 17
      return Outcome(
        probability: probability, reward: Double((total - dealer).signum()), next: .over)
    }
  }

  /// A natural wins unless the dealer's other card makes one too.
  private func naturalOutcomes(against dealer: Int) -> [Outcome<Blackjack.State>] {
    let tie = dealer == 1 ? 4.0 / 13 : dealer == 10 ? 1.0 / 13 : 0
    return [
      Outcome(probability: 1 - tie, reward: 1, next: .over),
      Outcome(probability: tie, reward: 0, next: .over),
    ]
  }
}
