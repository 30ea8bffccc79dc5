/// What a simulated user says to a shown item.
package enum SimulatedAnswer: Sendable, Equatable {
    /// A rating, in rating units.
    case rated(Double)
    /// "I do not know this": the user rated no such item.
    case unknown
    /// Nothing, because the item is in the user's query set, which is never asked. It takes up a place all
    /// the same, so that a list is the same for everyone.
    case notAsked
}

/// One user's interview: shows items one at a time and may learn from each answer.
///
/// A session knows nothing of its user but the answers.
package protocol InterviewSession {
    /// The position of the next item to show, none twice; `nil` when there is nothing left to show.
    mutating func nextItem() -> Int32?

    /// Takes the answer to the item shown last.
    mutating func record(_ answer: SimulatedAnswer, toItem item: Int32)
}

/// A way to choose the items that a new user is asked about, as the simulation sees it.
package struct SimulatedStrategy: Sendable {
    /// The name in results.
    package let name: String
    /// Begins a user's interview.
    package let makeSession: @Sendable () -> any InterviewSession

    /// Shows everyone the same list.
    /// - Parameters:
    ///   - name: the name in results.
    ///   - list: positions of distinct items, the first shown first.
    package init(name: String, list: [Int32]) {
        self.init(name: name) { ListSession(list: list) }
    }

    /// Chooses each item in the light of the answers so far.
    /// - Parameters:
    ///   - name: the name in results.
    ///   - makeSession: begins a user's interview; called from several threads, and always the same.
    package init(name: String, makeSession: @escaping @Sendable () -> any InterviewSession) {
        self.name = name
        self.makeSession = makeSession
    }
}

/// Shows a list from its first item to its last.
struct ListSession: InterviewSession {
    let list: [Int32]
    private var position = 0

    init(list: [Int32]) { self.list = list }

    mutating func nextItem() -> Int32? {
        guard position < list.count else { return nil }
        position += 1
        return list[position - 1]
    }

    mutating func record(_ answer: SimulatedAnswer, toItem item: Int32) {}
}
