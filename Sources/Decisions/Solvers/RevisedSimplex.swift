/// A linear programme in equality form, maximise c·x subject to A x = b, x ≥ 0, solved by the
/// revised simplex method.
///
/// Goals, in order of priority:
/// 1. robustness: a fresh inverse whenever the answer is claimed, and Bland's rule when the
///   objective stands still;
/// 2. cost: columns are sparse, the inverse of the basis is dense and updated in place, O(m²) a
///   pivot. Prices of all columns are worked out only when no known candidate is left (multiple
///   pricing).
///
/// > Reference: Dantzig (1963); Bland (1977), doi:10.1287/moor.2.2.103.
struct RevisedSimplex {
  /// One column of A, and its entry in c.
  struct Column {
    var rows: [Int]
    var entries: [Double]
    var objective: Double
  }

  /// Why no optimum was found.
  enum Failure: Error {
    /// The objective grows without end along this column.
    case unbounded(column: Int)
    /// The basis given, or reached, can't be inverted.
    case singular
    /// Too many pivots.
    case pivotsExhausted(Int)
  }

  private let columns: [Column]
  private let rightSide: [Double]
  private let size: Int
  /// The column that is basic in each row.
  private(set) var basis: [Int]
  /// The inverse of the basis, column by column.
  private var inverse: [Double] = []
  /// The values of the basic columns.
  private(set) var basics: [Double] = []
  /// The dual prices y, one a row: y A_B = c_B.
  private(set) var prices: [Double] = []
  /// How often a column entered the basis.
  private(set) var pivots = 0
  /// How often all columns were priced, and the best reduced cost each time.
  private(set) var bestReducedCosts: [Double] = []

  /// Poses a programme.
  ///
  /// - Parameter basis: One column a row, that can be inverted and gives x ≥ 0.
  init(columns: [Column], rightSide: [Double], basis: [Int]) throws(Failure) {
    self.columns = columns
    self.rightSide = rightSide
    self.basis = basis
    size = rightSide.count
    try invert()
  }

  /// Pivots until no column has a reduced cost above the tolerance.
  mutating func maximise(tolerance: Double, maximumPivots: Int) throws(Failure) {
    var isFresh = true
    var standstill = 0
    while true {
      let candidates = pricedCandidates(tolerance: tolerance)
      if candidates.isEmpty {
        if isFresh { return }
        try invert()
        isFresh = true
        continue
      }
      for column in candidates where reducedCost(of: column) > tolerance {
        guard pivots < maximumPivots else { throw .pivotsExhausted(pivots) }
        let step = try enter(column, byBland: standstill > size)
        standstill = step > 0 ? 0 : standstill + 1
        isFresh = false
        // Bland's rule wants the lowest column each time, so price again.
        if standstill > size { break }
      }
      if standstill > size { standstill = size + 1 }
    }
  }

  /// c_j − y·A_j: how much the objective grows with column j.
  private func reducedCost(of column: Int) -> Double {
    var cost = columns[column].objective
    for (row, entry) in zip(columns[column].rows, columns[column].entries) {
      cost -= prices[row] * entry
    }
    return cost
  }

  /// All columns that improve the objective, the best first; the lowest number first among equals.
  private mutating func pricedCandidates(tolerance: Double) -> [Int] {
    let costs = columns.indices.map { reducedCost(of: $0) }
    bestReducedCosts.append(costs.reduce(0) { max($0, $1) })
    return columns.indices.filter { costs[$0] > tolerance }
      .sorted { (costs[$1], $0) < (costs[$0], $1) }
  }

  /// Brings a column into the basis; returns how far its variable grew.
  private mutating func enter(_ column: Int, byBland: Bool) throws(Failure) -> Double {
    let direction = direction(of: column)
    var leaving: Int?
    var step = Double.infinity
    for row in 0..<size where direction[row] > 1e-9 {
      let ratio = max(0, basics[row]) / direction[row]
      let isTieWon = ratio == step && byBland && leaving.map { basis[row] < basis[$0] } == true
      if ratio < step || isTieWon { (step, leaving) = (ratio, row) }
    }
    guard let leaving else { throw .unbounded(column: column) }
    let gain = reducedCost(of: column)
    let pivot = direction[leaving]
    for row in 0..<size { basics[row] -= step * direction[row] }
    basics[leaving] = step
    inverse.withUnsafeMutableBufferPointer { inverse in
      for other in 0..<size {
        let base = other * size
        let share = inverse[base + leaving] / pivot
        guard share != 0 else { continue }
        for row in 0..<size { inverse[base + row] -= direction[row] * share }
        inverse[base + leaving] = share
        prices[other] += gain * share
      }
    }
    basis[leaving] = column
    pivots += 1
    return step
  }

  /// B⁻¹ A_j: how the basic variables fall when column j grows.
  private func direction(of column: Int) -> [Double] {
    var direction = [Double](repeating: 0, count: size)
    for (other, entry) in zip(columns[column].rows, columns[column].entries) {
      let base = other * size
      for row in 0..<size { direction[row] += entry * inverse[base + row] }
    }
    return direction
  }

  /// Works out inverse, basic values and prices afresh, by Gauss–Jordan elimination with column
  /// pivoting.
  private mutating func invert() throws(Failure) {
    var work = [Double](repeating: 0, count: size * size)
    for (place, column) in basis.enumerated() {
      for (row, entry) in zip(columns[column].rows, columns[column].entries) {
        work[place * size + row] += entry
      }
    }
    inverse = try invertedColumns(work)
    basics = [Double](repeating: 0, count: size)
    for row in 0..<size {
      for place in 0..<size { basics[place] += inverse[row * size + place] * rightSide[row] }
    }
    prices = (0..<size).map { row in
      (0..<size).reduce(0) { $0 + columns[basis[$1]].objective * inverse[row * size + $1] }
    }
  }

  /// The inverse of a matrix, both stored column by column.
  private func invertedColumns(_ matrix: [Double]) throws(Failure) -> [Double] {
    // Column operations turn the matrix into the identity; done in place, they leave the inverse.
    var work = matrix
    var swaps: [(Int, Int)] = []
    let isRegular = work.withUnsafeMutableBufferPointer { work -> Bool in
      for step in 0..<size {
        var best = step
        for column in step..<size
        where work[column * size + step].magnitude > work[best * size + step].magnitude {
          best = column
        }
        guard work[best * size + step].magnitude > 1e-13 else { return false }
        if best != step {
          for row in 0..<size { work.swapAt(best * size + row, step * size + row) }
        }
        swaps.append((step, best))
        let pivot = work[step * size + step]
        work[step * size + step] = 1
        for row in 0..<size { work[step * size + row] /= pivot }
        for column in 0..<size where column != step {
          let factor = work[column * size + step]
          guard factor != 0 else { continue }
          work[column * size + step] = 0
          for row in 0..<size {
            work[column * size + row] -= factor * work[step * size + row]
          }
        }
      }
      // Undo the swaps of columns as swaps of rows of the inverse.
      for (step, best) in swaps.reversed() where step != best {
        for column in 0..<size { work.swapAt(column * size + step, column * size + best) }
      }
      return true
    }
    guard isRegular else { throw .singular }
    return work
  }
}
