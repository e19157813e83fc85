/// An elementary node that tells how long its outcomes are, so that they can be a part of longer ones.
public protocol VectorNode: ElementaryNode {
  /// How many numbers an outcome has.
  var components: Int { get }
}

extension BernoulliNode: VectorNode {
  /// A number a coin.
  public var components: Int { coins }
}

extension GaussianNode: VectorNode {}
