public import Decisions

/// A finite environment at a discount, whose exact values are on record.
public struct GoldenProblem: Sendable {
  /// The environment and its variant, such as "FrozenLake 4×4, slippery".
  public let name: String
  /// The discount γ.
  public let discount: Double
  /// Where figures of this problem have been published; `nil` when they are computed here alone.
  public let source: String?
  /// The numbers and names of the states whose values are on record one by one.
  public let selected: [SelectedState]

  /// A state whose value is on record.
  public struct SelectedState: Sendable, Hashable {
    /// The number of the state.
    public let number: Int
    /// What the state is called.
    public let name: String
  }

  private let makeProcess: @Sendable () -> FiniteMDP<Int, Int>

  /// A problem of an environment.
  ///
  /// - Parameters:
  ///   - name: The environment and its variant.
  ///   - discount: The discount γ.
  ///   - selected: The states whose values are recorded one by one.
  ///   - source: Where figures have been published.
  ///   - environment: Makes the environment.
  init<World: FiniteEnvironment>(
    _ name: String, discount: Double, selected: [World.State] = [], source: String? = nil,
    environment: @escaping @Sendable () -> World
  ) {
    self.name = name
    self.discount = discount
    self.source = source
    self.selected =
      selected.isEmpty
      ? []
      : { process in
        selected.map { SelectedState(number: process.space.number(of: $0), name: "\($0)") }
      }(environment().process)
    makeProcess = { environment().process.numbered }
  }

  /// The process, its states and actions by number.
  ///
  /// - Complexity: Makes the environment anew.
  public var process: FiniteMDP<Int, Int> { makeProcess() }

  /// What the figures are recorded under: name and discount.
  public var key: String { "\(name), γ = \(discount)" }
}
