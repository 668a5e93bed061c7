/// What happens when a value arrives at its path in the document.
enum TargetMode: String, CaseIterable {
    /// The path must be free.
    case insert
    /// A list is joined to the list that is there.
    case extend
    /// The value is added to the list that is there.
    case append
    /// An object is merged, member by member, into the object that is there; the later value wins.
    case merge
}
