/// What became of something that was deposited.
package struct Deposited<View: Sendable>: Sendable {
    /// As it is stored.
    package var view: View
    /// Whether it was stored now, rather than before.
    package var isNew: Bool

    /// Tells what became of it.
    package init(view: View, isNew: Bool) {
        self.view = view
        self.isNew = isNew
    }
}

extension Deposited: Equatable where View: Equatable {}
