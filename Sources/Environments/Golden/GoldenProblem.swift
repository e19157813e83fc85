public import Decisions

/// A finite environment at a discount, whose exact values are on record.
public struct GoldenProblem: Sendable, CustomStringConvertible {
  /// The environment and its variant, such as "FrozenLake 4×4, slippery".
  public let name: String
  /// The discount γ.
  public let discount: Double
  /// The names of the states whose values are on record one by one.
  public let selectedStates: [String]
  /// Where figures of this problem have been published; `nil` when they are computed here alone.
  public let source: String?

  private let makeInstance: @Sendable () -> Instance

  /// The numbers of a problem.
  public struct Instance: Sendable {
    /// The process, its states and actions by number.
    public let process: FiniteMDP<Int, Int>
    /// The numbers of the ``GoldenProblem/selectedStates``.
    public let selected: [Int]
  }

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
    selectedStates = selected.map { "\($0)" }
    makeInstance = {
      let process = environment().process
      return Instance(
        process: process.numbered, selected: selected.map { process.space.number(of: $0) })
    }
  }

  /// Makes the environment, and gives its process and the states to look at.
  public func instance() -> Instance { makeInstance() }

  /// What the figures are recorded under: name and discount.
  public var key: String { "\(name), γ = \(discount)" }

  /// The name and the discount.
  public var description: String { key }
}
