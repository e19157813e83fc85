/// A reproducible stream of random words that can be split into a tree of streams.
///
///     var experiment = RandomStream(seed: 1)
///     let replicate = experiment.child(7)
///     var agent = replicate.child("agent")
///     let coin = Bool.bernoulli(0.5, using: &agent)
///
/// The stream of a key is ``Philox4x64`` applied to the counters (0, 0, 0, 0), (1, 0, 0, 0), … ,
/// four words a block. A seed s has the key (s, 0), so NumPy's `Philox(key=s, counter=2**256 - 1)`
/// draws the same words.
///
/// ### Splitting
///
/// The key of a child is the first half of a block enciphered under the parent's key, at a counter
/// whose last word, the *domain*, is 1 for numbered children and 2 for labelled ones. Words that
/// are drawn use domain 0, so no key is made of a block that the parent draws, and splitting
/// neither advances the parent nor depends on how far it was drawn. Under one key the cipher is a
/// bijection: siblings get different blocks, of which half is kept. To an observer the keys are
/// therefore random 128-bit numbers, and among n streams of any paths two have the same key with
/// probability about n²/2¹²⁹, below 10⁻²⁰ for a billion streams. Different keys are different
/// bijections, whose outputs have no relation known to any statistical test.
///
/// The value semantics matter: a copy repeats the words of the original. Pass streams `inout`; to
/// draw independently, take a child.
public struct RandomStream: RandomNumberGenerator, Sendable {
  @usableFromInline var key: Philox4x64.Key
  /// The blocks enciphered so far.
  @usableFromInline var blockCount: UInt64 = 0
  /// The block drawn from, and how many of its words are used.
  @usableFromInline var words: InlineArray<4, UInt64> = [0, 0, 0, 0]
  @usableFromInline var used = 4

  /// The root stream of a seed. Different seeds have different keys.
  public init(seed: UInt64) {
    self.init(key: (seed, 0))
  }

  /// The root stream whose seed is another generator's next word. Takes one word.
  ///
  /// What is drawn in a loop is then drawn from a type that is known, and can be split.
  ///
  /// - Parameter generator: Gives the seed.
  public init(drawnFrom generator: inout some RandomNumberGenerator) {
    self.init(seed: generator.next())
  }

  init(key: Philox4x64.Key) {
    self.key = key
  }

  /// Returns the next word and advances.
  ///
  /// - Complexity: O(1); every fourth call enciphers a block.
  @inlinable
  public mutating func next() -> UInt64 {
    if used == 4 { refill() }
    let word = words[used]
    used &+= 1
    return word
  }

  @usableFromInline
  mutating func refill() {
    let block = Philox4x64.encipher((blockCount, 0, 0, 0), key: key)
    words = [block.0, block.1, block.2, block.3]
    blockCount &+= 1
    used = 0
  }

  /// Returns the stream of a numbered child.
  ///
  /// - Parameter index: Any number; each has its own stream.
  public func child(_ index: Int) -> RandomStream {
    let number = UInt64(bitPattern: Int64(index))
    return RandomStream(key: derivedKey(number, 0, 0, domain: .numberedChild))
  }

  /// Returns the stream of a labelled child.
  ///
  /// The label's UTF-8 bytes are absorbed 16 at a time, each time enciphering them and the count of
  /// bytes still to come under the last key. The counts make labels prefix-free, so "ab" is not the
  /// child "b" of "a".
  ///
  /// - Parameter label: Any text; each has its own stream, none equal to a numbered child's.
  /// - Complexity: O(length of the label).
  public func child(_ label: String) -> RandomStream {
    var stream = self
    var bytes = Array(label.utf8)[...]
    repeat {
      let (first, second) = (bytes.prefix(8), bytes.dropFirst(8).prefix(8))
      stream.key = stream.derivedKey(
        littleEndian(first), littleEndian(second), UInt64(bytes.count), domain: .labelledChild)
      bytes = bytes.dropFirst(16)
    } while !bytes.isEmpty
    return RandomStream(key: stream.key)
  }

  /// The values of a counter's last word; 0 is for the words drawn.
  private enum Domain: UInt64 {
    case numberedChild = 1
    case labelledChild = 2
  }

  private func derivedKey(
    _ first: UInt64, _ second: UInt64, _ third: UInt64, domain: Domain
  ) -> Philox4x64.Key {
    let block = Philox4x64.encipher((first, second, third, domain.rawValue), key: key)
    return (block.0, block.1)
  }
}

/// Two streams are equal when they will draw the same words and have the same children.
extension RandomStream: Hashable {
  /// Whether both have the same key and position.
  public static func == (a: RandomStream, b: RandomStream) -> Bool {
    a.key == b.key && a.blockCount == b.blockCount && a.used == b.used
  }

  /// Hashes the key and the position.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(key.0)
    hasher.combine(key.1)
    hasher.combine(blockCount)
    hasher.combine(used)
  }
}

/// The number whose bytes, lowest first, are those given (eight at most).
private func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
  bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
}
