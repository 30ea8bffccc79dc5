import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The elements of a page in their order, read by a strict XML parser.
public final class PageElements: NSObject, XMLParserDelegate {
    /// An element with its text and the names of those around it.
    public struct Element {
        /// Its name, such as `input`.
        public var name: String
        /// Its attributes by name.
        public var attributes: [String: String]
        /// The positions of those around it, outermost first.
        public var ancestors: [Int]
        /// All text inside.
        public var text = ""
    }

    /// All elements, in the order in which they begin.
    public private(set) var elements: [Element] = []
    private var open: [Int] = []
    /// Whether the page is well-formed XML.
    public private(set) var isWellFormed = false

    /// Reads a page.
    public init(_ html: String) {
        super.init()
        let parser = XMLParser(data: Data(html.utf8))
        parser.delegate = self
        isWellFormed = parser.parse()
    }

    /// Begins an element.
    public func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes, ancestors: open))
        open.append(elements.count - 1)
    }

    /// Ends an element.
    public func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        open.removeLast()
    }

    /// Adds text to all elements around it.
    public func parser(_ parser: XMLParser, foundCharacters text: String) {
        for element in open { elements[element].text += text }
    }

    /// All elements of a name.
    public func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    /// The elements of a name inside an element.
    public func all(_ name: String, inside element: Int) -> [Element] {
        elements.filter { $0.name == name && $0.ancestors.contains(element) }
    }

    /// The positions of all elements of a name.
    public func positions(of name: String) -> [Int] { elements.indices.filter { elements[$0].name == name } }
}
