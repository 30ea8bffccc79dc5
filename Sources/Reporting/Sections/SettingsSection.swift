import Datasets
import Foundation
import Storage

extension ReportContents {
    /// Settings, the training and the commands that repeat the figures.
    var settings: Section {
        var blocks: [Block] = []
        if let model {
            blocks.append(.table(modelTable(model)))
        } else {
            blocks.append(.missing("There is no trained model.", next.train))
        }
        if !epochs.isEmpty { blocks.append(.figure(trainingFigure)) }
        blocks += [.table(runTable), .heading("The commands that repeat this")]
        blocks.append(
            .paragraph(
                "In an empty folder, one after another, these commands give the same lists and figures, on any number of threads; the "
                    + "dataset has the SHA-256 \(dataset.contentHash). Words in capitals stand for your own files."
            ))
        blocks.append(.commands(commands))
        return Section(id: "settings", title: "Settings and how to repeat it", blocks: blocks)
    }

    private func modelTable(_ model: ModelRecord) -> DataTable {
        var rows = [
            ["number", "\(model.id)\(model.details.name.map { " (\($0))" } ?? "")"],
            ["source", model.details.source.rawValue], ["status", model.status.rawValue],
            ["epochs", "\(model.epochsDone)"],
            ["seed", "\(model.details.seed)"], ["parameters", model.details.scalar],
            ["program version", model.details.softwareVersion], ["made on", Wording.day(model.createdAt)],
        ]
        if dataset.feedback == .explicit, let mae = model.validationMAE {
            rows.append(["validation MAE", Wording.number(mae)])
        }
        if let options = try? ModelOptions(json: model.details.optionsJSON) {
            rows += OptionRows(options, dataset.feedback).rows
        }
        return DataTable("The model", ["setting", "value"], rows)
    }

    private var trainingFigure: Figure {
        let isRated = dataset.feedback == .explicit
        let validated = epochs.filter { $0.validationLoss != nil }
        let query = epochs.map { CurvePlot.Point(x: Double($0.epoch), y: $0.queryLoss) }
        let validation = validated.map { CurvePlot.Point(x: Double($0.epoch), y: $0.validationLoss ?? 0) }
        let plot = CurvePlot(
            points: query, others: validation.count > 1 ? [validation] : [], x: query.map(\.x),
            y: (query + validation).map(\.y),
            xTitle: "epoch",
            yTitle: dataset.feedback == .implicit ? "mean cross-entropy" : "mean squared error",
            size: (560, 260)
        ).plot(
            id: "training", title: "Training, epoch by epoch",
            summary:
                "The mean query loss \(validation.isEmpty ? "" : "and the validation users’ mean loss ")over \(epochs.count) epochs."
        )
        return Figure(
            caption: "Training, epoch by epoch.", plots: [plot],
            data: DataTable(
                "The epochs",
                ["#epoch", "#query loss", "#validation loss"] + (isRated ? ["#validation MAE"] : []) + [
                    "#global learning rate"
                ],
                epochs.map {
                    [$0.epoch.description, Wording.number($0.queryLoss), Wording.number($0.validationLoss)]
                        + (isRated ? [Wording.number($0.validationMAE)] : []) + [
                            Wording.score($0.globalLearningRate)
                        ]
                }),
            legend: [LegendEntry(style: "curve", text: "query loss before each global update")]
                + (validation.count > 1 ? [LegendEntry(style: "other", text: "validation users")] : []))
    }

    private var runTable: DataTable {
        var rows = lists.map { list in
            let run = list.run
            let gradient = [
                run.details.gradient, run.details.parameters, run.details.norm, run.details.normalization,
            ].compactMap { $0 }
            return [
                "list “\(list.record.details.name)”, version \(list.record.version)",
                "\(run.details.strategy)\(gradient.isEmpty ? "" : " (\(gradient.joined(separator: ", ")))")",
                run.details.modelID.map(String.init) ?? "–", "\(run.details.seed)",
                list.record.details.softwareVersion,
                Wording.day(list.record.createdAt),
            ]
        }
        rows += [evaluation, comparison, gridComparison].compactMap { $0 }.map { run in
            [
                "analysis \(run.id)", run.details.kind, run.details.modelID.map(String.init) ?? "–",
                "\(run.details.seed)",
                run.details.softwareVersion, Wording.day(run.createdAt),
            ]
        }
        return DataTable(
            "What the figures come from", ["what", "how", "#model", "#seed", "#version", "made on"], rows)
    }
}

/// The options of a model in words.
private struct OptionRows {
    let rows: [[String]]

    init(_ options: ModelOptions, _ feedback: Feedback) {
        let word = feedback == .explicit ? "ratings" : "interactions"
        var rows = [
            ["local steps", "\(options.localUpdate.steps)"],
            ["local learning rate α", Wording.score(options.localUpdate.localLearningRate)],
            ["order of \(word)", options.rule.order.rawValue],
            [
                "\(word) of a user with a task",
                options.rule.maximumRatings == .max
                    ? "\(options.rule.minimumRatings) or more"
                    : "\(options.rule.minimumRatings) to \(options.rule.maximumRatings)",
            ],
            ["query set", "the last \(options.rule.queryCount)"],
            [
                "held out",
                "\(Wording.count(options.newUsers.count, "user", "users")) and \(Wording.count(options.newItems.count, "item", "items"))",
            ],
        ]
        if let length = options.localUpdate.maximumStep {
            rows.append(["longest local step ρ", Wording.score(length)])
        }
        let scaling = options.localUpdate.scaling
        if !scaling.isIdentity {
            rows.append([
                "ratings mapped to 1 to 5",
                "\(Wording.score(scaling.lowest)) to \(Wording.score(scaling.highest))",
            ])
        }
        if let measured = options.finalFitOf {
            rows.append(["fitted on everything after", "model \(measured)"])
        }
        if let history = options.rule.maximumHistory {
            rows.append(["most \(word) of a support set", "\(history)"])
        }
        if let negatives = options.training?.negatives {
            rows.append([
                "negatives for each positive", "\(negatives.perPositive), \(negatives.distribution.rawValue)",
            ])
        }
        if let training = options.training {
            rows += [
                [
                    "global learning rate β",
                    Wording.score(training.globalLearningRate)
                        + (training.rateSchedule == .cosine ? ", falling to 0 by a half cosine" : ""),
                ],
                ["users per global update", "\(training.batchSize)"], ["most epochs", "\(training.epochs)"],
                ["global gradient", training.secondOrder ? "second order" : "first order"],
                ["validation share", Wording.percent(training.validationShare)],
                ["patience", "\(training.patience)"],
            ]
            if let last = training.lastEpoch { rows.append(["last epoch", "\(last)"]) }
            if let times = options.rateReductions {
                rows.append(["divergences before, each with four times the rates", "\(times)"])
            }
        }
        self.rows = rows
    }
}
