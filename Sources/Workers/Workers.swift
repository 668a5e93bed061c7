package import Jobs

/// The four workers by name, and what each can do.
package enum Workers {
    /// The handlers of the given workers.
    ///
    /// - Parameter workers: which to run in this process; one process may be all four.
    package static func handlers(for workers: Set<WorkerKind> = Set(WorkerKind.allCases)) -> HandlerRegistry {
        var registry = HandlerRegistry()
        if workers.contains(.ingest) {
            registry.register(ImportChunkHandler())
            registry.register(ImportCloseHandler())
        }
        if workers.contains(.filter) { registry.register(FilterRunHandler()) }
        if workers.contains(.snapshot) { registry.register(RoundEndHandler()) }
        if workers.contains(.report) { registry.register(ReportRenderHandler()) }
        return registry
    }
}
