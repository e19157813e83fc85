/// Calls a function with each of some sorted numbers and how often it is there.
func forEachRun(in sorted: [Int32], _ body: (_ number: Int32, _ count: Int) -> Void) {
  var start = 0
  while start < sorted.count {
    var end = start + 1
    while end < sorted.count && sorted[end] == sorted[start] { end += 1 }
    body(sorted[start], end - start)
    start = end
  }
}
