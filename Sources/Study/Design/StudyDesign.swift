import Statistics
import Support

/// Everything about a study that must be fixed before its first participant.
///
/// Its canonical JSON is locked at launch, and the hash of that is shown with the results, so that anyone can
/// check that the design was not changed afterwards.
package struct StudyDesign: Sendable, Equatable, Codable {
    /// The form of this record; 1.
    package var version = 1
    /// The study's name for those who run it.
    package var name: String
    /// The number of the stored model that recommends; nil in a study with grids, which recommends by their
    /// tables.
    package var model: Int64?
    /// The arms that are compared, the one that is tested first and the reference (popularity, say) last.
    package var arms: [StudyArm]
    /// Who sees which arms.
    package var assignment: StudyAssignment
    /// How many items of the arm's list a participant rates first, or sees as tiles; 20 in the paper.
    package var itemsToRate: Int
    /// How grids are shown; nil for a study whose participants rate one item after another.
    package var grid: StudyGrid?
    /// How many recommendations a participant then rates; 20 in the paper.
    package var recommendations: Int
    /// How many users must have rated an item for it to be recommended; nil for all items, as in the paper.
    package var minimumKnown: Int?
    /// How many participants are wanted in all.
    package var targetSize: Int
    /// How many may begin beyond the target, since some who begin do not finish; nil for none.
    package var overRecruitment: Int?
    /// What the target size was computed from; nil where it was chosen otherwise.
    package var power: PowerCalculation?
    /// The measure that decides.
    package var primaryOutcome: PrimaryOutcome
    /// How many participants one block of the allocation holds.
    package var blockSize: Int
    /// The seed of the allocation and of the results' permutation tests and bootstrap.
    package var seed: UInt64
    /// What participants are asked in the end.
    package var questionnaire: Questionnaire
    /// `StudyTexts.hash` of each language that participants can choose, by its tag.
    package var textHashes: [String: String]
    /// Whom participants can ask, as the consent page names it; a study without it is not launched.
    package var contact: String?
    /// How long answers are kept; a study without it is not launched.
    package var retention: StudyRetention?
    /// The ratings that participants may choose, ascending: those of the dataset at the launch, or of a draft
    /// when it was made.
    package var ratings: [Double]?
    /// The content hash of the dataset at that time.
    package var dataset: String?
    /// `StudyMaterial.hash` of what participants are shown and asked of the dataset, as it was at that time.
    package var materialHash: String?

    /// Creates a design; without a questionnaire, with the short form for its assignment.
    package init(
        name: String, model: Int64? = 0, arms: [StudyArm], assignment: StudyAssignment, itemsToRate: Int = 20,
        grid: StudyGrid? = nil, recommendations: Int = 20, minimumKnown: Int? = nil, targetSize: Int,
        overRecruitment: Int? = nil,
        power: PowerCalculation? = nil, primaryOutcome: PrimaryOutcome = .meanRating, blockSize: Int = 4,
        seed: UInt64,
        questionnaire: Questionnaire? = nil, textHashes: [String: String] = [:], contact: String? = nil,
        retention: StudyRetention? = nil
    ) {
        self.name = name
        self.model = model
        self.arms = arms
        self.assignment = assignment
        self.itemsToRate = itemsToRate
        self.grid = grid
        self.recommendations = recommendations
        self.minimumKnown = minimumKnown
        self.targetSize = targetSize
        self.overRecruitment = overRecruitment
        self.power = power
        self.primaryOutcome = primaryOutcome
        self.blockSize = blockSize
        self.seed = seed
        self.questionnaire = questionnaire ?? .standard(for: assignment, hasGrids: grid != nil)
        self.textHashes = textHashes
        self.contact = contact
        self.retention = retention
    }

    /// The SHA-256, in lowercase hexadecimal, of the design's canonical JSON.
    /// - Throws: `EncodingError` where a number is not finite.
    package func hash() throws -> String { try CanonicalJSON.hash(self) }

    /// The allocation of participants to arms, or to orders of them.
    /// - Precondition: `problems` is empty.
    package var allocation: PermutedBlocks {
        PermutedBlocks(assignment: assignment, arms: arms.count, blockSize: blockSize, seed: seed)
    }
}
