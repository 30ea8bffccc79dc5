import Datasets

/// What a request says of one item: a rating, of a dataset without ratings whether the user took it, or that
/// the user does not know it.
struct GivenAnswer: Decodable, KnownMembers {
    static let memberNames = ["item", "rating", "taken"]
    /// The item's id.
    var item: ExternalID
    /// The rating, 1 for an item taken and 0 for one not taken; nil for "I do not know this".
    var rating: Double?
    /// Whether the answer was `taken`, which datasets without ratings are answered with, rather than
    /// `rating`.
    var saysTaken = false

    init(item: ExternalID, rating: Double?, saysTaken: Bool = false) {
        (self.item, self.rating, self.saysTaken) = (item, rating, saysTaken)
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.members(of: Self.self)
        // What nearly all requests have comes first; what is wrong is found out afterwards.
        if let text = try? members.decode(String.self, forKey: "item") {
            item = ExternalID(text)
        } else {
            item = try members.decode(ItemReference.self, forKey: "item").id
        }
        if let number = try? members.decode(Double.self, forKey: "rating") {
            rating = number
            guard members.contains("taken") else { return }
            let path = JSONBody.path(decoder.codingPath, "taken")
            throw WebError(.badRequest, "invalid", "\(path): give rating or taken, not both.", field: path)
        } else if members.contains("taken"), !members.contains("rating") {
            saysTaken = true
            let isNull = try members.decodeNil(forKey: "taken")
            rating = isNull ? nil : try members.decode(Bool.self, forKey: "taken") ? 1 : 0
        } else {
            let isNull = try members.decodeNil(forKey: "rating")
            rating = isNull ? nil : try members.decode(Double.self, forKey: "rating")
        }
    }

    /// An item's id, which may be a string or an integer.
    struct ItemReference: Decodable {
        let id: ExternalID

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                id = ExternalID(text)
            } else if let number = try? container.decode(Int64.self) {
                id = .integer(number)
            } else {
                let path = JSONBody.path(decoder.codingPath)
                throw WebError(
                    .badRequest, "invalid", "\(path) must be an item's id, a string or an integer.",
                    field: path)
            }
        }
    }
}

/// The answers in a request, at most `limit`.
struct GivenAnswers: Decodable {
    /// The most answers of one request.
    static let limit = 200
    var answers: [GivenAnswer] = []

    init(_ answers: [GivenAnswer]) { self.answers = answers }

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        while !container.isAtEnd {
            guard answers.count < Self.limit else { throw Self.tooMany(JSONBody.path(decoder.codingPath)) }
            answers.append(try container.decode(GivenAnswer.self))
        }
    }

    static func tooMany(_ field: String) -> WebError {
        WebError(.badRequest, "too_many", "\(field) may have \(limit) entries at most.", field: field)
    }
}

/// The ids of a request, of which there may be as many as answers.
struct GivenIDs: Decodable {
    var ids: [ExternalID] = []

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        while !container.isAtEnd {
            guard ids.count < GivenAnswers.limit else {
                throw GivenAnswers.tooMany(JSONBody.path(decoder.codingPath))
            }
            ids.append(try container.decode(GivenAnswer.ItemReference.self).id)
        }
    }
}

/// Checks what a request says against the dataset.
struct AnswerCheck {
    let dataset: Dataset
    /// The member that the answers are in.
    let field: String
    /// Whether answers about items that the dataset does not have are left out rather than refused.
    var isLenient = false

    /// The answers with the positions of their items, each known and none twice, ratings within the scale;
    /// without ratings, 1 for an item taken and 0 for one not taken.
    func checked(_ answers: [GivenAnswer]) throws(WebError) -> [(item: Int, rating: Double?)] {
        guard answers.count <= GivenAnswers.limit else { throw GivenAnswers.tooMany(field) }
        var known = Set<Int>(minimumCapacity: answers.count)
        var result: [(item: Int, rating: Double?)] = []
        result.reserveCapacity(answers.count)
        for (index, answer) in answers.enumerated() {
            guard let item = dataset.items.position(of: answer.item) else {
                if isLenient { continue }
                throw fault(
                    "unknown_item", index, "item",
                    "there is no item \(String(answer.item.description.prefix(60)))")
            }
            guard known.insert(item).inserted else {
                throw fault("duplicate", index, "item", "the item \(answer.item) was given before")
            }
            try checkKind(answer, index)
            if let rating = answer.rating, !dataset.scale.contains(rating) {
                let scale = "\(dataset.scale.minimum.plainText) to \(dataset.scale.maximum.plainText)"
                throw fault("off_scale", index, "rating", "a rating is from \(scale)")
            }
            result.append((item, answer.rating))
        }
        return result
    }

    /// The ids that the dataset does not have, each once, in the order in which they came.
    func unknown(_ answers: [GivenAnswer]) -> [String] {
        var seen = Set<String>()
        return answers.filter { dataset.items.position(of: $0.item) == nil }
            .map { String($0.item.description.prefix(60)) }.filter { seen.insert($0).inserted }
    }

    /// Refuses `taken` where there are ratings, and a rating between taken and not taken where there are
    /// none.
    private func checkKind(_ answer: GivenAnswer, _ index: Int) throws(WebError) {
        if dataset.feedback == .explicit, answer.saysTaken {
            let scale = "\(dataset.scale.minimum.plainText) to \(dataset.scale.maximum.plainText)"
            throw fault("off_scale", index, "taken", "this dataset has ratings; send a rating from \(scale)")
        }
        if dataset.feedback == .implicit, let rating = answer.rating, rating != 0, rating != 1 {
            throw fault(
                "off_scale", index, "rating",
                "this dataset has no ratings; send taken, true or false, or 1 or 0 for them")
        }
    }

    private func fault(_ code: String, _ index: Int, _ member: String, _ problem: String) -> WebError {
        let path = "\(field)[\(index)].\(member)"
        return WebError(.badRequest, code, "\(path): \(problem).", field: path)
    }
}
