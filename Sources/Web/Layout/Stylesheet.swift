import Crypto
import Foundation
import Support

/// How all pages look: phone first, light and dark. Text has a contrast of 4.5 or more, edges of controls 3
/// or more.
///
/// Classes for any page: `button` (a link or button as the main action), `quiet` (a lesser one), `notice` and
/// `error` (a box with a message), `field` (a label with its control and hint), `card` (a box), `hint`,
/// `visually-hidden`, `scroll` (around wide tables), `number` (cells). `Layout.isWide` lets the page be 1240
/// px wide instead of 680.
package enum Stylesheet {
    package static let text =
        colours + page + controls + items + forms + GridStyle.text + tables + AdminStyle.text + preferences

    /// The first 16 digits of the text's SHA-256.
    static let hash = String(SHA256.hash(data: Data(text.utf8)).hexadecimal.prefix(16))

    /// Where pages find it.
    static let path = "/assets/style.css?v=\(hash)"

    private static let colours = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--edge:#6e7781;--box:#f3f5f7;\
        --accent:#0b5cad;--over:#fff;--hover:#094a8b;--wrong:#a8201a;--right:#1a6b34}
        @media (prefers-color-scheme:dark){:root{--paper:#12161b;--ink:#e6eaee;--soft:#a5afba;--line:#343c46;--edge:#8b96a3;\
        --box:#1b2129;--accent:#7cb7ff;--over:#0d1117;--hover:#a9d0ff;--wrong:#ff9089;--right:#5fd07a}}

        """
    private static let page = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
        body{margin:0 auto;max-width:680px;padding:1rem 1rem 2rem;background:var(--paper);color:var(--ink);\
        font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans KR","Noto Sans CJK KR",\
        "Apple SD Gothic Neo","Malgun Gothic","DejaVu Sans",sans-serif;overflow-wrap:anywhere}
        body.wide{max-width:1240px}
        :lang(ko){word-break:keep-all}
        h1{font-size:1.6rem;line-height:1.25;margin:.75rem 0}
        h2{font-size:1.2rem;line-height:1.3;margin:1.75rem 0 .4rem}
        h3{font-size:1.05rem;margin:1.25rem 0 .25rem}
        p,ul,ol{margin:.6rem 0}
        ul,ol{padding-left:1.4rem}
        li{margin:.3rem 0}
        a{color:var(--accent)}
        main:focus{outline:none}
        a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible,\
        [tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
        main:focus-visible{outline:none}
        .skip{position:absolute;left:-100vw;top:0;background:var(--paper);padding:.75rem 1rem;z-index:1}
        .skip:focus{left:.5rem}
        .visually-hidden{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .hint,footer,.soft{color:var(--soft);font-size:.95rem}
        footer{border-top:1px solid var(--line);margin-top:2.5rem;padding-top:.75rem}
        .notice,.error{border:2px solid var(--accent);border-left-width:8px;border-radius:8px;padding:.6rem 1rem;margin:1rem 0}
        .error{border-color:var(--wrong)}
        .error h2{margin:.25rem 0}
        .error a{color:var(--wrong)}
        .wrong{color:var(--wrong);font-weight:600}
        .card{background:var(--box);border:1px solid var(--line);border-radius:12px;padding:1rem;margin:1rem 0}
        .card h2{margin-top:0}
        .languages{display:flex;flex-wrap:wrap;gap:0 .5rem;justify-content:flex-end;margin:0;padding:0;list-style:none}
        .languages li{margin:0}
        .languages a,.languages [aria-current]{display:inline-block;padding:.6rem .75rem;min-height:44px}
        .languages [aria-current]{font-weight:600}
        .progress{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1rem;margin:.25rem 0 0;color:var(--soft);font-size:.95rem}
        progress{flex:1 1 8rem;height:.75rem;appearance:none;border:1px solid var(--edge);border-radius:6px;overflow:hidden;\
        background:var(--box)}
        progress::-webkit-progress-bar{background:var(--box)}
        progress::-webkit-progress-value{background:var(--accent)}
        progress::-moz-progress-bar{background:var(--accent)}
        .code{font:700 1.75rem/1.4 ui-monospace,"DejaVu Sans Mono",monospace;letter-spacing:.08em;user-select:all;margin:0}
        .link{font:.9rem/1.5 ui-monospace,"DejaVu Sans Mono",monospace;user-select:all;overflow-wrap:anywhere}
        details{margin:.5rem 0}
        summary{cursor:pointer;color:var(--accent);padding:.6rem 0;min-height:44px}

        """
    private static let controls = """
        button,.button,.quiet{display:inline-block;font:inherit;font-weight:600;min-height:48px;padding:.65rem 1.25rem;\
        border-radius:10px;border:2px solid var(--accent);cursor:pointer;text-decoration:none;text-align:center}
        button,.button{background:var(--accent);color:var(--over)}
        button:hover,.button:hover{background:var(--hover);border-color:var(--hover)}
        .quiet,button.quiet{background:none;color:var(--accent)}
        .quiet:hover,button.quiet:hover{background:var(--box);border-color:var(--hover);color:var(--hover)}
        button.danger{background:var(--wrong);border-color:var(--wrong);color:var(--over)}
        button.danger:hover{background:var(--wrong);text-decoration:underline}
        .actions{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.25rem 0;align-items:center}
        .plain{display:inline-block;padding:.6rem 0;min-height:44px}
        @media (max-width:480px){.actions button,.actions .button,.actions .quiet{flex:1 1 100%}}

        """
    private static let items = """
        .item{display:flex;gap:1rem;align-items:flex-start}
        .item img{flex:none;width:104px;height:156px;object-fit:cover;border-radius:8px;background:var(--line)}
        .item h2{margin:0;font-size:1.35rem}
        .item p{margin:.25rem 0}
        .ratings{display:grid;grid-template-columns:repeat(5,minmax(0,1fr));gap:.5rem;margin:.75rem 0 0}
        .ratings.count-2{grid-template-columns:repeat(2,minmax(0,1fr))}
        .ratings.count-3,.ratings.count-6{grid-template-columns:repeat(3,minmax(0,1fr))}
        .ratings.count-4,.ratings.count-7,.ratings.count-8{grid-template-columns:repeat(4,minmax(0,1fr))}
        .ratings.count-11{grid-template-columns:repeat(4,minmax(0,1fr))}
        @media (min-width:600px){.ratings.count-10{grid-template-columns:repeat(10,minmax(0,1fr))}\
        .ratings.count-11{grid-template-columns:repeat(11,minmax(0,1fr))}}
        .ratings button,.unknown{min-height:56px;padding:.5rem .25rem;background:var(--paper);color:var(--ink);border-color:var(--edge)}
        .ratings button{font-size:1.2rem;line-height:1.2;padding:.1rem .25rem}
        .ratings button:hover,.unknown:hover{background:var(--box);border-color:var(--accent);color:var(--ink)}
        .ratings button.given,.unknown.given{background:var(--accent);border-color:var(--accent);color:var(--over)}
        .given::before{content:"✓ "}
        .ratings .given::before{content:"✓";display:block;font-size:.8rem;line-height:1}
        .ends{display:flex;justify-content:space-between;gap:1rem;margin:.35rem 0 1rem;color:var(--soft);font-size:.95rem}
        .ends span:last-child{text-align:right}
        .unknown{display:block;width:100%;margin:.5rem 0}
        .answers{list-style:none;padding:0}
        .answers li{display:grid;grid-template-columns:2rem 1fr auto;gap:0 .75rem;align-items:center;\
        border-top:1px solid var(--line);padding:.5rem 0;margin:0}
        .answers .rank{color:var(--soft);text-align:right;font-variant-numeric:tabular-nums}
        .answers .title{font-weight:600;display:block}

        """
    private static let forms = """
        fieldset{border:0;margin:1.5rem 0;padding:0;min-width:0}
        legend,.field>label:not(.choice){font-weight:600;padding:0;display:block;margin-bottom:.35rem}
        .field{margin:1.5rem 0}
        input[type=text],input[type=number],input[type=password],input[type=search],input:not([type]),select{font:inherit;\
        width:100%;max-width:24rem;min-height:48px;padding:.5rem .75rem;color:var(--ink);background:var(--paper);\
        border:2px solid var(--edge);border-radius:8px}
        input[aria-invalid=true]{border-color:var(--wrong)}
        .choice{display:flex;gap:.75rem;align-items:center;min-height:48px;padding:.35rem .75rem;border:1px solid var(--line);\
        border-radius:8px;margin:.35rem 0;cursor:pointer}
        .choice:hover{background:var(--box)}
        .choice input{flex:none;width:1.4rem;height:1.4rem;margin:0;accent-color:var(--accent)}
        .choice:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
        .question{margin:2.25rem 0}
        .question.missing{border-left:6px solid var(--wrong);padding-left:.75rem}
        @media (min-width:640px){.agreement{display:grid;grid-template-columns:repeat(5,1fr);gap:.5rem}\
        .agreement .choice{flex-direction:column;justify-content:flex-start;text-align:center;font-size:.95rem;line-height:1.3;\
        padding:.6rem .3rem;margin:0}}

        """
    private static let tables = """
        .scroll{overflow-x:auto;max-width:100%}
        table{border-collapse:collapse;font-size:.95rem;margin:.75rem 0;font-variant-numeric:tabular-nums}
        caption{text-align:left;color:var(--soft);padding:.25rem 0}
        th,td{padding:.35rem .9rem .35rem 0;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
        thead th{border-bottom-width:2px;vertical-align:bottom}
        .number{text-align:right;white-space:nowrap}
        code,pre{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.92em}
        pre{background:var(--box);padding:.75rem 1rem;border-radius:8px;overflow-x:auto}

        """
    private static let preferences = """
        @media (prefers-reduced-motion:no-preference){button,.button,.quiet,.choice{transition:background-color .12s,border-color .12s}}
        @media (forced-colors:active){.ratings button.given,.unknown.given{outline:3px solid Highlight}}

        """
}
