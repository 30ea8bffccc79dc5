import Foundation

/// Where the checked reference outputs and the datasets that may not be redistributed lie, when they are
/// there.
public enum ReferenceData {
    /// The root of the package.
    public static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()
    /// `ICEBREAKER_REFERENCE_DATA`, or the folder `shared` beside the package.
    public static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["ICEBREAKER_REFERENCE_DATA"] {
            return URL(filePath: path)
        }
        return packageRoot.deletingLastPathComponent().appending(path: "shared")
    }()
    /// Fixtures that travel with the package.
    public static let fixtures = packageRoot.appending(path: "Fixtures")

    /// MovieLens-1M with MeLU's side information.
    public static let movieLens1M = root.appending(path: "data/ml-1m")
    /// MovieLens-100K as RecBole atomic files.
    public static let movieLens100K = root.appending(path: "data/ml-100k")
    /// What the PyTorch reference printed for MovieLens-1M.
    public static let melu = root.appending(path: "reference/melu-ml-1m")

    /// Whether the reference data is there; tests that need it are skipped, visibly, when it is not.
    public static var isPresent: Bool { FileManager.default.fileExists(atPath: melu.path) }
}
