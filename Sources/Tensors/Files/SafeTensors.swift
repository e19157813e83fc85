/// Named tensors in a file that holds nothing but numbers: no code is ever run by reading it.
///
/// A file is the length of a header, the header in JSON, which gives the type, shape and place of each tensor, and the
/// numbers. Files that this writes are those that the `safetensors` package of Python writes, byte by byte, as long as
/// there is at most one entry of metadata; with more its order is not fixed there, and by name here.
///
/// > Reference: https://huggingface.co/docs/safetensors, the section "Format".
public struct SafeTensors: Sendable {
  /// The tensors by name.
  public var tensors: [String: Tensor]
  /// Whatever else one wants to note in the file.
  public var metadata: [String: String]

  /// The names of the tensors, in the order of their bytes in UTF-8.
  public var names: [String] {
    tensors.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Tensors to be written.
  public init(_ tensors: [String: Tensor] = [:], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// The tensors of a file. Numbers of 16 and 64 bits become `Float`s.
  ///
  /// - Throws: What is wrong with the file and how to mend it.
  public init(contentsOf path: String) throws(SafeTensorsError) {
    let bytes: [UInt8]
    do {
      bytes = try readFile(path)
    } catch {
      throw SafeTensorsError(
        .unreadable, path, "it can't be read: \(error.text)", "Check the path and its permissions.")
    }
    let header = try SafeTensorsHeader(bytes, path)
    metadata = header.metadata
    tensors = [:]
    for entry in header.entries {
      let range = header.start + entry.range.lowerBound..<header.start + entry.range.upperBound
      tensors[entry.name] = bytes[range].withUnsafeBytes { entry.type.tensor($0, entry.shape) }
    }
  }

  /// Writes the file, or replaces it; if that fails, what was there stays.
  ///
  /// The bytes depend on the tensors and metadata alone. A file that is replaced keeps its permissions; where the path
  /// is a symbolic link, what it leads to is written.
  ///
  /// - Throws: Also if a tensor has the name that the format keeps for metadata, `__metadata__`.
  public func write(to path: String) throws(SafeTensorsError) {
    if tensors[SafeTensorsHeader.metadataName] != nil {
      throw SafeTensorsError(
        .reservedName, path,
        "no tensor can have the name `\(SafeTensorsHeader.metadataName)`, which the format keeps for metadata",
        "Give it another name.")
    }
    let named = tensors.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let header = SafeTensorsHeader.text(
      named.map { ($0.key, $0.value.shape) },
      metadata: metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + named.reduce(0) { $0 + 4 * $1.value.count })
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes += $0 }
    bytes += header
    for (_, tensor) in named {
      tensor.withElements { elements in
        for element in elements {
          withUnsafeBytes(of: element.bitPattern.littleEndian) { bytes += $0 }
        }
      }
    }
    do {
      try writeFile(bytes, to: path)
    } catch {
      throw SafeTensorsError(
        .unwritable, path, "it can't be written: \(error.text)",
        "Check that the folder exists, and its permissions and space.")
    }
  }
}

/// Why a file of tensors could not be read, written or loaded.
public struct SafeTensorsError: Error, Sendable, CustomStringConvertible {
  /// What kind of thing is wrong.
  public enum Code: Sendable {
    /// The system could not read the file.
    case unreadable
    /// The system could not write the file.
    case unwritable
    /// The file ends too early.
    case truncated
    /// The header is not what it should be.
    case malformedHeader
    /// A tensor has numbers of a type that is not read.
    case unsupportedType
    /// The places of tensors overlap, leave gaps or don't match their shapes.
    case wrongLayout
    /// The file and the model don't have the same tensors.
    case differentTensors
    /// A tensor has another shape than the model's.
    case differentShape
    /// A tensor to be written has a name that the format keeps for something else.
    case reservedName
  }

  /// What kind of thing is wrong.
  public let code: Code
  /// The path of the file.
  public let file: String
  /// What is wrong.
  public let problem: String
  /// What helps.
  public let advice: String

  init(_ code: Code, _ file: String, _ problem: String, _ advice: String) {
    (self.code, self.file, self.problem, self.advice) = (code, file, problem, advice)
  }

  /// All in one line.
  public var description: String { "\(file): \(problem). \(advice)" }
}

// MARK: - Models

extension Differentiable {
  /// Writes the tensors with their `tensorNames` to a file in safetensors format.
  ///
  /// The same model gives the same bytes. If it fails, a file that was there stays.
  ///
  /// - Parameters:
  ///   - path: The file, made or replaced.
  ///   - metadata: Whatever else one wants to note in the file.
  public func save(to path: String, metadata: [String: String] = [:]) throws(SafeTensorsError) {
    var file = SafeTensors(metadata: metadata)
    for (name, tensor) in zip(tensorNames, tensors) {
      if file.tensors.updateValue(tensor, forKey: name) != nil {
        fatalError("save: two tensors of \(Self.self) have the name `\(name)`.")
      }
    }
    try file.write(to: path)
  }

  /// Takes the tensors of a file in safetensors format in place of its own.
  ///
  /// - Throws: Also if the file does not have just the tensors of the model, by name and shape; then nothing changed.
  public mutating func load(from path: String) throws(SafeTensorsError) {
    self = try loaded(from: path)
  }

  /// The model with the tensors of a file in safetensors format in place of its own.
  ///
  /// - Throws: Also if the file does not have just the tensors of the model, by name and shape.
  public func loaded(from path: String) throws(SafeTensorsError) -> Self {
    let found = try SafeTensors(contentsOf: path).tensors
    let names = tensorNames
    let missing = names.filter { found[$0] == nil }
    if !missing.isEmpty {
      throw SafeTensorsError(
        .differentTensors, path, "it lacks \(listed(missing)) of \(Self.self)",
        "Load it into the model it was saved from; it has \(listed(found.keys.sorted())).")
    }
    let surplus = Set(found.keys).subtracting(names).sorted()
    if !surplus.isEmpty {
      throw SafeTensorsError(
        .differentTensors, path, "it has \(listed(surplus)), which \(Self.self) has not",
        "Load it into the model it was saved from, or read single tensors with SafeTensors(contentsOf:)."
      )
    }
    for (name, tensor) in zip(names, tensors) {
      guard let other = found[name], other.shape != tensor.shape else { continue }
      throw SafeTensorsError(
        .differentShape, path,
        "tensor `\(name)` has shape \(other.shape), that of \(Self.self) has \(tensor.shape)",
        "Make the model with the sizes that it was saved with.")
    }
    return replacingTensors(with: names.compactMap { found[$0] })
  }
}

/// A few names in words.
private func listed(_ names: [String]) -> String {
  if names.isEmpty { return "no tensors" }
  let shown = names.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
  return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
}
