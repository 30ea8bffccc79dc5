import Foundation
import Storage

/// How people use the grids of a comparison, and what the grids must give them, from its stored options.
struct GridSetting {
    /// One sentence for each setting that is not the usual one.
    let sentences: [String]

    private struct Options: Decodable {
        struct Behaviour: Decodable {
            var tapRate: Double
            var leaveBelow: Int
        }
        var behaviour: Behaviour?
        var threeTaps: Double?
    }

    /// Reads the options; of what cannot be read nothing is said.
    init(_ run: AnalysisRunRecord?) {
        let options = run.flatMap {
            try? JSONDecoder().decode(Options.self, from: Data($0.details.optionsJSON.utf8))
        }
        let (rate, least) = (options?.behaviour?.tapRate ?? 1, options?.behaviour?.leaveBelow ?? 0)
        sentences = [
            rate < 1 ? "People tap \(Wording.percent(rate)) of the tiles that they have taken." : nil,
            least > 0
                ? "Whoever has fewer than \(Wording.count(least, "tap", "taps")) leaves and is recommended what is popular."
                : nil,
            options?.threeTaps.map {
                "Fixed grids are made so that at least \(Wording.percent($0)) of the training users can tap three tiles."
            },
        ].compactMap { $0 }
    }
}
