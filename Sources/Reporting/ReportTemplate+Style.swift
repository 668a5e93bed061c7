extension ReportTemplate {
    /// Screen and A4. No grid and no variables: the PDF renderers laboratories use do not all know them.
    ///
    /// Contrast of every text is at least 4.5 to 1; colour never stands alone.
    static let style = """
        @page { size: A4; margin: 18mm 17mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); \
        font: 8pt "Liberation Sans", Arial, sans-serif; color: \(soft); } }
        * { box-sizing: border-box; }
        html { background: #e9edf0; }
        body { margin: 0; color: \(ink); background: #e9edf0; -webkit-print-color-adjust: exact;
          print-color-adjust: exact; font: 10pt/1.5 "Liberation Sans", Arial, Helvetica, sans-serif; }
        main { max-width: 210mm; margin: 8mm auto; padding: 16mm 17mm; background: #fff;
          box-shadow: 0 1px 6px rgba(23, 33, 43, .16); }
        h1, h2, h3, h4, p, dl, dd, ul { margin: 0; padding: 0; }
        h1 { font-size: 19pt; line-height: 1.2; font-weight: 700; letter-spacing: -.01em; overflow-wrap: anywhere; }
        h2 { margin-bottom: 2.5mm; font-size: 11.5pt; line-height: 1.3; color: \(accent); break-after: avoid; }
        h3 { font-size: 11.5pt; line-height: 1.35; overflow-wrap: anywhere; }
        h4 { font-size: 8.5pt; color: \(soft); }
        section, footer { margin-top: 8mm; }
        .bar { display: flex; justify-content: space-between; padding-bottom: 2mm; margin-bottom: 6mm;
          border-bottom: .6mm solid \(accent); font-size: 9pt; color: \(soft); }
        .bar span:last-child { color: \(accent); font-weight: 700; }
        .notice { margin-top: 4mm; padding: 2.5mm 4mm; border: .3mm solid #8a5a00; border-left-width: 1.4mm;
          background: #fff8e8; }
        dt { font-size: 8pt; line-height: 1.4; color: \(soft); }
        dd { overflow-wrap: anywhere; }
        .facts { margin-top: 3mm; }
        .facts div, .details div { display: inline-block; width: 49%; padding: 2mm 4mm 0 0; vertical-align: top; }
        table { width: 100%; border-collapse: collapse; font-size: 9.5pt; }
        caption { padding-bottom: 1.5mm; text-align: left; font-size: 9pt; color: \(soft); }
        .samples caption { font-size: 11.5pt; line-height: 1.3; font-weight: 700; color: \(accent); }
        th, td { padding: 1.6mm 4mm 1.6mm 0; border-bottom: .2mm solid \(line); text-align: left;
          vertical-align: top; overflow-wrap: break-word; }
        thead th { border-bottom-color: #8d99a5; font-size: 8pt; font-weight: 400; color: \(soft); }
        tbody th { font-weight: 700; }
        tr { break-inside: avoid; }
        .details dd { overflow-wrap: break-word; font-size: 9.5pt; }
        .text p + p { margin-top: 2mm; }
        .text p { max-width: 165mm; overflow-wrap: anywhere; }
        .conclusion { padding: 4.5mm 5mm; border-left: 1.2mm solid \(accent); background: \(tint); }
        .none { padding: 3mm 0; color: \(soft); }
        article { margin-top: 4mm; padding: 4.5mm 5mm; border: .2mm solid \(line); border-radius: 1.2mm;
          break-inside: avoid; }
        .title { display: flex; justify-content: space-between; align-items: flex-start; gap: 6mm; }
        .protein { font-weight: 400; }
        .class { flex: none; padding: .6mm 3mm; border: .3mm solid; border-radius: 4mm; font-size: 8.5pt;
          font-weight: 700; color: #3d4852; }
        .five { color: #8c1d18; background: #fdf1f0; }
        .four { color: #8a3d00; background: #fdf4ec; }
        .three { color: #5f5000; background: #fbf7e4; }
        .low { color: #22573a; background: #eff7f2; }
        .details { margin-top: 1.5mm; }
        .details div { width: 31%; }
        .details div:nth-child(3n) { width: 36%; padding-right: 0; }
        article .text { margin-top: 3.5mm; padding-top: 3.5mm; border-top: .2mm solid \(line); }
        .evaluation { font-size: 9pt; }
        .under { display: block; font-size: 8pt; color: \(soft); }
        .counts { max-width: 105mm; }
        .counts tbody th { font-weight: 400; }
        .counts tr > :last-child { padding-right: 0; text-align: right; font-variant-numeric: tabular-nums; }
        tfoot th, tfoot td { font-weight: 700; border-bottom: 0; }
        .together, .signatures, footer { break-inside: avoid; }
        .signatures ul { list-style: none; }
        .signatures li { padding: 1.8mm 0; border-bottom: .2mm solid \(line); }
        .signatures li > * { display: inline-block; width: 32%; padding-right: 4mm; vertical-align: top; }
        .signatures li span { color: \(soft); }
        .provenance { font-size: 8pt; }
        .provenance div { padding: .5mm 0; }
        .provenance dt { float: left; }
        .provenance dd { margin-left: 48mm; font-family: "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: 7.5pt; }
        @media print { html, body { background: #fff; } main { max-width: none; margin: 0; padding: 0; \
        box-shadow: none; } }
        @media screen and (max-width: 700px) { main { margin: 0; padding: 6mm 5mm; } .facts div, .details div, \
        .details div:nth-child(3n), .signatures li > * { display: block; width: auto; } \
        .provenance dt { float: none; } .provenance dd { margin-left: 0; } .title { display: block; } \
        .class { display: inline-block; margin-top: 2mm; } }
        """

    private static let ink = "#17212b"
    private static let soft = "#56616d"
    private static let line = "#d4dae0"
    private static let tint = "#f4f6f8"
    private static let accent = "#0b4a63"
}
