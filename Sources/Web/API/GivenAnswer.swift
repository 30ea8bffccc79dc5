import Datasets

/// What a request says of one item: a rating, or that the user does not know it.
struct GivenAnswer: Decodable, KnownMembers {
    static let memberNames = ["item", "rating"]
    /// The item's id.
    var item: ExternalID
    /// The rating; nil for "I do not know this".
    var rating: Double?

    init(item: ExternalID, rating: Double?) { (self.item, self.rating) = (item, rating) }

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
        } else {
            let isNull = try members.decodeNil(forKey: "rating")
            rating = isNull ? nil : try members.decode(Double.self, forKey: "rating")
        }
    }

    /// An item's id, which may be a string or an integer.
    private struct ItemReference: Decodable {
        let id: ExternalID

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                id = ExternalID(text)
            } else if let number = try? container.decode(Int64.self) {
                id = .integer(number)
            } else {
                let path = JSONBody.path(decoder.codingPath)
                throw WebError(.badRequest, "invalid", "\(path) must be an item's id, a string or an integer.", field: path)
            }
        }
    }
}

/// The answers of a request, of which there may be so many.
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

/// Checks what a request says against the dataset.
struct AnswerCheck {
    let dataset: Dataset
    /// The member that the answers are in.
    let field: String

    /// The answers with the positions of their items, each known and none twice, ratings within the scale.
    func checked(_ answers: [GivenAnswer]) throws(WebError) -> [(item: Int, rating: Double?)] {
        guard answers.count <= GivenAnswers.limit else { throw GivenAnswers.tooMany(field) }
        var known = Set<Int>(minimumCapacity: answers.count)
        var result: [(item: Int, rating: Double?)] = []
        result.reserveCapacity(answers.count)
        for (index, answer) in answers.enumerated() {
            guard let item = dataset.items.position(of: answer.item) else {
                throw fault("unknown_item", index, "item", "there is no item \(String(answer.item.description.prefix(60)))")
            }
            guard known.insert(item).inserted else {
                throw fault("duplicate", index, "item", "the item \(answer.item) was given before")
            }
            if let rating = answer.rating, !dataset.scale.contains(rating) {
                let scale = "\(dataset.scale.minimum.plainText) to \(dataset.scale.maximum.plainText)"
                throw fault("off_scale", index, "rating", "a rating is from \(scale)")
            }
            result.append((item, answer.rating))
        }
        return result
    }

    private func fault(_ code: String, _ index: Int, _ member: String, _ problem: String) -> WebError {
        let path = "\(field)[\(index)].\(member)"
        return WebError(.badRequest, code, "\(path): \(problem).", field: path)
    }
}
