/// All sequences of a length, the first token changing fastest.
func sequences(of vocabulary: Int, length: Int) -> [[Int]] {
  var sequences: [[Int]] = [[]]
  for _ in 0..<length {
    if sequences.count > (1 << 24) / vocabulary {
      fatalError("\(vocabulary)^\(length) sequences are too many to list")
    }
    sequences = (0..<vocabulary).flatMap { token in sequences.map { $0 + [token] } }
  }
  return sequences
}
