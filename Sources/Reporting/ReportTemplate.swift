/// The page of a report, as Mustache.
///
/// It is kept in source so that a process needs no file beside it. Every value is escaped: the template has no
/// unescaped tags, and a test keeps it so. Elements without content are closed, so that the page is XML too.
enum ReportTemplate {
    /// Fixed text from ``style`` is put in before the template is read; it never comes from a model.
    static let html = """
        {{% CONTENT_TYPE:\(HTMLText.name)}}\
        <!DOCTYPE html>
        <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Genetic report: {{analysis}}</title>
        <style>
        \(style)
        </style>
        </head>
        <body>
        <main>
        \(head)\(answer)\(background)</main>
        </body>
        </html>

        """

    private static let head = """
        <header>
        <div class="bar"><span>{{laboratory}}</span><span>Genetic report</span></div>
        <h1>{{analysis}}</h1>
        {{#correction}}
        <p class="notice" role="note"><strong>Corrected report.</strong> \
        Replaces report {{previous}}. Reason: {{reason}}</p>
        {{/correction}}
        <dl class="facts">
        {{#facts}}
        <div><dt>{{name}}</dt><dd>{{value}}</dd></div>
        {{/facts}}
        </dl>
        </header>
        <section>
        <table class="samples">
        <caption>Samples</caption>
        <thead><tr><th scope="col">Sample</th><th scope="col">Relation</th><th scope="col">Sex</th>\
        <th scope="col">Status</th></tr></thead>
        <tbody>
        {{#samples}}
        <tr><th scope="row">{{id}}</th><td>{{relation}}</td><td>{{sex}}</td><td>{{affected}}</td></tr>
        {{/samples}}
        </tbody>
        </table>
        </section>

        """

    /// Question, answer, and the variants.
    private static let answer = """
        {{#indication}}
        <section class="text">
        <h2>Indication</h2>
        \(paragraphs)</section>
        {{/indication}}
        {{#conclusion}}
        <section class="text conclusion">
        <h2>Conclusion</h2>
        \(paragraphs)</section>
        {{/conclusion}}
        <section>
        <h2>Reported variants</h2>
        {{^hasVariants}}
        <p class="none">No variants are reported.</p>
        {{/hasVariants}}
        {{#variants}}
        <article>
        <div class="title">
        <h3><em>{{gene}}</em> {{coding}}{{#protein}} <span class="protein">{{protein}}</span>{{/protein}}</h3>
        <p class="class {{tone}}">{{class}}</p>
        </div>
        <dl class="details">
        {{#genotypes}}
        <div><dt>{{name}}</dt><dd>{{value}}</dd></div>
        {{/genotypes}}
        <div><dt>Consequence</dt><dd>{{consequence}}</dd></div>
        <div><dt>Transcript</dt><dd>{{transcript}}</dd></div>
        <div><dt>Position</dt><dd>{{genomic}}</dd></div>
        </dl>
        {{#report}}
        <div class="text">
        \(paragraphs)</div>
        {{/report}}
        {{#evaluation}}
        <div class="text evaluation">
        <h4>Evaluation</h4>
        \(paragraphs)</div>
        {{/evaluation}}
        </article>
        {{/variants}}
        </section>
        {{#hasOthers}}
        <section class="together">
        <h2>Other finalised variants</h2>
        <table>
        <caption>Classified in this analysis, not part of the answer</caption>
        <thead><tr><th scope="col">Gene</th><th scope="col">Variant</th><th scope="col">Proband</th>\
        <th scope="col">Consequence</th><th scope="col">Classification</th></tr></thead>
        <tbody>
        {{#others}}
        <tr><th scope="row"><em>{{gene}}</em></th>\
        <td>{{coding}}{{#protein}} <span class="protein">{{protein}}</span>{{/protein}}\
        <span class="under">{{transcript}}, {{genomic}}</span></td>\
        <td>{{proband}}</td><td>{{consequence}}</td><td>{{class}}</td></tr>
        {{/others}}
        </tbody>
        </table>
        </section>
        {{/hasOthers}}

        """

    /// How the list came about, who answers for it, and what it was made from.
    private static let background = """
        <section class="together">
        <h2>Filtering</h2>
        {{#counts}}
        <table class="counts">
        <caption>{{records}} records were read; {{alleles}} alleles belong to the analysis</caption>
        <thead><tr><th scope="col">Step</th><th scope="col">Alleles</th></tr></thead>
        <tbody>
        {{#steps}}
        <tr><th scope="row">Removed by: {{name}}</th><td>{{value}}</td></tr>
        {{/steps}}
        </tbody>
        <tfoot><tr><th scope="row">Kept for interpretation</th><td>{{kept}}</td></tr></tfoot>
        </table>
        {{/counts}}
        </section>
        <section class="signatures">
        <h2>Finalised by</h2>
        <ul>
        {{#signatures}}
        <li><strong>{{name}}</strong><span>{{role}}</span><time datetime="{{instant}}">{{time}}</time></li>
        {{/signatures}}
        </ul>
        </section>
        <footer>
        <h2>Provenance</h2>
        <dl class="provenance">
        {{#provenance}}
        <div><dt>{{name}}</dt><dd>{{value}}</dd></div>
        {{/provenance}}
        <div><dt>Template</dt><dd>{{templateVersion}}</dd></div>
        </dl>
        </footer>

        """

    private static let paragraphs = """
        {{#paragraphs}}
        <p>{{#lines}}{{#isFollowing}}<br />{{/isFollowing}}{{text}}{{/lines}}</p>
        {{/paragraphs}}

        """
}
