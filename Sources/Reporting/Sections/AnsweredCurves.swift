extension ReportContents {
    /// The curves over the number of items answered.
    var answeredBlocks: [Block] { [] }
}
