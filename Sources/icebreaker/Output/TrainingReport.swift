import Foundation
import Storage

/// What a training prints.
struct TrainingReport {
    private let model: ModelRecord
    private let isImplicit: Bool

    init(_ workspace: Workspace, model id: Int64) throws {
        model = try workspace.model(.id(id)).record
        isImplicit = try workspace.datasetRecord().feedback == .implicit
    }

    func rendered(_ format: OutputFormat) throws -> String {
        guard format == .table else { return try table.rendered(format) }
        let kind = model.details.source == .imported ? "taken from the file" : "trained for \(model.epochsDone) epochs"
        let (error, name) = isImplicit ? (model.validationLoss, "loss") : (model.validationMAE, "MAE")
        let validation = error.map { String(format: "; best validation \(name) %.4f", $0) } ?? ""
        return "Model \(model.id) \(kind)\(validation)."
    }

    private var table: ResultTable {
        ResultTable(
            headings: ["model_id", "source", "epochs", "validation_loss", "validation_mae", "seed"].map { .init($0, $0) },
            rows: [
                [
                    .integer(Int(model.id)), .text(model.details.source.rawValue), .integer(model.epochsDone),
                    model.validationLoss.map { .number($0, digits: 4) } ?? .missing,
                    model.validationMAE.map { .number($0, digits: 4) } ?? .missing, .text(String(model.details.seed)),
                ]
            ])
    }
}
