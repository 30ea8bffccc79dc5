import Foundation
import Workflows

let (source, workspace) = (CommandLine.arguments[1], CommandLine.arguments[2])
let onboarding = Onboarding(workspace: workspace)
do {
    try onboarding.importDataset(from: source)
    try onboarding.train()
    let list = try onboarding.list(by: "melu", under: Onboarding.Rules(count: 10, caps: ["genres=4"]))
    for item in list.items { print(item.title, item.reason, separator: ": ") }
    for remark in list.remarks { print(remark) }
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
