/// How the page looks: light and dark, wide, narrow and on paper. All colours of text have a contrast of 4.5
/// or more.
enum Stylesheet {
    static let text = colours + page + tables + figures + lists + print

    private static let colours = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--box:#f3f5f7;--accent:#0b5cad;\
        --better:#1a6b34;--worse:#a8201a;--open:#57606a;--crowd:#6e7781}
        @media (prefers-color-scheme:dark){:root{--paper:#12161b;--ink:#e6eaee;--soft:#a5afba;--line:#343c46;--box:#1b2129;\
        --accent:#7cb7ff;--better:#5fd07a;--worse:#ff9089;--open:#a5afba;--crowd:#8b96a3}}

        """
    private static let page = """
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:1240px;padding:1rem;background:var(--paper);color:var(--ink);\
        font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        p{max-width:75ch;margin:.5rem 0;overflow-wrap:anywhere}
        h1{font-size:1.9rem;line-height:1.2;margin:.5rem 0;overflow-wrap:anywhere}
        h2{font-size:1.4rem;line-height:1.25;margin:2.5rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--line)}
        h3{font-size:1.05rem;margin:1.5rem 0 .25rem;overflow-wrap:anywhere}
        a{color:var(--accent)}
        a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        :target{outline:3px solid var(--accent);outline-offset:2px}
        .skip{position:absolute;left:-100vw;background:var(--paper);padding:.5rem 1rem}
        .skip:focus{left:1rem;top:.5rem;z-index:1}
        .dataset,footer,figcaption{color:var(--soft)}
        nav ol{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;margin:1rem 0;list-style:none}
        .verdict{font-size:1.15rem;border-left:4px solid var(--accent);padding-left:.75rem}
        .missing{background:var(--box);padding:.75rem 1rem;border-radius:6px;max-width:none}
        code{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.9em;overflow-wrap:anywhere}
        pre{background:var(--box);padding:.75rem 1rem;border-radius:6px;overflow-x:auto;margin:.25rem 0 1rem;white-space:pre-wrap}
        .purpose{margin-bottom:0}
        details{margin:.5rem 0}
        summary{cursor:pointer;color:var(--accent);padding:.35rem 0}

        """
    private static let tables = """
        .scroll{overflow-x:auto;max-width:100%}
        table{border-collapse:collapse;font-size:.9rem;margin:.75rem 0;font-variant-numeric:tabular-nums}
        caption{text-align:left;color:var(--soft);padding:.25rem 0}
        th,td{padding:.3rem .75rem .3rem 0;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
        thead th{border-bottom-width:2px;vertical-align:bottom}
        tbody th{font-weight:600}
        td:not(.number){min-width:10rem}
        .number{text-align:right;white-space:nowrap}

        """
    private static let figures = """
        figure{margin:1rem 0}
        figcaption{max-width:75ch;margin-bottom:.5rem}
        svg{display:block}.scroll>svg+svg{margin-top:1rem}
        svg text{font-size:11px;fill:var(--ink);font-family:inherit}
        svg .tick{fill:var(--soft)}
        svg .name{font-size:11.5px;paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
        svg .number{font-size:10px;font-weight:700;fill:var(--paper)}
        svg path{fill:none}
        .grid{stroke:var(--line)}
        .zero{stroke:var(--ink);stroke-width:1.25}
        .marked{stroke:var(--soft);stroke-dasharray:2 3}
        .crowd{stroke:var(--crowd);stroke-width:4;stroke-linecap:round;stroke-opacity:.85}
        .chosen{fill:var(--accent);stroke:var(--paper);stroke-width:1.5}
        .curve{stroke:var(--accent);stroke-width:2.25}
        .curve.better{stroke:var(--better)}.curve.worse{stroke:var(--worse)}.curve.open{stroke:var(--open)}
        svg .band{fill:var(--accent);fill-opacity:.2}
        svg .band.better{fill:var(--better)}svg .band.worse{fill:var(--worse)}svg .band.open{fill:var(--open)}
        .other{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:5 3}
        .grid-of-plots{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:1rem}
        .panel{display:flex;flex-direction:column;justify-content:space-between}
        .panel svg{width:100%;height:auto;max-width:420px}
        .wide svg{width:100%;height:auto;max-width:560px}
        .wide svg text{font-size:12px}
        .reference{stroke:var(--ink);stroke-width:1.5}
        .interval{stroke:var(--open);stroke-width:3}.interval.better{stroke:var(--better)}.interval.worse{stroke:var(--worse)}
        .dot{fill:var(--open);stroke:var(--paper);stroke-width:1}.dot.better{fill:var(--better)}.dot.worse{fill:var(--worse)}
        .dot.plain{fill:var(--ink)}
        .panel-label{margin:0;font-size:.9rem}
        .legend{display:inline-block;font-size:.9rem;color:var(--soft);margin:.25rem 1.5rem .25rem 0}
        .key{display:inline-block;width:1.75rem;height:0;margin-right:.5rem;vertical-align:middle;border-top:3px solid var(--accent)}
        .key.band{border-top-width:12px;opacity:.3}.key.other{border-top:2px dashed var(--ink)}
        .key.zero{border-top:2px solid var(--ink)}.key.marked{border-top:2px dotted var(--soft)}
        .key.dot{width:.6rem;height:.6rem;border:0;border-radius:50%;background:var(--accent)}
        .key.dot.better{background:var(--better)}.key.dot.worse{background:var(--worse)}.key.dot.open{background:var(--open)}
        .key.small-dot{width:.35rem;height:.35rem;border:0;border-radius:50%;background:var(--crowd)}

        """
    private static let lists = """
        .lists{display:flex;align-items:flex-start}
        .list{flex:1 0 225px;min-width:0;max-width:420px}
        .list-head{height:96px;overflow:hidden}
        .list-head h3{margin:.25rem 0}
        .list-head p{margin:0;font-size:.85rem;line-height:1.3;color:var(--soft)}
        .list ol{list-style:none;margin:0;padding:0}
        .list li{display:flex;gap:.5rem;height:84px;overflow:hidden;border-top:1px solid var(--line);padding:.3rem 0;line-height:1.25}
        .rank{flex:none;width:1.5rem;text-align:right;color:var(--soft);font-variant-numeric:tabular-nums}
        .item{min-width:0}
        .item strong{display:block;font-size:.9rem;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
        .figures b{color:var(--ink)}
        .figures,.also{display:block;font-size:.78rem;color:var(--soft)}
        .figures b,.also a{white-space:nowrap}
        .links{flex:none;width:44px;padding-top:96px}
        .links .link{stroke:var(--accent);stroke-width:1.5;stroke-opacity:.85}
        @media (max-width:760px){
        .lists{display:block}.links{display:none}.list{max-width:none}.list li,.list-head{height:auto}
        .item strong{white-space:normal}.list-head{padding:.5rem 0}
        }

        """
    private static let print = """
        @media print{
        body{max-width:none;font-size:11pt;padding:0}table{font-size:8pt}nav,.skip{display:none}
        .scroll{overflow:visible}.lists{display:grid;grid-template-columns:1fr 1fr 1fr;gap:1rem}.links{display:none}
        .list li,.panel,tr{break-inside:avoid}.list li{height:auto}.scroll svg{max-width:100%;height:auto}h2,h3{break-after:avoid}
        }

        """
}
