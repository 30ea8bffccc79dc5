import Foundation
import Testing
import Web
import Workflows

@Suite("The search for titles") struct TitleSearchTests {
    private static let titles = [
        "Matrix, The", "The Matrix Reloaded", "Café de Flore", "기생충", "Star Wars: Episode IV",
        "Wars of the Stars", "Ｆｕｌｌ Width",
        "Heat", "Heathers", "",
    ]
    private static let search = TitleSearch(titles, known: [5, 9, 1, 3, 7, 8, 2, 4, 6, 0])

    @Test(
        "finds titles by the beginnings of their words, whatever case and accents",
        arguments: [
            ("the matrix", ["The Matrix Reloaded", "Matrix, The"]),
            ("MATRIX", ["Matrix, The", "The Matrix Reloaded"]),
            ("cafe", ["Café de Flore"]), ("CAFÉ flo", ["Café de Flore"]), ("기생", ["기생충"]),
            ("star wars", ["Star Wars: Episode IV", "Wars of the Stars"]), ("full", ["Ｆｕｌｌ Width"]),
            ("heat", ["Heathers", "Heat"]), ("eat", []), ("", []), ("  -- ", []), ("matrix heat", []),
        ])
    func find(_ query: String, _ expected: [String]) {
        #expect(Self.search.find(query, most: 10).map { Self.titles[$0] } == expected)
    }

    @Test("finds at most as many as are wanted, the best known first")
    func most() {
        #expect(Self.search.find("the", most: 1).map { Self.titles[$0] } == ["The Matrix Reloaded"])
        #expect(Self.search.find("heat", most: 0).isEmpty)
        #expect(Self.search.find(String(repeating: "x ", count: 100_000), most: 5).isEmpty)
    }
}

@Suite("The posters of a page") struct PosterTests {
    @Test(
        "come over https from a plain host, or are none",
        arguments: [
            ("https://a.example/1.jpg", true), ("HTTPS://A.example:8443/1.jpg?x=1", true),
            ("https://a.example", true),
            ("http://a.example/1.jpg", false), ("javascript:alert(1)", false),
            ("data:image/png;base64,AA", false), ("", false),
            ("https://a.example;script-src *", false), ("https://a b/1.jpg", false),
            ("https:///1.jpg", false),
            ("//a.example/1.jpg", false), ("https://user@a.example/1.jpg", false),
        ])
    func address(_ text: String, _ isShown: Bool) {
        #expect((Poster.address(text) != nil) == isShown)
    }

    @Test("make a policy of just their origins, or of any where there are too many")
    func policy() {
        let few = PosterOrigins([
            "https://b.example/2", "https://a.example/1", "https://B.example/3", "javascript:x",
        ])
        #expect(few.origins == ["https://a.example", "https://b.example"])
        #expect(few.policy.contains("img-src 'self' https://a.example https://b.example;"))
        #expect(PosterOrigins([]).policy.contains("img-src 'self';"))
        let many = PosterOrigins((0..<30).map { "https://h\($0).example/x" })
        #expect(many.isAny && many.policy.contains("img-src 'self' https:;"))
        for policy in [few.policy, many.policy] {
            #expect(
                policy.contains("default-src 'none'") && !policy.contains("unsafe") && !policy.contains("*"))
        }
    }
}

@Suite("A brand's style sheet") struct BrandStyleTests {
    @Test(
        "may have colours, sizes and pictures of its own",
        arguments: [
            ":root{--accent:#005f73}\n@media (prefers-color-scheme:dark){:root{--accent:#94d2bd}}\n",
            "h1::before{content:'';background:url(data:image/png;base64,AAAA)}",
            "/* @import \"x\"; url(https://a) */ h1{color:red}", "",
        ])
    func accepted(_ text: String) throws {
        let style = try BrandStyle(Data(text.utf8), file: "brand.css")
        #expect(style.path.hasPrefix("/assets/brand.css?v="))
    }

    @Test(
        "is refused in a sentence with the line and what is wrong there",
        arguments: [
            ("h1{color:red}\n@import 'x.css';", ":2: @import"),
            ("\n\nh1{background:url(https://a/b.png)}", ":3: url(https://a/b.png"),
            ("h1{background:URL( 'x.png' )}", ":1: URL("), ("h1{background:u\\72l(x)}", ":1: \\7"),
            ("h1{background:image-set('x' 1x)}", ":1: image-set("),
            ("h1{color:red", "1 opening and 0 closing"),
            ("/* a\nb */ @import 'x';", ":2: @import"),
        ])
    func refused(_ text: String, _ part: String) {
        #expect { _ = try BrandStyle(Data(text.utf8), file: "brand.css") } throws: {
            "\($0)".contains("brand.css") && "\($0)".contains(part)
        }
    }

    @Test("is refused where it is too large, no text or not there")
    func unreadable() {
        #expect { _ = try BrandStyle(Data(repeating: 32, count: 65 * 1024 + 1), file: "b") } throws: {
            "\($0)".contains("66561 bytes")
        }
        #expect { _ = try BrandStyle(Data([0xFF, 0xFE]), file: "b") } throws: { "\($0)".contains("UTF-8") }
        #expect { _ = try BrandStyle(file: "/nowhere/b.css") } throws: {
            "\($0)".contains("there is no such file")
        }
    }
}

@Suite("A brand's colours") struct BrandContrastTests {
    @Test(
        "are warned of where text is hard to read, in the scheme in which it is",
        arguments: [
            (":root{--accent:#005f73}", ["accent", "dark"]),
            (":root{--accent:#ffcc00}", ["accent", "light"]),
            (
                ":root{--accent:#005f73;--hover:#0a4f5c}\n@media (prefers-color-scheme:dark){:root{--accent:#94d2bd;--hover:#b5e2d3}}",
                []
            ),
            ("h1{color:#ccc}", []), ("/* :root{--accent:#fff} */", []), (":root{--accent:red}", []),
            ("@media (prefers-color-scheme: dark) {:root{--ink:#222}}", ["ink", "dark"]),
        ])
    func warnings(_ text: String, _ parts: [String]) throws {
        let found = try BrandStyle(Data(text.utf8), file: "b").warnings
        #expect(found.isEmpty == parts.isEmpty, "\(found)")
        for part in parts { #expect(found.contains { $0.contains(part) }, "\(found)") }
    }
}

@Suite("Values that were used last") struct RecentValuesTests {
    @Test("are kept within their bytes, the oldest go first, and one always stays")
    func room() {
        var values = RecentValues<Int, String>(bytes: 10)
        values.keep("a", as: 1, size: 4)
        values.keep("b", as: 2, size: 4)
        #expect(values.value(1) == "a")
        values.keep("c", as: 3, size: 4)
        #expect(values.value(2) == nil && values.value(1) == "a" && values.value(3) == "c")
        values.keep("d", as: 4, size: 100)
        #expect(values.count == 1 && values.value(4) == "d")
        values.keep("e", as: 4, size: 2)
        values.keep("f", as: 5, size: 2)
        #expect(values.value(4) == "e" && values.value(5) == "f")
        for key in 0..<2000 { values.keep("x", as: key, size: 0) }
        #expect(values.count <= 512)
    }
}

@Suite("The words of the grid's pages") struct GridTextsTests {
    @Test("say the same in each language: the same strings with the same places")
    func places() throws {
        let english = try #require(GridTexts.all["en"])
        func places(_ text: String) -> Set<String> {
            Set(text.matches(of: /\{([a-z]+)\}/).map { String($0.1) })
        }
        for (language, strings) in GridTexts.all {
            for (key, text) in strings {
                let other = english[key] ?? english[key.replacing(".one", with: "")] ?? ""
                #expect(
                    !text.isEmpty && (key.hasSuffix(".one") || places(text) == places(other)),
                    "\(language) \(key)")
            }
            let plain = { (names: Dictionary<String, String>.Keys) in
                Set(names.filter { !$0.hasSuffix(".one") })
            }
            #expect(plain(strings.keys) == plain(english.keys), "\(language)")
        }
    }
}
