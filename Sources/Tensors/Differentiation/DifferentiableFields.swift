@_spi(Reflection) import Swift
import Synchronization

/// The stored properties of a type that are `Differentiable`, found once.
///
/// The standard library's reflection gives each property's name, type and offset; with these a struct's tensors can be
/// changed where they lie. See Documentation/Decisions/0008.
struct DifferentiableFields: Sendable {
  struct Field: Sendable {
    let name: String
    let offset: Int
    let forEachTensor: @Sendable (UnsafeMutableRawPointer, (inout Tensor) -> Void) -> Void
    let tensorNames: @Sendable (UnsafeRawPointer) -> [String]
  }

  let fields: [Field]

  private static let known = Mutex<[ObjectIdentifier: DifferentiableFields]>([:])

  /// The fields of a struct.
  static func of<Model: Differentiable>(_ type: Model.Type) -> DifferentiableFields {
    if let fields = known.withLock({ $0[ObjectIdentifier(type)] }) { return fields }
    let fields = DifferentiableFields(type)
    known.withLock { $0[ObjectIdentifier(type)] = fields }
    return fields
  }

  private init<Model: Differentiable>(_ type: Model.Type) {
    guard case .struct = Self.kind(of: type) else {
      fatalError(
        "\(type) is no struct; only structs are Differentiable without writing forEachTensor.")
    }
    var fields: [Field] = []
    _ = _forEachField(of: type) { name, offset, fieldType, _ in
      let name = String(cString: name)
      if let part = fieldType as? any Differentiable.Type {
        fields.append(Self.field(name, offset, part))
      } else if Self.holdsTensors(fieldType) {
        fatalError(
          """
          Property `\(name)` of \(type) is a \(fieldType), which can hold tensors but is not Differentiable: \
          they would never be trained. Let \(fieldType) conform to Differentiable, or wrap what is not to be \
          trained in Constant.
          """)
      }
      return true
    }
    self.fields = fields
  }

  private static func field<Part: Differentiable>(
    _ name: String, _ offset: Int, _ part: Part.Type
  ) -> Field {
    Field(
      name: name, offset: offset,
      forEachTensor: { $0.assumingMemoryBound(to: Part.self).pointee.forEachTensor($1) },
      tensorNames: { $0.assumingMemoryBound(to: Part.self).pointee.tensorNames })
  }

  /// Whether a type has a tensor somewhere in its properties, or may have one.
  ///
  /// - Parameter seen: Types that are being looked into: one may hold an array of itself.
  private static func holdsTensors(_ type: Any.Type, in seen: Set<ObjectIdentifier> = []) -> Bool {
    if type is any Differentiable.Type { return true }
    if type is any IsConstant.Type || seen.contains(ObjectIdentifier(type)) { return false }
    let seen = seen.union([ObjectIdentifier(type)])
    if let container = type as? any Container.Type {
      return container.parts.contains { holdsTensors($0, in: seen) }
    }
    switch kind(of: type) {
    case .struct, .tuple, .class:
      var holds = false
      _ = _forEachField(of: type, options: type is AnyClass ? classType : []) { _, _, part, _ in
        holds = holdsTensors(part, in: seen)
        return !holds
      }
      return holds
    // What an enum's cases carry is not to be seen; one whose values are plain bytes has no tensor.
    case .enum: return !isPlain(type)
    // `any Layer` is not Differentiable itself, but its values may be; `any Sequence<Tensor>` is of a kind unknown.
    case .existential, .unknown: return true
    default: return false
    }
  }

  /// Whether it is a struct, an enum, an existential, and so on; the walk through fields tells it of a field alone.
  private static func kind<Value>(of type: Value.Type) -> _MetadataKind {
    var kind = _MetadataKind.unknown
    _ = _forEachField(of: Single<Value>.self) { _, _, _, found in
      kind = found
      return true
    }
    return kind
  }

  /// The option that walks a class; its name in the standard library is a variable, which Swift 6 can't read.
  private static let classType = _EachFieldOptions(rawValue: 1)

  private struct Single<Value> { let value: Value }

  private static func isPlain<Value>(_ type: Value.Type) -> Bool { _isPOD(type) }
}

private protocol IsConstant {}
extension Constant: IsConstant {}

/// What keeps its parts where reflection does not see them.
private protocol Container {
  static var parts: [Any.Type] { get }
}

extension Array: Container { fileprivate static var parts: [Any.Type] { [Element.self] } }
extension Optional: Container { fileprivate static var parts: [Any.Type] { [Wrapped.self] } }
extension Dictionary: Container {
  fileprivate static var parts: [Any.Type] { [Key.self, Value.self] }
}

extension Differentiable {
  /// Walks the stored properties that are `Differentiable`, in the order of their declaration.
  public mutating func forEachTensor(_ body: (inout Tensor) -> Void) {
    let fields = DifferentiableFields.of(Self.self).fields
    withUnsafeMutableBytes(of: &self) { bytes in
      guard let start = bytes.baseAddress else { return }
      for field in fields { field.forEachTensor(start + field.offset, body) }
    }
  }

  /// The name of the property leads each name.
  public var tensorNames: [String] {
    let fields = DifferentiableFields.of(Self.self).fields
    return withUnsafeBytes(of: self) { bytes in
      guard let start = bytes.baseAddress else { return [] }
      return fields.flatMap { field in
        field.tensorNames(start + field.offset).map { Self.path(field.name, $0) }
      }
    }
  }
}
