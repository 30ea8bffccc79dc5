import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The elements of a page in their order, read by a strict XML parser.
final class PageElements: NSObject, XMLParserDelegate {
    /// An element with its text and the names of those around it.
    struct Element {
        var name: String
        var attributes: [String: String]
        var ancestors: [Int]
        var text = ""
    }

    private(set) var elements: [Element] = []
    private var open: [Int] = []
    private(set) var isWellFormed = false

    init(_ html: String) {
        super.init()
        let parser = XMLParser(data: Data(html.utf8))
        parser.delegate = self
        isWellFormed = parser.parse()
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes, ancestors: open))
        open.append(elements.count - 1)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { for element in open { elements[element].text += text } }

    /// All elements of a name.
    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    /// The elements of a name inside an element.
    func all(_ name: String, inside element: Int) -> [Element] {
        elements.filter { $0.name == name && $0.ancestors.contains(element) }
    }

    /// The positions of all elements of a name.
    func positions(of name: String) -> [Int] { elements.indices.filter { elements[$0].name == name } }
}
