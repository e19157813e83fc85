/// What stands in front of the numbers in a file of tensors, checked.
struct SafeTensorsHeader {
  struct Entry {
    let name: String
    let type: SafeTensorsType
    let shape: Shape
    /// Where its bytes are, counted from the end of the header.
    let range: Range<Int>
  }

  /// The tensors, in the order of their bytes.
  private(set) var entries: [Entry] = []
  private(set) var metadata: [String: String] = [:]
  /// How many bytes stand in front of the first tensor.
  let start: Int

  /// The member of the header that is no tensor.
  static let metadataName = "__metadata__"

  private static let greatestLength = 100_000_000
  private static let advice =
    "Save it again, or fetch it again: it is damaged or no safetensors file."

  /// Reads and checks the header of a whole file.
  init(_ file: [UInt8], _ path: String) throws(SafeTensorsError) {
    guard file.count >= 8 else {
      throw SafeTensorsError(
        .truncated, path, "it has \(file.count) bytes, not even the 8 of the header's length",
        Self.advice)
    }
    let length = file[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= Self.greatestLength else {
      throw SafeTensorsError(
        .malformedHeader, path,
        "its header claims \(length) bytes, more than the \(Self.greatestLength) allowed",
        Self.advice)
    }
    start = 8 + Int(length)
    guard start <= file.count else {
      throw SafeTensorsError(
        .truncated, path,
        "its header claims \(length) bytes, the file has \(file.count - 8) behind it",
        Self.advice)
    }
    let header: JSON
    do {
      header = try JSON(file[8..<start])
    } catch {
      throw SafeTensorsError(
        .malformedHeader, path, "its header is no JSON: \(error.text), at byte \(error.offset)",
        Self.advice)
    }
    try read(header, path)
    try checkLayout(dataLength: file.count - start, path)
  }

  private mutating func read(_ header: JSON, _ path: String) throws(SafeTensorsError) {
    guard case .object(let members) = header else {
      throw SafeTensorsError(.malformedHeader, path, "its header is no JSON object", Self.advice)
    }
    for (name, value) in members {
      guard case .object(let fields) = value else {
        throw SafeTensorsError(
          .malformedHeader, path, "`\(name)` in its header is no JSON object", Self.advice)
      }
      if name == Self.metadataName {
        for (key, value) in fields {
          guard case .string(let text) = value else {
            throw SafeTensorsError(
              .malformedHeader, path, "metadata `\(key)` is no string", Self.advice)
          }
          metadata[key] = text
        }
      } else {
        entries.append(try Self.entry(name, fields, path))
      }
    }
  }

  private static func entry(
    _ name: String, _ fields: [(name: String, value: JSON)], _ path: String
  ) throws(SafeTensorsError) -> Entry {
    func field(_ name: String) -> JSON? { fields.first { $0.name == name }?.value }
    guard case .string(let typeName)? = field("dtype"), let extents = wholes(field("shape")),
      let offsets = wholes(field("data_offsets")), offsets.count == 2
    else {
      throw SafeTensorsError(
        .malformedHeader, path,
        "tensor `\(name)` lacks a dtype, a shape or two data_offsets of whole numbers", advice)
    }
    guard let type = SafeTensorsType(rawValue: typeName) else {
      let known = SafeTensorsType.allCases.map(\.rawValue).joined(separator: ", ")
      throw SafeTensorsError(
        .unsupportedType, path, "tensor `\(name)` has numbers of type \(typeName)",
        "Convert it to one that is read: \(known).")
    }
    guard extents.count <= Shape.maximumRank, extents.allSatisfy({ $0 <= Int32.max }) else {
      throw SafeTensorsError(
        .malformedHeader, path, "tensor `\(name)` has the shape \(extents)",
        "At most \(Shape.maximumRank) axes below 2³¹ are read.")
    }
    var size = type.size
    for extent in extents {
      let (product, overflows) = size.multipliedReportingOverflow(by: extent)
      if overflows {
        throw SafeTensorsError(
          .wrongLayout, path,
          "tensor `\(name)` of shape \(extents) has more bytes than can be counted", advice)
      }
      size = product
    }
    guard offsets[0] <= offsets[1], offsets[1] - offsets[0] == size else {
      throw SafeTensorsError(
        .wrongLayout, path,
        "tensor `\(name)` of shape \(extents) has the bytes \(offsets[0]) to \(offsets[1]), not \(size)",
        advice)
    }
    return Entry(name: name, type: type, shape: Shape(extents), range: offsets[0]..<offsets[1])
  }

  private static func wholes(_ value: JSON?) -> [Int]? {
    guard case .array(let elements)? = value else { return nil }
    var numbers: [Int] = []
    for element in elements {
      guard case .whole(let number) = element else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// Tensors follow each other without gaps, up to the end of the file.
  private mutating func checkLayout(dataLength: Int, _ path: String) throws(SafeTensorsError) {
    entries.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    var end = 0
    for entry in entries {
      if entry.range.lowerBound != end {
        let what = entry.range.lowerBound < end ? "overlaps the tensor before it" : "leaves a gap"
        throw SafeTensorsError(
          .wrongLayout, path,
          "tensor `\(entry.name)` starts at byte \(entry.range.lowerBound), not \(end): it \(what)",
          Self.advice)
      }
      end = entry.range.upperBound
      if end > dataLength {
        throw SafeTensorsError(
          .truncated, path,
          "tensor `\(entry.name)` ends at byte \(end), but only \(dataLength) follow the header",
          Self.advice)
      }
    }
    if end != dataLength {
      throw SafeTensorsError(
        .wrongLayout, path, "\(dataLength - end) bytes follow its last tensor", Self.advice)
    }
  }

  /// The header of a file of `Float`s in this order, filled up with spaces to a multiple of 8 bytes.
  static func text(
    _ tensors: [(name: String, shape: Shape)], metadata: [(key: String, value: String)]
  ) -> [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let notes = metadata.map { "\(JSON.quoted($0.key)):\(JSON.quoted($0.value))" }
      members.append("\(JSON.quoted(metadataName)):{\(notes.joined(separator: ","))}")
    }
    var offset = 0
    for (name, shape) in tensors {
      let end = offset + 4 * shape.elementCount
      let extents = shape.map(String.init).joined(separator: ",")
      members.append(
        "\(JSON.quoted(name)):{\"dtype\":\"F32\",\"shape\":[\(extents)],\"data_offsets\":[\(offset),\(end)]}"
      )
      offset = end
    }
    var text = Array("{\(members.joined(separator: ","))}".utf8)
    while !text.count.isMultiple(of: 8) { text.append(UInt8(ascii: " ")) }
    return text
  }
}

/// The types of numbers that are read.
enum SafeTensorsType: String, CaseIterable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case brainFloat16 = "BF16"

  /// The bytes of a number.
  var size: Int {
    switch self {
    case .float64: 8
    case .float32: 4
    case .float16, .brainFloat16: 2
    }
  }

  /// The tensor that these bytes hold.
  func tensor(_ bytes: UnsafeRawBufferPointer, _ shape: Shape) -> Tensor {
    switch self {
    case .float64:
      read(bytes, shape) { Float(Double(bitPattern: UInt64(littleEndian: $0))) }
    case .float32:
      read(bytes, shape) { Float(bitPattern: UInt32(littleEndian: $0)) }
    case .float16:
      read(bytes, shape) { Float(Float16(bitPattern: UInt16(littleEndian: $0))) }
    case .brainFloat16:
      read(bytes, shape) { Float(bitPattern: UInt32(UInt16(littleEndian: $0)) << 16) }
    }
  }

  private func read<Bits: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, _ shape: Shape, _ number: (Bits) -> Float
  ) -> Tensor {
    Tensor(shape) { elements in
      for index in 0..<shape.elementCount {
        elements[index] = number(
          bytes.loadUnaligned(fromByteOffset: index * size, as: Bits.self))
      }
    }
  }
}
