public struct Reference: Sendable, Hashable {
  public struct Name: Sendable, Hashable { public var family: String; public var given: String }
  public var authors: [Name] = []
  public var year: String = ""
  public var title = ""
  public var container = ""
  public var publisher = ""
  public var doi = ""
  public var url = ""
}
public struct References: Sendable { public var entries: [String: Reference] = [:]; public init() {} }
