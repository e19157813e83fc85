import Foundation
import Tensors
import Testing

/// A model with a few tensors.
private struct Model: Differentiable, Equatable {
  struct Layer: Differentiable, Equatable {
    var weights: Tensor
    var bias: Tensor
  }

  var layers: [Layer]
  var scale = Tensor(2)

  static let sample = Model(
    layers: [
      Layer(
        weights: Tensor([[1, -2, 3], [0.5, .infinity, 1e-40]]), bias: Tensor([0.1, 0.2, 0.3])),
      Layer(weights: .zeros([3, 0]), bias: Tensor.zeros([0])),
    ])
  static let blank = sample.mapTensors { Tensor.zeros($0.shape) }
}

/// The path of a fixture, which `Fixtures/make_safetensors.py` wrote.
private func fixture(_ name: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)").path
}

/// Runs `body` with a folder that is gone afterwards.
private func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

private func bytes(of path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(filePath: path)))
}

struct SafeTensorsTests {
  @Test func `a model is saved and loaded, bit by bit`() throws {
    try withFolder { folder in
      try Model.sample.save(to: "\(folder)/model", metadata: ["step": "7"])
      #expect(try Model.blank.loaded(from: "\(folder)/model") == .sample)
      var model = Model.blank
      try model.load(from: "\(folder)/model")
      #expect(model == .sample)
      #expect(try SafeTensors(contentsOf: "\(folder)/model").metadata == ["step": "7"])
      // Nothing else is left behind.
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["model"])
    }
  }

  @Test func `numbers that aren't finite keep their bits`() throws {
    try withFolder { folder in
      let odd = Tensor([Float(bitPattern: 0x7fc0_1234), -.infinity, -0.0, .leastNonzeroMagnitude])
      try odd.save(to: "\(folder)/odd")
      let found = try Tensor.zeros([4]).loaded(from: "\(folder)/odd")
      #expect(found.scalars.map(\.bitPattern) == odd.scalars.map(\.bitPattern))
    }
  }

  @Test func `the same tensors give the same bytes, and they replace a file`() throws {
    try withFolder { folder in
      let metadata = Dictionary(uniqueKeysWithValues: (0..<20).map { ("key \($0)", "\($0)") })
      try Model.blank.save(to: "\(folder)/one")
      for name in ["one", "two"] {
        try Model.sample.save(to: "\(folder)/\(name)", metadata: metadata)
      }
      #expect(try bytes(of: "\(folder)/one") == bytes(of: "\(folder)/two"))
    }
  }

  @Test func `files of the Python package are read`() throws {
    let file = try SafeTensors(contentsOf: fixture("python.safetensors"))
    #expect(file.metadata == ["note": "by \"Python\""])
    #expect(
      file.tensors.keys.sorted()
        == ["empty", "layers.0.bias", "layers.1.weights", "Übung \"x\"\n"].sorted())
    #expect(
      file.tensors["layers.1.weights"] == Tensor([[1.5, -2, 0.25], [1e-40, .infinity, -0.0]]))
    #expect(file.tensors["layers.0.bias"] == Tensor([3, 4]))
    #expect(file.tensors["Übung \"x\"\n"] == Tensor(7))
    #expect(file.tensors["empty"]?.shape == [0, 3])
  }

  @Test func `the same bytes are written as by the Python package`() throws {
    let file = try SafeTensors(contentsOf: fixture("python.safetensors"))
    try withFolder { folder in
      try file.write(to: "\(folder)/copy")
      #expect(try bytes(of: "\(folder)/copy") == bytes(of: fixture("python.safetensors")))
    }
  }

  @Test func `numbers of other sizes become floats`() throws {
    let file = try SafeTensors(contentsOf: fixture("types.safetensors"))
    #expect(file.tensors["half"] == Tensor([[1, -0.5], [65504, 0x1p-24]]))
    #expect(
      file.tensors["brain"] == Tensor([[1, -0.5], [65536, Float(bitPattern: 0x3381_0000)]]))
    #expect(file.tensors["single"] == Tensor([[1, -0.5], [65504, 6e-8]]))
    #expect(file.tensors["double"] == Tensor([[1, -0.5], [65504, 6.00009978589949e-8]]))
  }
}

// MARK: - What can be wrong

extension SafeTensorsTests {
  /// A damaged file, and what is said of it.
  struct Damage: Sendable, CustomTestStringConvertible {
    var code: SafeTensorsError.Code
    var says: String
    var header: String
    var data = [UInt8](repeating: 0, count: 8)
    var length: UInt64?

    var testDescription: String { "\(code): \(says)" }

    var bytes: [UInt8] {
      let length = length ?? UInt64(header.utf8.count)
      return withUnsafeBytes(of: length.littleEndian) { Array($0) } + Array(header.utf8) + data
    }

    /// What a header says of one tensor.
    static func entry(_ shape: String, _ offsets: String = "[0,8]", type: String = "F32") -> String
    {
      "{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
    }

    static let pair = entry("[2]")
    static let one = entry("[]", "[0,4]")
    static let other = entry("[1]", "[4,8]")

    static let all = [
      Damage(code: .truncated, says: "claims 1000 bytes", header: "{}", length: 1000),
      Damage(code: .malformedHeader, says: "18446744073709551615", header: "{}", length: .max),
      Damage(code: .malformedHeader, says: "no JSON", header: "{\"a\":\(pair)"),
      Damage(code: .malformedHeader, says: "no JSON", header: "{\"a\":\(pair)}}"),
      Damage(
        code: .malformedHeader, says: "`a` stands twice", header: "{\"a\":\(one),\"a\":\(other)}"),
      Damage(code: .malformedHeader, says: "no JSON object", header: "[]"),
      Damage(
        code: .malformedHeader, says: "`a` in its header is no JSON object", header: "{\"a\":1}"),
      Damage(
        code: .malformedHeader, says: "nested too deeply",
        header: String(repeating: "[", count: 100_000)),
      Damage(code: .malformedHeader, says: "metadata `k`", header: "{\"__metadata__\":{\"k\":1}}"),
      Damage(
        code: .malformedHeader, says: "lacks a dtype",
        header: "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}"),
      Damage(
        code: .malformedHeader, says: "lacks a dtype",
        header: "{\"a\":\(entry("[-2]"))}"),
      Damage(
        code: .malformedHeader, says: "lacks a dtype",
        header: "{\"a\":\(entry("[1.5]"))}"),
      Damage(
        code: .malformedHeader, says: "At most 7 axes",
        header: "{\"a\":\(entry("[1,1,1,1,1,1,1,2]"))}"),
      Damage(
        code: .malformedHeader, says: "At most 7 axes",
        header: "{\"a\":\(entry("[4294967296]"))}"),
      Damage(
        code: .unsupportedType, says: "type I64",
        header: "{\"a\":\(entry("[1]", type: "I64"))}"),
      Damage(
        code: .wrongLayout, says: "`a` of shape [3] has the bytes 0 to 8, not 12",
        header: "{\"a\":\(entry("[3]"))}"),
      Damage(
        code: .wrongLayout, says: "the bytes 8 to 0",
        header: "{\"a\":\(entry("[2]", "[8,0]"))}"),
      Damage(
        code: .wrongLayout, says: "more bytes than can be counted",
        header:
          "{\"a\":\(entry("[2147483647,2147483647,2147483647]"))}"
      ),
      Damage(
        code: .wrongLayout, says: "more bytes than can be counted",
        header:
          "{\"a\":\(entry("[2147483647,2147483647,2147483647,0]", "[0,0]"))}",
        data: []),
      Damage(
        code: .wrongLayout, says: "`b` starts at byte 4, not 8: it overlaps",
        header: "{\"a\":\(pair),\"b\":\(other)}"),
      Damage(code: .wrongLayout, says: "it leaves a gap", header: "{\"b\":\(other)}"),
      Damage(code: .wrongLayout, says: "4 bytes follow", header: "{\"a\":\(one)}"),
      Damage(
        code: .truncated, says: "ends at byte 8, but only 7", header: "{\"a\":\(pair)}",
        data: [0, 0, 0, 0, 0, 0, 0]),
      Damage(
        code: .differentTensors, says: "it lacks `layers.0.weights`, `layers.0.bias`", header: "{}",
        data: []),
      Damage(code: .differentTensors, says: "lacks", header: "{\"a\":\(pair)}"),
    ]
  }

  @Test("Damaged files are refused with the reason", arguments: Damage.all)
  func damaged(_ damage: Damage) throws {
    try withFolder { folder in
      let path = "\(folder)/damaged"
      try Data(damage.bytes).write(to: URL(filePath: path))
      let error = try #require(throws: SafeTensorsError.self) { try Model.blank.loaded(from: path) }
      #expect(error.code == damage.code)
      #expect(error.file == path)
      #expect("\(error)".contains(damage.says), "\(error)")
      #expect(!error.advice.isEmpty)
    }
  }

  @Test func `a file of any other length is refused, and the model stays`() throws {
    try withFolder { folder in
      let path = "\(folder)/model"
      try Model.sample.save(to: path)
      let whole = try bytes(of: path)
      for count in 0..<whole.count {
        try Data(whole[..<count]).write(to: URL(filePath: path))
        var model = Model.blank
        #expect(throws: SafeTensorsError.self) { try model.load(from: path) }
        #expect(model == .blank)
      }
      try Data(whole + [0]).write(to: URL(filePath: path))
      #expect(throws: SafeTensorsError.self) { try Model.blank.loaded(from: path) }
    }
  }

  @Test
  func `a file with a bit turned in any byte is loaded or refused, and never ends the program`()
    throws
  {
    try withFolder { folder in
      let path = "\(folder)/model"
      try Model.sample.save(to: path, metadata: ["note": "\u{1}"])
      let whole = try bytes(of: path)
      var refused = 0
      for place in whole.indices {
        var turned = whole
        turned[place] ^= 1 << (place % 8)
        try Data(turned).write(to: URL(filePath: path))
        do { _ = try Model.blank.loaded(from: path) } catch { refused += 1 }
      }
      // Only 40 bytes of numbers can be anything, and many of the 10 bytes of metadata.
      #expect(refused >= whole.count - 50)
      #expect(refused <= whole.count - 40)
    }
  }

  @Test func `the name that the format keeps for metadata is refused, and the file stays`() throws {
    try withFolder { folder in
      let path = "\(folder)/model"
      try Tensor(1).save(to: path)
      let before = try bytes(of: path)
      let error = try #require(throws: SafeTensorsError.self) {
        try SafeTensors(["a": Tensor(1), "__metadata__": Tensor(2)]).write(to: path)
      }
      #expect(error.code == .reservedName)
      #expect(error.problem.contains("`__metadata__`"))
      #expect(try bytes(of: path) == before)
    }
  }

  @Test func `a file that is replaced keeps its permissions`() throws {
    try withFolder { folder in
      let path = "\(folder)/model"
      try Tensor(1).save(to: path)
      for permissions in [0o600, 0o664] {
        try FileManager.default.setAttributes(
          [.posixPermissions: permissions], ofItemAtPath: path)
        try Tensor(2).save(to: path)
        let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(found as? Int == permissions)
      }
    }
  }

  @Test func `a link stays, and what it leads to is written`() throws {
    try withFolder { folder in
      let files = FileManager.default
      try files.createDirectory(atPath: "\(folder)/real", withIntermediateDirectories: false)
      // One link by way of another; nothing is there at first.
      try files.createSymbolicLink(atPath: "\(folder)/a", withDestinationPath: "real/b")
      try files.createSymbolicLink(
        atPath: "\(folder)/real/b", withDestinationPath: "\(folder)/real/model")
      for number in [1, 2] as [Float] {
        try Tensor(number).save(to: "\(folder)/a")
        #expect(try files.destinationOfSymbolicLink(atPath: "\(folder)/a") == "real/b")
        #expect(try files.contentsOfDirectory(atPath: "\(folder)/real").sorted() == ["b", "model"])
        #expect(try Tensor(0).loaded(from: "\(folder)/real/model") == Tensor(number))
      }
      try files.createSymbolicLink(atPath: "\(folder)/ring", withDestinationPath: "ring")
      let error = try #require(throws: SafeTensorsError.self) {
        try Tensor(1).save(to: "\(folder)/ring")
      }
      #expect(error.code == .unwritable)
    }
  }

  @Test func `names are offered in order`() {
    let file = SafeTensors(["b": Tensor(1), "a.10": Tensor(2), "a.9": Tensor(3), "é": Tensor(4)])
    #expect(file.names == ["a.10", "a.9", "b", "é"])
  }

  @Test func `names may have characters by their numbers, also beyond 16 bits`() throws {
    try withFolder { folder in
      let header = #"{"\u00dc\uD83D\uDE00\/":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}"#
      let file = Damage(code: .unreadable, says: "", header: header, data: [0, 0, 128, 63])
      try Data(file.bytes).write(to: URL(filePath: "\(folder)/names"))
      #expect(try SafeTensors(contentsOf: "\(folder)/names").tensors == ["Ü😀/": Tensor(1)])
      let half = header.replacing(#"\uDE00"#, with: "")
      let broken = Damage(code: .malformedHeader, says: "", header: half, data: [0, 0, 128, 63])
      try Data(broken.bytes).write(to: URL(filePath: "\(folder)/half"))
      let error = try #require(throws: SafeTensorsError.self) {
        try SafeTensors(contentsOf: "\(folder)/half")
      }
      #expect(error.problem.contains("half of a surrogate pair"))
    }
  }

  @Test func `tensors too many, or of another shape, are named`() throws {
    try withFolder { folder in
      let path = "\(folder)/model"
      var file = SafeTensors()
      for (name, tensor) in zip(Model.sample.tensorNames, Model.sample.tensors) {
        file.tensors[name] = tensor
      }
      file.tensors["more"] = Tensor(1)
      try file.write(to: path)
      let surplus = try #require(throws: SafeTensorsError.self) {
        try Model.blank.loaded(from: path)
      }
      #expect(surplus.code == .differentTensors)
      #expect(surplus.problem == "it has `more`, which Model has not")
      file.tensors["more"] = nil
      file.tensors["scale"] = Tensor([1, 2])
      try file.write(to: path)
      let shape = try #require(throws: SafeTensorsError.self) { try Model.blank.loaded(from: path) }
      #expect(shape.code == .differentShape)
      #expect(shape.problem == "tensor `scale` has shape [2], that of Model has []")
    }
  }

  @Test func `what the system refuses is said in its words`() throws {
    let missing = try #require(throws: SafeTensorsError.self) {
      try SafeTensors(contentsOf: "/nowhere/model")
    }
    #expect(missing.code == .unreadable)
    #expect("\(missing)".contains("/nowhere/model: it can't be read: No such file or directory"))
    let folder = try #require(throws: SafeTensorsError.self) { try SafeTensors(contentsOf: "/tmp") }
    #expect(folder.code == .unreadable)
    let unwritable = try #require(throws: SafeTensorsError.self) {
      try Tensor(1).save(to: "/nowhere/model")
    }
    #expect(unwritable.code == .unwritable)
  }

  @Test func `a model with two tensors of one name can't be saved`() async {
    struct Twins: Differentiable {
      var tensorNames: [String] { ["a", "a"] }
      var parts = [Tensor(1), Tensor(2)]
      mutating func forEachTensor(_ body: (inout Tensor) -> Void) { parts.forEachTensor(body) }
    }
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      try Twins().save(to: "/nowhere/twins")
    }
    #expect(standardError(of: result).contains("have the name `a`"))
  }
}
