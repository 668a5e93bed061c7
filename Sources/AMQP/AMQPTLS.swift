/// Certificates for an `amqps` connection. TLS 1.2 is the oldest version spoken.
package struct AMQPTLS: Sendable {
    /// PEM file with the authorities to trust.
    package var authorityFile: String
    /// PEM file with this client's certificate chain, for brokers that ask for one.
    package var certificateFile: String?
    /// PEM file with the unencrypted key of that certificate.
    package var keyFile: String?
    /// Whether the broker's certificate must be signed by a trusted authority. Turn off in a laboratory only.
    package var verifiesPeer: Bool
    /// Whether the broker's certificate must name the host of the address.
    package var verifiesHostName: Bool

    package init(
        authorityFile: String = "/etc/ssl/certs/ca-certificates.crt",
        certificateFile: String? = nil,
        keyFile: String? = nil,
        verifiesPeer: Bool = true,
        verifiesHostName: Bool = true
    ) {
        self.authorityFile = authorityFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.verifiesPeer = verifiesPeer
        self.verifiesHostName = verifiesHostName
    }
}
