import ArgumentParser
import Datasets
import Foundation
import Statistics
import Storage
import Study
import Workflows

/// Who is asked what in a study, and how many.
struct StudyFlags: ParsableArguments {
    @Option(
        name: .customLong("arm"),
        help: ArgumentHelp(
            "A list to compare, by number or name; may be repeated, the reference last. Default: the latest melu or design list "
                + "and the latest popularity list.", valueName: "[name=]list"))
    var arms: [String] = []
    @Option(name: .long, help: "between-subjects (each participant sees one list) or within-subjects (all).")
    var assignment: StudyAssignment = .betweenSubjects
    @Option(
        name: .long,
        help:
            "ratings (one item a page) or taps (a grid of tiles). Default: ratings, or taps where the data has none."
    )
    var answers: AnswerKind?
    @Option(
        name: .long, help: "How many items of the list a participant rates first, or sees as tiles, 1 to 100."
    )
    var items = 20
    @Option(
        name: .long, help: "With --answers taps: on how many pages the tiles are shown, 1 or 2. Default: 1.")
    var pages: Int?
    @Option(
        name: .long,
        help:
            "With --answers taps: the lowest rating that counts as taken; participants tap what they like. Default: any."
    )
    var positiveFrom: Double?
    @Option(name: .long, help: "How many recommendations a participant then rates, 1 to 100.")
    var recommendations = 20
    @Option(
        name: .long,
        help: """
            Recommend only items that at least this many users rated or took; 0 for all. Default: the larger of 10 and 0.2% of \
            users.
            """)
    var minKnown: Int?
    @Option(
        name: .long,
        help:
            "How many participants are wanted in all; then enrolment closes. Default: what --effect and --power need."
    )
    var targetSize: Int?
    @Option(
        name: .long,
        help:
            "How many more than the target may begin, since some who begin do not finish; enrolment closes after them."
    )
    var overRecruitment = 0
    @Option(
        name: .long, help: "Effect size the study should be able to detect (Cohen's d; d_z within subjects).")
    var effect: Double?
    @Option(name: .long, help: "The chance to find an effect of that size.")
    var power: Double?
    @Option(name: .long, help: "The chance of a false finding.")
    var significance: Double?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The measure that decides: \(PrimaryOutcome.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "measure"))
    var primaryOutcome: PrimaryOutcome = .meanRating
    @Option(
        name: .long,
        help: "Participants in a block of the allocation. Default: 4, or as many as the arms' orders need.")
    var blockSize: Int?
    @Option(
        name: .long,
        help: "The seed of the allocation. Default: drawn at random, since it tells who gets what.")
    var seed: UInt64?
    @Option(
        name: .customLong("texts"),
        help: "A strings file of another language, or instead of the built-in one; may be repeated.",
        completion: .file())
    var textFiles: [String] = []
    @Option(
        name: .customLong("language"),
        help: "A language to offer, by its tag; may be repeated. Default: all there are.")
    var languages: [String] = []
    @Option(
        name: .customLong("questionnaire"), help: "A JSON file of questions. Default: the short form.",
        completion: .file())
    var questionnaireFile: String?

    func validate() throws {
        if let minKnown, minKnown < 0 {
            throw ValidationError("--min-known must be 0 or more; it is \(minKnown).")
        }
        guard overRecruitment >= 0 else {
            throw ValidationError("--over-recruitment must be 0 or more; it is \(overRecruitment).")
        }
        guard targetSize == nil || (power == nil && effect == nil && significance == nil) else {
            throw ValidationError(
                "--target-size says how many; leave --effect, --power and --significance out, or it.")
        }
        if let pages, !(1...StudyGrid.mostPages).contains(pages) {
            throw ValidationError("--pages must be 1 or \(StudyGrid.mostPages); it is \(pages).")
        }
        guard answers != .ratings || (pages == nil && positiveFrom == nil) else {
            throw ValidationError("--pages and --positive-from belong to --answers taps.")
        }
        guard arms.isEmpty || arms.count > 1 else {
            throw ValidationError("a study compares at least 2 lists; give --arm again.")
        }
    }

    /// The design that is asked for.
    /// - Throws: `ValidationError` for flags that do not fit the workspace, or do not say how many.
    func design(_ name: String, model: String?, consent: ConsentFlags, in workspace: Workspace) throws -> (
        design: StudyDesign, texts: [StudyTexts]
    ) {
        let grid = try grid(for: workspace.datasetRecord().feedback)
        guard grid == nil || model == nil else {
            throw ValidationError(
                "a study with grids recommends by their tables, without a model; leave --model out.")
        }
        var request = StudyRequest(
            name: name, size: size, questionnaire: try questionnaire(hasGrids: grid != nil))
        (request.model, request.arms, request.assignment) = (model, arms, assignment)
        (request.itemsToRate, request.grid, request.recommendations) = (items, grid, recommendations)
        (request.minimumKnown, request.overRecruitment) = (minKnown, overRecruitment)
        (request.primaryOutcome, request.blockSize, request.seed) = (primaryOutcome, blockSize, seed)
        (request.contact, request.retention) = (consent.contact, consent.retention)
        do {
            return (try StudyDesign(request, in: workspace), try texts(for: request.questionnaire))
        } catch StudySizeError.notComputed {
            throw ValidationError(
                "how many participants a preference needs is not computed; give --target-size.")
        } catch StudySizeError.tooMany(let effect) {
            throw ValidationError(
                "an effect of \(effect) needs more than \(PowerCalculation.largestCount) participants; give a larger --effect."
            )
        } catch let error as StudySizeError {
            throw ValidationError("\(error)")
        }
    }

    /// Unless it is given, what 80% power at the 5% level needs for d = 0.62, which is what the paper's 45 and
    /// 39 people give.
    private var size: StudyRequest.Size {
        targetSize.map { .fixed($0) }
            ?? .computed(
                PowerCalculation(
                    effect: effect ?? 0.62, significance: significance ?? 0.05, power: power ?? 0.8))
    }

    /// How grids are shown; nil where participants rate.
    /// - Throws: `ValidationError` for flags that do not fit what the data has.
    private func grid(for feedback: Feedback) throws -> StudyGrid? {
        guard (answers ?? .usual(for: feedback)) == .taps else {
            guard pages == nil, positiveFrom == nil else {
                throw ValidationError("--pages and --positive-from need --answers taps.")
            }
            guard feedback == .explicit else {
                throw ImplicitFeedbackError(
                    "--answers ratings", reason: "its models cannot take ratings",
                    fix: "give --answers taps, or leave it out")
            }
            return nil
        }
        return StudyGrid(pages: pages ?? 1, positiveFrom: positiveFrom)
    }

    /// The questions of the file; the short form without one.
    private func questionnaire(hasGrids: Bool) throws -> Questionnaire {
        guard let file = questionnaireFile else { return .standard(for: assignment, hasGrids: hasGrids) }
        return try Questionnaire(json: try Self.contents(file), file: file)
    }

    /// The texts to offer: the built-in ones and the given ones in their place, of the languages that were
    /// asked for.
    private func texts(for questionnaire: Questionnaire) throws -> [StudyTexts] {
        var texts: [String: StudyTexts] = [:]
        for builtIn in StudyTexts.builtIn where builtIn.missingKeys(for: questionnaire).isEmpty {
            texts[builtIn.language] = builtIn
        }
        for file in textFiles {
            let read = try StudyTexts(json: try Self.contents(file), file: file, questionnaire: questionnaire)
            texts[read.language] = read
        }
        let offered = texts.keys.sorted()
        if let missing = languages.first(where: { !offered.contains($0) }) {
            throw ValidationError(
                "there are no texts in `\(missing)`, but in \(offered.joined(separator: ", ")); give a file with --texts."
            )
        }
        return texts.values.filter { languages.isEmpty || languages.contains($0.language) }.sorted {
            $0.language < $1.language
        }
    }

    private static func contents(_ file: String) throws -> Data {
        do { return try Data(contentsOf: URL(filePath: file)) } catch {
            throw DatasetError(
                file: file, problem: "the file cannot be read", fix: "check its path and permissions")
        }
    }
}

extension StudyAssignment: ExpressibleByArgument {}
extension PrimaryOutcome: ExpressibleByArgument {}
