import Decisions

/// The exact dynamics of ``Taxi``, from a list of its walls.
enum TaxiTable {
  /// The squares with a wall at their right side, besides the edge.
  private static let wallsAtRight: Set<Cell> = [
    Cell(row: 0, column: 1), Cell(row: 1, column: 1), Cell(row: 3, column: 0),
    Cell(row: 3, column: 2), Cell(row: 4, column: 0), Cell(row: 4, column: 2),
  ]

  static var process: FiniteMDP<Taxi.State, Taxi.Action> {
    let passengers = Taxi.Landmark.allCases.map { Taxi.Passenger.waiting($0) } + [.riding]
    let states = (0..<25).flatMap { square in
      passengers.flatMap { passenger in
        Taxi.Landmark.allCases.map { destination in
          Taxi.State(
            taxi: Cell(row: square / 5, column: square % 5), passenger: passenger,
            destination: destination)
        }
      }
    }
    let starts = states.filter { $0.passenger != .riding && !$0.isDelivered }
    return FiniteMDP(
      states: states, actions: Taxi.Action.allCases,
      start: Dictionary(uniqueKeysWithValues: starts.map { ($0, 1 / Double(starts.count)) }),
      offered: { $0.isDelivered ? [] : Taxi.Action.allCases },
      outcomes: { [outcome(of: $1, in: $0)] })
  }

  private static func outcome(of action: Taxi.Action, in state: Taxi.State) -> Outcome<Taxi.State> {
    switch action {
    case .south: drive(state, .down)
    case .north: drive(state, .up)
    case .east: drive(state, .right)
    case .west: drive(state, .left)
    case .pickUp: pickUp(state)
    case .dropOff: dropOff(state)
    }
  }

  private static func drive(_ state: Taxi.State, _ move: Move) -> Outcome<Taxi.State> {
    let target = state.taxi.neighbor(move).clamped(rows: 5, columns: 5)
    let isBlocked =
      move == .right && wallsAtRight.contains(state.taxi)
      || move == .left && wallsAtRight.contains(target)
    return Outcome(
      reward: -1,
      next: Taxi.State(
        taxi: isBlocked ? state.taxi : target, passenger: state.passenger,
        destination: state.destination))
  }

  private static func pickUp(_ state: Taxi.State) -> Outcome<Taxi.State> {
    let isHere = Taxi.Landmark.allCases.contains {
      state.passenger == .waiting($0) && state.taxi == $0.cell
    }
    return Outcome(
      reward: isHere ? -1 : -10,
      next: Taxi.State(
        taxi: state.taxi, passenger: isHere ? .riding : state.passenger,
        destination: state.destination))
  }

  private static func dropOff(_ state: Taxi.State) -> Outcome<Taxi.State> {
    guard state.passenger == .riding else { return Outcome(reward: -10, next: state) }
    for landmark in Taxi.Landmark.allCases where landmark.cell == state.taxi {
      return Outcome(
        reward: landmark == state.destination ? 20 : -1,
        next: Taxi.State(
          taxi: state.taxi, passenger: .waiting(landmark), destination: state.destination))
    }
    return Outcome(reward: -10, next: state)
  }
}
