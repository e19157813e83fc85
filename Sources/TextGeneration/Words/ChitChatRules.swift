/// The text of the grammar of small talk.
///
/// - Parameter dullness: The probability of a dull reply to each kind of message.
func chitChatRules(dullness: (ChitChat.MessageKind) -> Double) -> String {
  let topics = ChitChat.Topic.allCases
  let words = topics.flatMap { $0.subjects.map(\.word) }
  let dull = ChitChat.dullTexts.map { "\($0.weight): \($0.text)" }
  func anything(_ kind: String) -> String {
    "any \(kind) = " + words.map { "<\(kind) about \($0)>" }.joined(separator: " | ")
  }
  let shared = [
    "opening = 2: <any question> | <any statement>",
    anything("question"), anything("statement"), "dull = " + dull.joined(separator: " | "),
    replies(to: .dull, about: nil, live: "<any question>", dullness: dullness),
  ]
  let lines = topics.flatMap { topic in
    topic.subjects.flatMap { rules(about: $0, among: topic.subjects, dullness: dullness) }
  }
  return (shared + lines).joined(separator: "\n")
}

/// The name of the rule for the replies to a kind of message; the subject is nil if there has been none.
func replyRule(to kind: ChitChat.MessageKind, about subject: String?) -> String {
  "reply to \(kind) about \(subject ?? "nothing")"
}

/// The rule for the replies to a kind of message: dull with its probability, or else live.
private func replies(
  to kind: ChitChat.MessageKind, about subject: String?, live: String,
  dullness: (ChitChat.MessageKind) -> Double
) -> String {
  let probability = dullness(kind)
  let name = replyRule(to: kind, about: subject)
  let choices = [(probability, "<dull>"), (1 - probability, "<live \(name)>")]
    .filter { $0.0 > 0 }.map { "\($0.0): \($0.1)" }
  return """
    \(name) = \(choices.joined(separator: " | "))
    live \(name) = \(live)
    """
}

/// What is said about one subject, and in reply to it: two times in three of the same, else of another of its topic.
private func rules(
  about subject: ChitChat.Subject, among subjects: [ChitChat.Subject],
  dullness: (ChitChat.MessageKind) -> Double
) -> [String] {
  let word = subject.word
  let others = subjects.filter { $0 != subject }
  let (near, act, other) = ("<near \(word)>", "<act near \(word)>", "<other than \(word)>")
  func rule(_ kind: ChitChat.MessageKind, _ live: String) -> String {
    replies(to: kind, about: word, live: live, dullness: dullness)
  }
  return [
    "question about \(word) = " + questions(word, subject.activity),
    "statement about \(word) = " + statements(word, subject.activity),
    "other than \(word) = " + others.map(\.word).joined(separator: " | "),
    "near \(word) = 2: \(word) | \(other)",
    "act near \(word) = \(2 * others.count): \(subject.activity) | "
      + others.map(\.activity).joined(separator: " | "),
    rule(.choice, choiceReplies(near, act, other)),
    rule(.question, questionReplies(near, act)),
    rule(.statement, statementReplies(near, act, other)),
    rule(.dull, revivals(act, other)),
  ]
}

private func questions(_ thing: String, _ act: String) -> String {
  """
  2: do you like \(thing) ? | what do you think of \(thing) ? | do you often \(act) ?
  | where do you \(act) ? | shall we \(act) tomorrow ?
  """
}

private func statements(_ thing: String, _ act: String) -> String {
  """
  2: i like \(thing) | i really love \(thing) | i often \(act) | we \(act) every week
  | i want to \(act) today
  """
}

private func choiceReplies(_ thing: String, _ act: String, _ other: String) -> String {
  """
  yes , i love \(thing) | yes , we often \(act) | no , i never \(act) | no , i don't like \(thing)
  | i like \(thing) very much | i \(act) every week
  | yes , where do you \(act) ? | i love \(thing) , what about you ? | i don't , but do you like \(other) ?
  | yes , shall we \(act) together ?
  """
}

private func questionReplies(_ thing: String, _ act: String) -> String {
  """
  i like \(thing) very much | i really love \(thing) | i often \(act) after work | we \(act) every week
  | i never \(act) | i \(act) with my sister
  | i love \(thing) , what about you ? | sometimes we \(act) , do you ? | well , do you often \(act) ?
  | shall we \(act) together ?
  """
}

private func statementReplies(_ thing: String, _ act: String, _ other: String) -> String {
  """
  me too , i love \(thing) | i also \(act) after work | my sister likes to \(act) too
  | that's good , i like \(thing) | i never \(act)
  | why do you like \(thing) ? | where do you \(act) ? | when do you \(act) ? | do you also like \(other) ?
  | do you \(act) alone ?
  """
}

private func revivals(_ act: String, _ other: String) -> String {
  """
  well , do you like \(other) ? | then what do you think of \(other) ? | and what about \(other) ?
  | so when do you \(act) ?
  """
}
