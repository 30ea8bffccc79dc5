import Foundation
import Storage

/// What a training prints.
struct TrainingReport {
    private let models: [(record: ModelRecord, options: ModelOptions?)]
    private let isImplicit: Bool

    init(_ workspace: Workspace, models ids: [Int64]) throws {
        models = try ids.map {
            let record = try workspace.model(.id($0)).record
            return (record, try? ModelOptions(json: record.details.optionsJSON))
        }
        isImplicit = try workspace.datasetRecord().feedback == .implicit
    }

    func rendered(_ format: OutputFormat) throws -> String {
        guard format == .table else { return try table.rendered(format) }
        return models.map { sentence($0.record, $0.options) }.joined(separator: "\n")
    }

    private func sentence(_ model: ModelRecord, _ options: ModelOptions?) -> String {
        let kind =
            model.details.source == .imported
            ? "taken from the file" : "trained for \(model.epochsDone) epochs"
        let final = options?.finalFitOf.map { " on everything, with the settings of model \($0)" } ?? ""
        let (error, name) = isImplicit ? (model.validationLoss, "loss") : (model.validationMAE, "MAE")
        let validation = error.map { String(format: "; best validation \(name) %.4f", $0) } ?? ""
        let rates = options?.training.flatMap { training in
            options?.rateReductions.map { times in
                "; after \(times == 1 ? "a divergence" : "\(times) divergences") with \(training.rates)"
            }
        }
        return "Model \(model.id) \(kind)\(final)\(validation)\(rates ?? "")."
    }

    private var table: ResultTable {
        ResultTable(
            headings: ["model_id", "source", "epochs", "validation_loss", "validation_mae", "seed"].map {
                .init($0, $0)
            },
            rows: models.map { model, _ in
                [
                    .integer(Int(model.id)), .text(model.details.source.rawValue), .integer(model.epochsDone),
                    model.validationLoss.map { .number($0, digits: 4) } ?? .missing,
                    model.validationMAE.map { .number($0, digits: 4) } ?? .missing,
                    .text(String(model.details.seed)),
                ]
            })
    }
}
