public import Decisions
import RandomStreams

/// Fetch a passenger at one of four landmarks and bring them to another.
///
/// - States: The taxi's square, where the passenger is (waiting at a landmark, or riding), and the destination: 500 in
///   Gymnasium's order. When the passenger waits at the destination the episode is over: 100 states are terminal, and
///   of these only the 4 with the taxi there too are ever entered.
/// - Actions: South, north, east, west, pick up, drop off. A wall or the edge stops the taxi.
/// - Rewards: 20 for a delivery; −10 for picking up or dropping off where that is not possible; −1 for anything else,
///   also for setting the passenger down at a wrong landmark.
/// - Start: Any square, the passenger waiting at any landmark but the destination: 300 states, each equally likely.
/// - End: On delivery. Gymnasium also cuts episodes off after 200 steps.
///
/// > Reference: Dietterich (2000), arXiv:cs/9905014; Gymnasium's `Taxi-v3` (and `Taxi-v4` in dry weather), whose table
/// > also gives the terminal states transitions.
public struct Taxi: FiniteEnvironment {
  /// A place where passengers wait and go.
  public enum Landmark: String, Sendable, CaseIterable, CustomStringConvertible {
    /// The top left square.
    case red
    /// The top right square.
    case green
    /// The bottom left square.
    case yellow
    /// In the bottom row, second from the right.
    case blue

    /// Where it is.
    public var cell: Cell {
      switch self {
      case .red: Cell(row: 0, column: 0)
      case .green: Cell(row: 0, column: 4)
      case .yellow: Cell(row: 4, column: 0)
      case .blue: Cell(row: 4, column: 3)
      }
    }

    /// The colour in a word.
    public var description: String { rawValue }
  }

  /// Where the passenger is.
  public enum Passenger: Sendable, Hashable, CustomStringConvertible {
    /// At a landmark.
    case waiting(Landmark)
    /// In the taxi.
    case riding

    /// Such as "at red", or "in the taxi".
    public var description: String {
      switch self {
      case .waiting(let landmark): "at \(landmark)"
      case .riding: "in the taxi"
      }
    }
  }

  /// The taxi, the passenger, and where to.
  public struct State: Sendable, Hashable, CustomStringConvertible {
    /// Where the taxi is.
    public var taxi: Cell
    /// Where the passenger is.
    public var passenger: Passenger
    /// Where the passenger wants to go.
    public var destination: Landmark

    /// The taxi, the passenger, and where to.
    public init(taxi: Cell, passenger: Passenger, destination: Landmark) {
      self.taxi = taxi
      self.passenger = passenger
      self.destination = destination
    }

    /// Such as "taxi (2, 1), passenger at red, to blue".
    public var description: String { "taxi \(taxi), passenger \(passenger), to \(destination)" }

    /// Whether the passenger waits where they want to be.
    var isDelivered: Bool { passenger == .waiting(destination) }
  }

  /// What the driver can do.
  public enum Action: String, Sendable, CaseIterable, CustomStringConvertible {
    /// One square down.
    case south
    /// One square up.
    case north
    /// One square to the right.
    case east
    /// One square to the left.
    case west
    /// Take the passenger in.
    case pickUp = "pick up"
    /// Let the passenger out.
    case dropOff = "drop off"

    /// The action in words.
    public var description: String { rawValue }
  }

  /// The town: letters are landmarks, "|" walls between squares, ":" open ways.
  public static let town = [
    "|R: | : :G|",
    "| : | : : |",
    "| : : : : |",
    "| | : | : |",
    "|Y| : |B: |",
  ]

  /// The exact dynamics.
  public let process: FiniteMDP<State, Action>

  /// The taxi's world.
  public init() {
    process = TaxiTable.process
  }

  /// All six; none after a delivery.
  public func actions(in state: State) -> [Action] { state.isDelivered ? [] : Action.allCases }

  /// Draws the taxi's square, a landmark, and another one as the destination.
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    let taxi = Cell(
      row: Int.uniform(below: 5, using: &generator),
      column: Int.uniform(below: 5, using: &generator))
    let origin = Landmark.allCases[Int.uniform(below: 4, using: &generator)]
    let others = Landmark.allCases.filter { $0 != origin }
    let destination = others[Int.uniform(below: 3, using: &generator)]
    return State(taxi: taxi, passenger: .waiting(origin), destination: destination)
  }

  /// Drives through the town as it is drawn; nothing is drawn at random.
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    var next = state
    switch action {
    case .south: next.taxi.row = min(4, state.taxi.row + 1)
    case .north: next.taxi.row = max(0, state.taxi.row - 1)
    case .east: if isOpen(state.taxi, side: 2) { next.taxi.column += 1 }
    case .west: if isOpen(state.taxi, side: 0) { next.taxi.column -= 1 }
    case .pickUp:
      guard case .waiting(let landmark) = state.passenger, landmark.cell == state.taxi else {
        return Step(reward: -10, next: state)
      }
      next.passenger = .riding
    case .dropOff:
      guard state.passenger == .riding,
        let landmark = Landmark.allCases.first(where: { $0.cell == state.taxi })
      else { return Step(reward: -10, next: state) }
      next.passenger = .waiting(landmark)
      if landmark == state.destination {
        return Step(reward: 20, next: next, ending: .terminated)
      }
    }
    return Step(reward: -1, next: next)
  }

  /// Whether the town shows ":" beside a square: 0 at its left, 2 at its right.
  private func isOpen(_ cell: Cell, side: Int) -> Bool {
    Array(Self.town[cell.row].utf8)[2 * cell.column + side] == UInt8(ascii: ":")
  }
}
