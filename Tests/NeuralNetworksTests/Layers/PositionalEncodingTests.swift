import NeuralNetworks
import PortableMath
import Tensors
import Testing

struct PositionalEncodingTests {
  @Test func `waves are those of the paper`() {
    let table = PositionalEncoding(4, length: 3).table.value
    // By hand: frequencies 1 and 1 / 100.
    for position in 0..<3 {
      let t = Double(position)
      let expected = [Double.sin(t), Double.cos(t), Double.sin(t / 100), Double.cos(t / 100)]
      for (index, value) in expected.enumerated() {
        // Rounded to Float once: half an ulp of 1 at most.
        #expect(abs(Double(table[position, index]) - value) <= 0x1p-24)
      }
    }
  }

  @Test func `the waves are added to each item of the batch, for as long as it is`() {
    let encoding = PositionalEncoding(6, length: 10)
    let y = encoding(.zeros([2, 3, 6]))
    #expect(y.at(0, along: 0) == encoding.table.value.slice(0..<3, along: 0))
    #expect(y.at(1, along: 0) == y.at(0, along: 0))
    #expect(encoding(.zeros([2, 0, 6])).shape == [2, 0, 6])
  }

  @Test func `there is nothing to be trained`() {
    #expect(PositionalEncoding(6, length: 10).parameterCount == 0)
  }

  @Test func `longer inputs stop the programme, and shapes are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PositionalEncoding(4, length: 3)(.zeros([1, 5, 4]))
    }
    #expect(message(of: result).contains("[1, 5, 4] doesn't fit a table of [3, 4]"))
  }
}
