/// Passwords nobody chooses and nobody needs to remember.
enum Secret {
    /// 32 letters and digits, 190 bits from the operating system's generator; needs no quoting anywhere.
    static func random() -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        var generator = SystemRandomNumberGenerator()
        return String((0..<32).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] })
    }
}
