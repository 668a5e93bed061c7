import Testing

@testable import Reporting

@Suite struct RichTextTests {
    @Test(arguments: [
        ("", []), (" \n\t ", []), ("one", [["one"]]), ("a\nb\n\n\nc", [["a", "b"], ["c"]]),
        ("<p>a</p><p>b</p>", [["a"], ["b"]]), ("a<br>b<br/>c<BR />d", [["a", "b", "c", "d"]]),
        ("<div>x <b>y</b>\u{A0}z</div>", [["x y z"]]), ("<ul><li>a</li><li>b</li></ul>", [["• a", "• b"]]),
        ("10<sup>-3</sup> H<sub>2</sub>O", [["10^-3 H_2O"]]),
        ("not <s>benign</s> known", [["not [deleted: benign] known"]]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", [["| a | b"]]), ("<img src=\"x>y\">", [["[image] y\">"]]),
        ("<p>a &lt; b &amp;lt; c&nbsp;&#39;</p>", [["a < b &lt; c '"]]), ("a &lt; b", [["a &lt; b"]]),
        ("p<0.05 and q>3", [["p<0.05 and q>3"]]), ("<unknown> <script>x</script>", [["<unknown> <script>x</script>"]]),
        ("a < b", [["a < b"]]), ("<", [["<"]]), ("<p", [["<p"]]), ("<pvalue>", [["<pvalue>"]]),
        ("<p\u{301}>", [["<p\u{301}>"]]),
    ])
    func isReducedToParagraphs(source: String, paragraphs: [[String]]) {
        #expect(RichText(source).paragraphs == paragraphs)
    }

    @Test func escapingWorksOnScalars() {
        #expect(HTMLText().escapeText("\"\u{301}<\u{338}&\u{20DD}") == "&quot;\u{301}&lt;\u{338}&amp;\u{20DD}")
        #expect(HTMLText().escapeText("a\r\nb\u{85}") == "a\u{FFFD}\nb\u{FFFD}")
    }
}
