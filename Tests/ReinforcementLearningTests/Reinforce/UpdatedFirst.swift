import ReinforcementLearning

/// The mistake that the order of ``Reinforce`` avoids: a baseline that learns from a batch before it is
/// subtracted from it.
struct UpdatedFirst<Base: ReturnBaseline>: ReturnBaseline {
  var base: Base

  init(_ base: Base) { self.base = base }

  func values(for batch: ReturnBatch<Base.Observation>) -> [[Double]] {
    var early = base
    early.update(from: batch)
    return early.values(for: batch)
  }

  mutating func update(from batch: ReturnBatch<Base.Observation>) { base.update(from: batch) }
}
