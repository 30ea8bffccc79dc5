import Datasets
import Foundation
import TestSupport
import Testing

@Suite("Dataset reader")
struct DatasetReaderTests {
    @Test("reads the same users, items and ratings from every format", arguments: FormatCase.all)
    func interactions(of format: FormatCase) throws {
        let dataset = try DatasetReader.read(format.url)
        #expect(dataset.format == format.format)
        #expect(dataset.name == format.name ?? format.folder)
        #expect(dataset.users.ids == SampleDataset.users)
        #expect(dataset.items.ids == SampleDataset.items)
        #expect(dataset.scale == format.scale)
        #expect(dataset.rejections.isEmpty)
        let expected = SampleDataset.interactions
        #expect(dataset.interactions.users == expected.users)
        #expect(dataset.interactions.items == expected.items)
        #expect(dataset.interactions.ratings == expected.ratings)
        #expect(dataset.interactions.timestamps == (format.hasTimes ? expected.timestamps : nil))
    }

    @Test("reads the same titles, years and genres from every format", arguments: FormatCase.all)
    func labels(of format: FormatCase) throws {
        let dataset = try DatasetReader.read(format.url)
        let labels = dataset.items.ids.indices.map { dataset.label(ofItem: $0) }
        #expect(labels.map(\.title) == SampleDataset.titles)
        #expect(labels.map(\.year) == SampleDataset.years)
        var genres = SampleDataset.genres
        genres[3] = format.noGenres
        #expect(labels.map(\.genres) == genres)
    }

    @Test("keeps the features in the order of the format", arguments: FormatCase.all)
    func features(of format: FormatCase) throws {
        let dataset = try DatasetReader.read(format.url)
        #expect(dataset.items.features.map(\.name) == format.itemFeatures)
        #expect(dataset.users.features.map(\.name) == format.userFeatures)
        let features = dataset.users.features + dataset.items.features
        #expect(features.filter(\.isInput).map(\.name) == format.inputs)
    }

    @Test(
        "reads the same user features from every format that has them",
        arguments: FormatCase.all.filter(\.hasUserFeatures))
    func userFeatures(of format: FormatCase) throws {
        let users = try DatasetReader.read(format.url).users
        let gender = try #require(users.feature(named: "gender")?.tokenColumn)
        let occupation = try #require(users.feature(named: "occupation")?.tokenColumn)
        #expect(gender.vocabulary == ["F", "M"])
        #expect(occupation.vocabulary == ["artist", "baker", "clerk", "diver"])
        #expect((0..<6).map { gender.tokens(ofRow: $0).first } == SampleDataset.genders)
        #expect((0..<6).map { occupation.tokens(ofRow: $0).first } == SampleDataset.occupations)
    }

    @Test("takes the name from the options first", arguments: FormatCase.all)
    func name(of format: FormatCase) throws {
        #expect(try DatasetReader.read(format.url, options: ReadOptions(name: "mine")).name == "mine")
    }

    @Test("reads a description by its path as well as by its folder")
    func descriptionPath() throws {
        let folder = ReferenceData.fixtures.appending(path: "formats/mapped")
        #expect(try DatasetReader.read(folder.appending(path: "dataset.yaml")) == DatasetReader.read(folder))
    }

    @Test(
        "refuses what is no file, without waiting for it",
        arguments: ["ratings.csv", "movies.csv", "dataset.yaml"], ["a pipe", "a folder", "/dev/null"])
    func noFile(name: String, what: String) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("userId,movieId,rating,timestamp\n1,1,4.0,964982703\n", to: "ratings.csv")
        try folder.write("movieId,title,genres\n1,Heat (1995),Crime\n", to: "movies.csv")
        try #require(try Self.put(what, at: folder.url.appending(path: name).path))
        let error = #expect(throws: DatasetError.self) { try DatasetReader.read(folder.url) }
        let expected = "\(name): not a file but a folder, a pipe or a device; put the file in its place"
        #expect(error?.description == expected)
    }

    private static func put(_ what: String, at path: String) throws -> Bool {
        unlink(path)
        return switch what {
        case "a pipe": mkfifo(path, 0o600) == 0
        case "a folder": mkdir(path, 0o700) == 0
        default: symlink(what, path) == 0
        }
    }

    @Test("has a fixture for every format")
    func everyFormat() {
        #expect(Set(DatasetReader.formats.map(\.name)) == Set(FormatCase.all.map(\.format)))
    }
}
