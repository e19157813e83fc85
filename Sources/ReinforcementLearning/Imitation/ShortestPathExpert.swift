public import Decisions

/// An expert for grid worlds and mazes: from every state on the fewest steps to a goal.
///
///     let expert = shortestPathExpert(on: CliffWalking().process)
///
/// It plans as if the most likely outcome of each action were certain, the first among equals, and
/// looks at no reward. Where chance or rewards matter, the policy of a solver is the better expert.
///
/// - Parameters:
///   - process: The process.
///   - isGoal: Which states are goals; by default the terminal ones, traps among them.
/// - Returns: A deterministic policy. Of several actions as good it takes the first; in states that
///   no goal can be reached from, and in goals that are not terminal, the first of all.
/// - Precondition: At least one goal.
/// - Complexity: O(outcomes).
public func shortestPathExpert<State, Action>(
  on process: FiniteMDP<State, Action>, to isGoal: ((State) -> Bool)? = nil
) -> Policy<State, Action> {
  let table = process.table
  let successors = (0..<table.pairCount).map { mostLikelySuccessor(ofPair: $0, in: table) }
  let goals = process.states.indices.filter {
    isGoal?(process.states[$0]) ?? table.isTerminal($0)
  }
  if goals.isEmpty { fatalError("a shortest path among \(table.stateCount) states, none a goal") }
  let distances = distances(to: goals, in: table, successors: successors)
  var probabilities = [Double](repeating: 0, count: table.pairCount)
  for state in process.states.indices {
    let pairs = table.pairs(ofState: state)
    guard var best = pairs.first else { continue }
    if distances[state] > 0 {
      for pair in pairs where distances[successors[pair]] < distances[successors[best]] {
        best = pair
      }
    }
    probabilities[best] = 1
  }
  return Policy(probabilities: probabilities, over: process.space)
}

/// The number of the state that a pair leads to most probably, the first among equals.
private func mostLikelySuccessor(ofPair pair: Int, in table: TransitionTable) -> Int {
  let outcomes = table.outcomes(ofPair: pair)
  var best = outcomes.lowerBound
  for outcome in outcomes where table.probabilities[outcome] > table.probabilities[best] {
    best = outcome
  }
  return Int(table.successors[best])
}

/// How many steps each state is from a goal, breadth first from the goals; `Int.max` without a way.
private func distances(
  to goals: [Int], in table: TransitionTable, successors: [Int]
) -> [Int] {
  var predecessors = [[Int]](repeating: [], count: table.stateCount)
  for state in 0..<table.stateCount {
    for pair in table.pairs(ofState: state) { predecessors[successors[pair]].append(state) }
  }
  var distances = [Int](repeating: .max, count: table.stateCount)
  for goal in goals { distances[goal] = 0 }
  var queue = goals
  var next = 0
  while next < queue.count {
    let state = queue[next]
    next += 1
    for predecessor in predecessors[state] where distances[predecessor] == .max {
      distances[predecessor] = distances[state] + 1
      queue.append(predecessor)
    }
  }
  return distances
}
